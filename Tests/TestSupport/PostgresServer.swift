import Core
import Foundation
import Store
package import StorePostgres
import Synchronization

/// A real PostgreSQL for tests: the one in `PARVIS_TEST_POSTGRES`, or one of the test process's own, which ends with
/// the process.
package final class PostgresServer: Sendable {
    /// Where it listens. Tests add `schema=name`.
    package let url: String
    private let shell: ServerShell?

    private init(url: String, shell: ServerShell?) {
        self.url = url
        self.shell = shell
    }

    /// An empty database: a schema of its own on the server that all suites of the process share.
    package static func database(named name: String, connections: Int = 8) async throws -> PostgresDatabase {
        let server = try await shared.value
        return try await server.database(named: name, connections: connections)
    }

    /// Where the server that all suites share is.
    package static var address: String { get async throws { try await shared.value.url } }

    /// A server for one test alone, which may be restarted.
    package static func start() async throws -> PostgresServer {
        let shell = try ServerShell()
        let folder = try await shell.answer()
        return PostgresServer(url: "postgres://parvis@/postgres?host=\(folder)", shell: shell)
    }

    /// Kills the server as a power cut would, and starts it again.
    package func restart() async throws { _ = try await shell?.ask("restart") }

    package func database(
        named name: String, connections: Int = 8, adding options: String = ""
    ) async throws -> PostgresDatabase {
        let schema = Identifier("test_\(name)_\(PostgresServer.nextNumber())")
        let administrator = try await PostgresDatabase.open(url: url, connections: 1)
        try await administrator.write { try $0.script("DROP SCHEMA IF EXISTS \(schema) CASCADE") }
        await administrator.close()
        let separator = url.contains("?") ? "&" : "?"
        return try await PostgresDatabase.open(
            url: "\(url)\(separator)schema=\(schema.name)\(options)", connections: connections,
            statementTimeout: PostgresServer.patience, waitLimit: PostgresServer.patience,
            jobLimit: PostgresServer.patience)
    }

    /// How long a test waits for a connection: a busy machine is slow, and that is nobody's failure.
    static let patience = Interval.minutes(5)

    private static let numbers = Mutex(0)

    private static func nextNumber() -> Int {
        numbers.withLock { number in
            number += 1
            return number
        }
    }

    static let shared = Task {
        let given = ProcessInfo.processInfo.environment["PARVIS_TEST_POSTGRES"]
        let server = if let given { PostgresServer(url: given, shell: nil) } else { try await start() }
        let administrator = try await PostgresDatabase.open(url: server.url, connections: 1)
        // In the common schema, where every suite finds it.
        try await administrator.write { try $0.script("CREATE EXTENSION IF NOT EXISTS pg_trgm SCHEMA public") }
        await administrator.close()
        return server
    }
}

/// The shell that starts a server, obeys words on its standard input, and stops the server when that input ends: even a
/// test process that is killed leaves nothing behind.
private final class ServerShell: Sendable {
    private let input: FileHandle
    private let output: FileHandle
    private let process: Process

    init() throws {
        let (input, output) = (Pipe(), Pipe())
        process = Process()
        let isRoot = geteuid() == 0
        process.executableURL = URL(fileURLWithPath: isRoot ? "/usr/sbin/runuser" : "/bin/sh")
        process.arguments = (isRoot ? ["-u", "postgres", "--", "/bin/sh"] : []) + ["-c", Self.script]
        process.standardInput = input
        process.standardOutput = output
        process.currentDirectoryURL = URL(fileURLWithPath: "/")
        self.input = input.fileHandleForWriting
        self.output = output.fileHandleForReading
        try process.run()
    }

    deinit { input.closeFile() }

    func ask(_ word: String) async throws -> String {
        try input.write(contentsOf: Data((word + "\n").utf8))
        return try await answer()
    }

    /// The shell's next line. Waits on a thread of Dispatch: a server takes seconds to start.
    func answer() async throws -> String {
        let data = await withCheckedContinuation { continuation in
            DispatchQueue.global().async { [output] in continuation.resume(returning: output.availableData) }
        }
        guard !data.isEmpty else { throw StoreError.unavailable(reason: "PostgreSQL did not start; is it installed?") }
        return String(decoding: data, as: UTF8.self).trimmingCharacters(in: .newlines)
    }

    /// Settings other than the socket are the server's own, above all `fsync`.
    private static let script = """
        set -e
        for folder in /usr/lib/postgresql/*/bin; do PATH="$folder:$PATH"; done
        home=$(mktemp -d /tmp/parvis-postgres-XXXXXX)
        trap 'rm -rf "$home"' EXIT
        initdb -D "$home/data" -U parvis -A trust -E UTF8 --locale=C.UTF-8 --no-sync >"$home/log" 2>&1
        start() {
            options="-k $home -c listen_addresses= -c max_connections=1000"
            pg_ctl -D "$home/data" -w -l "$home/log" -o "$options" start >/dev/null
        }
        stop() { pg_ctl -D "$home/data" -m immediate stop >/dev/null; }
        start
        echo "$home"
        while read -r word; do
            stop
            start
            echo "$word"
        done
        stop
        """
}
