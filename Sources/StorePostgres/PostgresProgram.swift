import CPostgres
import Foundation
import Store

/// A program of PostgreSQL's own, run on the database of an address.
struct PostgresProgram: Sendable {
    let name: String
    let address: PostgresAddress

    /// Blocks until it has ended; throws with what it said when it failed.
    func run(_ arguments: [String]) throws {
        guard let program = Self.find(name) else {
            throw StoreError.unavailable(reason: "\(name) is not in PATH; install the client programs of PostgreSQL")
        }
        let process = Process()
        process.executableURL = program
        process.arguments = arguments
        process.environment = try environment()
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = FileHandle.nullDevice
        let complaints = Pipe()
        process.standardError = complaints
        do { try process.run() } catch { throw StoreError.failed(reason: "\(name) did not start: \(error)") }
        let words = complaints.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            let reason = String(decoding: words.prefix(2000), as: UTF8.self)
            throw StoreError.failed(reason: "\(name) failed: \(reason.trimmingCharacters(in: .newlines))")
        }
    }

    /// The address in the variables that libpq reads; arguments can be seen by every user of the machine, the
    /// environment cannot.
    private func environment() throws -> [String: String] {
        var environment = ProcessInfo.processInfo.environment
        for option in PostgresTransport(address).defaults { environment[option.variable] = option.value }
        for option in try address.options() { if let name = option.variable { environment[name] = option.value } }
        return environment
    }

    /// The database's name, for programs that want it as an argument.
    func databaseName() throws -> String { try address.options().last { $0.keyword == "dbname" }?.value ?? "" }

    private static func find(_ program: String) -> URL? {
        let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
        return folders.map { URL(fileURLWithPath: "\($0)/\(program)") }
            .first { FileManager.default.isExecutableFile(atPath: $0.path) }
    }
}
