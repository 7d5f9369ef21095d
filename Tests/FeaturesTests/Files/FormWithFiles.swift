import Core
import Features
import Foundation
import Store
import TestSupport

/// A form with files as browsers send it.
struct FormWithFiles {
    private var bytes: [UInt8] = []

    func text(_ name: String, _ value: String) -> FormWithFiles {
        adding("Content-Disposition: form-data; name=\"\(name)\"", Array(value.utf8))
    }

    func file(_ name: String, _ fileName: String, _ content: [UInt8]) -> FormWithFiles {
        adding(
            "Content-Disposition: form-data; name=\"\(name)\"; filename=\"\(fileName)\"\r\nContent-Type: text/plain",
            content)
    }

    private func adding(_ head: String, _ content: [UInt8]) -> FormWithFiles {
        var form = self
        form.bytes += Array("--b\r\n\(head)\r\n\r\n".utf8) + content + Array("\r\n".utf8)
        return form
    }

    static let type = "multipart/form-data; boundary=b"

    func post(_ client: Client, _ path: String) async throws -> Client.Answer {
        try await client.send("POST", path, type: FormWithFiles.type, bytes + Array("--b--\r\n".utf8))
    }
}

extension App {
    /// Everything that lies in the file store, by its last name.
    func storedFiles() throws -> [String] {
        let all = FileManager.default.enumerator(atPath: files.location)
        var found: [String] = []
        while let name = all?.nextObject() as? String {
            var isFolder: ObjCBool = false
            _ = FileManager.default.fileExists(atPath: files.location + "/" + name, isDirectory: &isFolder)
            if !isFolder.boolValue { found.append(String(name.split(separator: "/").last ?? "")) }
        }
        return found.sorted()
    }
}

extension World {
    /// A file of Atu's first invoice whose content has this hash.
    func name(_ hash: String, deleted: Instant? = nil) async throws {
        let (id, record, now) = (ids.next(), atu["invoices"].first, now)
        _ = try await database.write { connection in
            try connection.run(
                """
                INSERT INTO "files" ("id", "module", "record_id", "name", "type", "size", "hash", "author_kind", "author_name", "created_at", "deleted_at") \
                VALUES (\(id), 'invoices', \(record), \(hash), 'text/plain', 1, \(hash), 'staff', 'x', \(now), \(deleted))
                """)
        }
    }
}
