import CPostgres
import Foundation
import Store

/// A copy of the whole database by PostgreSQL's own `pg_dump`, in its custom format, which `pg_restore` reads.
struct Dump: Sendable {
    let address: PostgresAddress
    let path: String

    /// Blocks until the file is complete and on disk. The file must not be there yet.
    func run() throws {
        let environment = try connectionEnvironment()
        guard let program = Self.find("pg_dump") else {
            throw StoreError.unavailable(reason: "pg_dump is not in PATH; install the client programs of PostgreSQL")
        }
        // Made before pg_dump opens it, so that only the owner can ever read it.
        let file = open(path, O_CREAT | O_EXCL | O_WRONLY, 0o600)
        guard file >= 0 else {
            throw StoreError.full(reason: "cannot make \(path): \(String(cString: strerror(errno)))")
        }
        close(file)
        do {
            try dump(program, environment)
        } catch {
            unlink(path)
            throw error
        }
    }

    private func dump(_ program: URL, _ environment: [String: String]) throws {
        let process = Process()
        process.executableURL = program
        process.arguments = ["--format=custom", "--no-password", "--file=\(path)"]
        if let schema = address.schema { process.arguments?.append("--schema=\(schema.name)") }
        process.environment = environment
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = FileHandle.nullDevice
        let complaints = Pipe()
        process.standardError = complaints
        do { try process.run() } catch { throw StoreError.failed(reason: "pg_dump did not start: \(error)") }
        let words = complaints.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            let reason = String(decoding: words.prefix(2000), as: UTF8.self)
            throw StoreError.failed(reason: "pg_dump failed: \(reason.trimmingCharacters(in: .newlines))")
        }
    }

    /// The address in the variables that libpq reads; arguments can be seen by every user of the machine, the
    /// environment cannot.
    private func connectionEnvironment() throws -> [String: String] {
        guard let options = PQconninfoParse(address.url, nil) else {
            throw StoreError.failed(reason: "the address of the database cannot be read")
        }
        defer { PQconninfoFree(options) }
        var environment = ProcessInfo.processInfo.environment
        var option = options
        while option.pointee.keyword != nil {
            if let name = option.pointee.envvar, let value = option.pointee.val {
                environment[String(cString: name)] = String(cString: value)
            }
            option += 1
        }
        return environment
    }

    private static func find(_ program: String) -> URL? {
        let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
        return folders.map { URL(fileURLWithPath: "\($0)/\(program)") }
            .first { FileManager.default.isExecutableFile(atPath: $0.path) }
    }
}
