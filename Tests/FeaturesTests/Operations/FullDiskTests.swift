import Core
import Features
import Foundation
import Store
import Synchronization
import TestSupport
import Testing

/// A disk without room: pages are read, writes are refused in words, and no half file stays.
@Suite struct FullDiskTests {
    @Test func pagesAreReadAndWritesAreRefused() async throws {
        try await Engine.sqlite.withDatabase { database in
            let disk = FillableDatabase(database)
            let world = try await World.make(in: disk)
            let app = try world.app()
            try await world.setPassword("quatre chevaux gris", of: world.atu.person, app)
            let name = try await app.database.read { try People($0).find(world.atu.person)?.signInName ?? "" }
            let sign = ["login": name, "password": "quatre chevaux gris"]
            let client = Client(app)
            #expect(try await client.post("/p/clients/signin", sign).status == 303)
            disk.fill()
            // A visit after a minute would be remembered.
            world.clock.advance(by: .minutes(5))
            for path in ["/p/clients", "/p/clients/invoices", "/p/clients/tickets", "/p/clients/profile"] {
                #expect(try await client.get(path).status == 200, "\(path)")
            }
            let ticket = ["subject": "Panne", "message": "Rien ne va"]
            for (path, fields) in [("/p/clients/tickets/new", ticket), ("/p/clients/signin", sign)] {
                let answer = try await client.post(path, fields)
                #expect(answer.status == 503 && answer.body.contains("Rien n’a été enregistré"), "\(path)")
            }
            let form = FormWithFiles().text("subject", "Panne").text("message", "x").file(
                "files", "a.txt", Array("x".utf8))
            #expect(try await form.post(client, "/p/clients/tickets/new").status == 503)
            #expect(try app.storedFiles().isEmpty, "an upload that nobody could name leaves nothing")
            disk.makeRoom()
            #expect(try await client.post("/p/clients/tickets/new", ticket).status == 303)
        }
    }

    /// A file where the folder of a content should be: it arrives whole and cannot be put in its place.
    @Test func aFileThatCannotBeKeptLeavesNothingBehind() throws {
        let store = try FileStore(folder: TemporaryFolder.newPath("files"))
        let content = Array("x".utf8)
        let folder = URL(filePath: try store.path(of: try store.keep(content))).deletingLastPathComponent().path
        try FileManager.default.removeItem(atPath: folder)
        try Data().write(to: URL(filePath: folder))
        #expect(throws: StoreError.self) { try store.keep(content) }
        let left = try FileManager.default.contentsOfDirectory(atPath: store.location)
        #expect(left == [URL(filePath: folder).lastPathComponent])
    }
}

/// A database on a disk that a test fills, or whose writes go wrong in another way: reading goes on.
final class FillableDatabase: Database {
    private let database: any Database
    private let refusal = Mutex<StoreError?>(nil)

    init(_ database: any Database) { self.database = database }

    var dialect: Dialect { database.dialect }
    func fill() { refuseWrites(.full(reason: "no space left on device")) }
    func refuseWrites(_ error: StoreError) { refusal.withLock { $0 = error } }
    func makeRoom() { refusal.withLock { $0 = nil } }

    func read<T: Sendable>(_ body: @escaping @Sendable (any Connection) throws -> T) async throws -> T {
        try await database.read(body)
    }
    func write<T: Sendable>(_ body: @escaping @Sendable (any Connection) throws -> T) async throws -> T {
        if let error = refusal.withLock({ $0 }) { throw error }
        return try await database.write(body)
    }
    func backUp(to path: String) async throws { try await database.backUp(to: path) }
    func close() async { await database.close() }
}
