import HTML
import Core
import Foundation
import Testing
import TestSupport
import Web

@testable import Features

/// Files that come with forms, whole and broken.
struct UploadTests {
    private let store: FileStore

    init() throws { store = try FileStore(folder: TemporaryFolder.newPath("files")) }

    private func part(_ name: String, _ filename: String?, _ content: String) -> String {
        "--b\r\nContent-Disposition: form-data; name=\"\(name)\"" + (filename.map { "; filename=\"\($0)\"" } ?? "")
            + "\r\n\r\n\(content)\r\n"
    }

    private func receive(_ body: String, by step: Int = 7) throws -> Upload {
        var receiver = UploadReceiver(
            try #require(MultipartReader(contentType: "multipart/form-data; boundary=b")), store)
        let bytes = Array(body.utf8)
        for start in stride(from: 0, to: bytes.count, by: step) {
            try receiver.take(bytes[start..<min(start + step, bytes.count)])
        }
        return try receiver.finish()
    }

    @Test(arguments: [1, 3, 64, 100_000]) func fieldsAndFilesAreSorted(_ step: Int) throws {
        let upload = try receive(
            part("subject", nil, "Bonjour\r\nvous") + part("f", "devis été.pdf", "%PDF-1.4") + part("g", "", "")
                + "--b--\r\n", by: step)
        #expect(upload.form["subject"] == "Bonjour\nvous")
        #expect(upload.files.map(\.name) == ["devis été.pdf"])
        #expect(upload.files.first?.type == "application/pdf")
        #expect(upload.files.first?.size == 8)
        let path = try store.path(of: try #require(upload.files.first).hash)
        #expect(!FileManager.default.fileExists(atPath: path), "nobody names it yet")
        try upload.arrived.keep()
        #expect(FileManager.default.contents(atPath: path) == Data("%PDF-1.4".utf8))
    }

    @Test func aBodyThatStopsIsRefusedAndLeavesNothingBehind() throws {
        var receiver = UploadReceiver(
            try #require(MultipartReader(contentType: "multipart/form-data; boundary=b")), store)
        try receiver.take(Array(part("f", "a.txt", String(repeating: "x", count: 500)).utf8.dropLast(4)))
        #expect(throws: Refusal.self) { try receiver.finish() }
        receiver.discard()
        #expect(try FileManager.default.contentsOfDirectory(atPath: store.location).isEmpty)
    }

    @Test func tooManyFilesAndTooLongTextsAreRefused() throws {
        let many = (0...UploadLimits.files).map { part("f", "\($0).txt", "x") }.joined() + "--b--\r\n"
        #expect(throws: Refusal.self) { try receive(many, by: 4096) }
        let long = part("t", nil, String(repeating: "x", count: UploadLimits.text + 1)) + "--b--\r\n"
        #expect(throws: Refusal.self) { try receive(long, by: 65_536) }
    }

    @Test(arguments: [
        ("../../etc/passwd", "passwd"), ("C:\\Users\\Atu\\devis.pdf", "devis.pdf"),
        ("a\u{0}b\u{202E}fdp.exe", "abfdp.exe"), ("...", "fichier"), ("", "fichier"),
        ("dire %22oui%22.pdf", "dire \"oui\".pdf"), ("été.pdf", "été.pdf"), (".htaccess", "htaccess"),
    ])
    func namesAreCleaned(_ given: String, _ kept: String) { #expect(cleanFileName(given) == kept) }

    @Test func longNamesKeepTheirEnding() {
        let name = cleanFileName(String(repeating: "é", count: 400) + ".pdf")
        #expect(name.count == 150)
        #expect(name.hasSuffix(".pdf"))
    }

    @Test func onlyKnownEndingsHaveATypeAndNoneOfThemRuns() {
        #expect(FileKind(name: "a.PDF").type == "application/pdf")
        for name in ["a.html", "a.svg", "a.xml", "a.js", "pdf", "a.pdf.exe", ""] {
            #expect(FileKind(name: name).type == "application/octet-stream")
        }
    }

    @Test func theDownloadNameCannotBreakOutOfItsHeader() {
        #expect(
            FileDownload.attachment("été 1.pdf")
                == "attachment; filename=\"ete 1.pdf\"; filename*=UTF-8''%C3%A9t%C3%A9%201.pdf")
        let hostile = FileDownload.attachment("a\"; x=\r\nSet-Cookie: b\\%;.pdf")
        #expect(!hostile.contains("\r") && !hostile.contains("\n"))
        #expect(hostile.split(separator: "\"").count == 3)
    }
}
