import Foundation
import Mail
import Testing

@Suite struct FolderTransportTests {
    @Test func keepsOneFileAMail() async throws {
        let directory = FileManager.default.temporaryDirectory.appendingPathComponent("mails-\(UUID().uuidString)/out")
            .path
        defer { try? FileManager.default.removeItem(atPath: directory) }
        let transport = FolderTransport(directory: directory)
        let message = try MailSamples.message("folder.1")
        try await transport.send(message)
        try await transport.send(message)
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: directory) == [
                "20240305T100000Z-folder.1@parvis.example.eml"
            ])
        let path = "\(directory)/20240305T100000Z-folder.1@parvis.example.eml"
        #expect(try Array(Data(contentsOf: URL(fileURLWithPath: path))) == rendered(message))
        let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
        #expect(mode == 0o600)
    }

    @Test func failsForNowWhenTheFolderCannotBe() async throws {
        let failure = try await #require(throws: MailFailure.self) {
            try await FolderTransport(directory: "/dev/null/mails").send(MailSamples.message("folder.2"))
        }
        #expect(!failure.isPermanent)
    }

    @Test func failsForGoodWhenTheMailCannotBe() async throws {
        let directory = FileManager.default.temporaryDirectory.appendingPathComponent("never-\(UUID().uuidString)").path
        await #expect(throws: MailFailure.invalid(InvalidMail(.messageID, .malformed))) {
            try await FolderTransport(directory: directory).send(MailSamples.message("../../etc/passwd"))
        }
        #expect(!FileManager.default.fileExists(atPath: directory))
    }
}
