import Core
import Foundation
import Testing

@testable import Features

/// Ending and content must agree, and programs are never taken.
@Suite struct FileFormatTests {
    private static let program = Array("MZ".utf8) + [UInt8](repeating: 0, count: 100)
    private static let binder: [UInt8] =
        [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1] + [UInt8](repeating: 0, count: 600)
    private static let archive: [UInt8] =
        Array("PK".utf8) + [3, 4, 20, 0, 0, 0, 0, 0] + [UInt8](repeating: 0, count: 40)
    private static let page = "<!DOCTYPE html><html><body><script>alert(1)</script></body></html>"

    private func isTaken(_ name: String, _ content: [UInt8]) throws -> Bool {
        try FileFormat.problem(name, size: Int64(content.count), head: content) == nil
    }

    @Test(
        arguments: [
            ("a.pdf", Array("%PDF-1.4".utf8)), ("a.PDF", Array("%PDF-1.7\n".utf8)),
            ("photo.gif", Array("GIF89a..".utf8)),
            ("photo.jpg", [0xFF, 0xD8, 0xFF, 0xE0, 0, 16] + Array("JFIF".utf8) + [UInt8](repeating: 0, count: 20)),
            ("plan.svg", Array("<svg xmlns=\"http://www.w3.org/2000/svg\"></svg>".utf8)),
            (
                "plan.svg",
                [0xEF, 0xBB, 0xBF] + Array("<?xml version=\"1.0\"?><svg xmlns=\"http://www.w3.org/2000/svg\"/>".utf8)
            ),
            ("note.txt", Array("Bonjour à tous".utf8)), ("x.txt", Array("x".utf8)),
            ("conditions.txt", Array("Article 1.".utf8)),
            ("note.txt", Array("Bonjour,\nfrom Atu import des données".utf8)),
            ("liste.csv", Array("a;b\n1;2\n".utf8)),
            ("mac.csv", [0x53, 0x6F, 0x63, 0x69, 0x8E, 0x74, 0x8E, 0x3B, 0x0A]),
            ("mail.eml", Array("From: a@b.fr\r\nTo: c@d.fr\r\nSubject: x\r\n\r\nBonjour".utf8)),
            ("facture.xml", Array("<?xml version=\"1.0\"?><Invoice/>".utf8)), ("a.json", Array("{\"a\":1}".utf8)),
            ("rdv.ics", Array("BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n".utf8)), ("lettre.rtf", Array("{\\rtf1 x}".utf8)),
            ("tarif.xls", binder), ("lettre.doc", binder), ("lettre.docx", archive), ("tarif.ods", archive),
            ("a.zip", archive),
        ] as [(String, [UInt8])])
    func theseAreTaken(_ name: String, _ content: [UInt8]) throws { #expect(try isTaken(name, content)) }

    @Test(
        arguments: [
            ("a.com", Array("x".utf8)), ("a.exe", program), ("a.pdf", program), ("a.txt", program), ("a.zip", program),
            ("photo.png", Array(page.utf8)), ("a.txt", Array(page.utf8)), ("a.html", Array(page.utf8)),
            ("a.svg", Array(page.utf8)), ("a.svg", Array("bonjour".utf8)), ("a.sh", Array("#!/bin/sh\nrm".utf8)),
            ("a.txt", Array("#!/bin/sh\nrm".utf8)), ("a.csv", Array("<?php echo 1;".utf8)),
            ("a.js", Array("alert(1)".utf8)),
            ("a.txt", [1, 2, 3, 4, 255]), ("a.docx", Array("bonjour".utf8)), ("a.pdf", Array("bonjour".utf8)),
            ("facture.pdf.exe", Array("%PDF-1.4".utf8)), ("facture.pdf.", Array("%PDF-1.4".utf8)),
            ("pdf", Array("%PDF-1.4".utf8)),
            ("a.docm", archive), ("a.jar", archive), ("vide.pdf", []), ("vide.txt", []),
        ] as [(String, [UInt8])])
    func theseAreNot(_ name: String, _ content: [UInt8]) throws { #expect(try !isTaken(name, content)) }

    @Test func theWordsNameTheFileAndWhatIsTaken() throws {
        let problem = try #require(try FileFormat.problem("outil.com", size: 1, head: [1]))
        #expect(problem.message.fr.contains("«\u{A0}outil.com\u{A0}»") && problem.message.fr.contains("PDF"))
        #expect(problem.message.en.contains("“outil.com”") && problem.message.en.contains("Accepted"))
        let empty = try #require(try FileFormat.problem("a.pdf", size: 0, head: []))
        #expect(empty.message.fr.contains("vide"))
    }
}
