import Core
import Foundation
import TestSupport
import Testing

@testable import Features

/// ZIPs from outside: what they may hold, and that nothing stays of one that is refused.
@Suite struct ZipFolderTests {
    private func unpack(_ bytes: [UInt8], _ limits: ZipLimits = ZipLimits()) throws -> String {
        let (path, target) = (TemporaryFolder.newPath("in.zip"), TemporaryFolder.newPath("out"))
        try Data(bytes).write(to: URL(filePath: path))
        do {
            try ZipFolder(path: path, limits: limits).unpack(to: target)
        } catch {
            #expect(!FileManager.default.fileExists(atPath: target), "nothing of it stays")
            throw error
        }
        return target
    }

    private func reason(_ zip: ZipMaker, _ limits: ZipLimits = ZipLimits()) -> String {
        do { _ = try unpack(zip.bytes, limits) } catch { return (error as? ImportProblem)?.reason.fr ?? "\(error)" }
        return ""
    }

    @Test func filesComeOutAndWhatSystemsAddDoesNot() throws {
        let target = try unpack(
            ZipMaker.of([
                ("a/thirdparties/page-000.json", "[]"), ("__MACOSX/a/._x", "x"), ("a/.DS_Store", "x"),
                ("a/b.json", "1"),
            ]))
        #expect(try FileManager.default.contentsOfDirectory(atPath: target) == ["a"])
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: target + "/a").sorted() == ["b.json", "thirdparties"])
        let file = target + "/a/thirdparties/page-000.json"
        #expect(FileManager.default.contents(atPath: file) == Data("[]".utf8))
        #expect(try FileManager.default.attributesOfItem(atPath: file)[.posixPermissions] as? Int == 0o600)
    }

    @Test(arguments: ["../x", "a/../../x", "/etc/x", "a\\..\\x", "a\u{1}b", "a/./x"])
    func namesThatLeadOutAreRefused(_ name: String) {
        var zip = ZipMaker()
        zip.add(name, "x")
        #expect(reason(zip).contains("sort du dossier"))
    }

    @Test func linksDevicesAndDoublesAreRefused() {
        for mode: UInt32 in [0o120777, 0o020644, 0o140644] {
            var zip = ZipMaker()
            zip.add("link", "/etc/passwd", mode: mode)
            #expect(reason(zip).contains("ni un fichier ni un dossier"), "\(String(mode, radix: 8))")
        }
        var zip = ZipMaker()
        zip.add("a", "1")
        zip.add("a", "2")
        #expect(reason(zip).contains("deux fois"))
    }

    @Test func sizesAreCountedAsTheyCome() {
        var zip = ZipMaker()
        for number in 0..<10 { zip.add("f\(number)", String(repeating: "x", count: 1000)) }
        #expect(reason(zip, ZipLimits(entries: 9)).contains("plus de 9 fichiers"))
        #expect(reason(zip, ZipLimits(file: 999)).contains("limite"))
        #expect(reason(zip, ZipLimits(total: 9999)).contains("limite"))
        #expect(reason(zip, ZipLimits(total: 10_000)) == "")
        #expect(ZipLimits().most(size: 1000) == 16 << 20)
        #expect(ZipLimits().most(size: 1 << 20) == 200 << 20)
        #expect(ZipLimits().most(size: .max) == 4 << 30)
    }

    @Test func brokenAndEncryptedOnesSaySo() {
        var zip = ZipMaker()
        zip.add("a", "secret secret", flags: 1)
        #expect(reason(zip).contains("mot de passe"))
        var good = ZipMaker()
        good.add("a", String(repeating: "0123456789", count: 100))
        for length in [0, 3, 30, 500] {
            #expect(throws: ImportProblem.self, "\(length)") { try unpack(Array(good.bytes.prefix(length))) }
        }
        #expect(throws: ImportProblem.self) { try unpack(Array("%PDF-1.4 not a zip".utf8)) }
    }
}
