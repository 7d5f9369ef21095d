import Dispatch
import Foundation

/// The Python SMTP server of these tests, started once and ended with the test process.
struct MailServer: Sendable {
    let ports: [String: Int]
    let certificate: String
    private let directory: URL
    /// Closing it ends the server, which is what the end of the process does.
    private let lifeline: FileHandle

    static let running = Task { try await offPool(start) }

    /// What the server announces once it listens.
    private struct Announcement: Decodable {
        let ports: [String: Int]
        let certificate: String
    }

    func port(_ name: String) throws -> Int {
        guard let port = ports[name] else { throw CocoaError(.keyValueValidation) }
        return port
    }

    /// The mail with this identifier, written by the server before it said 250.
    func delivered(_ messageID: String) throws -> DeliveredMail {
        let file = directory.appendingPathComponent("\(messageID).json")
        return try JSONDecoder().decode(DeliveredMail.self, from: Data(contentsOf: file))
    }

    func took(_ messageID: String) -> Bool {
        FileManager.default.fileExists(atPath: directory.appendingPathComponent("\(messageID).json").path)
    }

    private static func start() throws -> MailServer {
        let directory = FileManager.default.temporaryDirectory.appendingPathComponent("mail-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent(
            "smtp_server.py")
        let (process, input, output) = (Process(), Pipe(), Pipe())
        process.executableURL = URL(fileURLWithPath: try PythonForMail.path())
        process.arguments = [script.path, directory.path]
        process.standardInput = input
        process.standardOutput = output
        try process.run()
        let said = try JSONDecoder().decode(
            Announcement.self, from: firstLine(of: output.fileHandleForReading))
        return MailServer(
            ports: said.ports, certificate: said.certificate, directory: directory, lifeline: input.fileHandleForWriting
        )
    }

    private static func firstLine(of handle: FileHandle) -> Data {
        var line = Data()
        while !line.contains(10), case let more = handle.availableData, !more.isEmpty { line += more }
        return line
    }

    /// Starting processes blocks, and the cooperative threads are few.
    private static func offPool<T: Sendable>(_ work: @escaping @Sendable () throws -> T) async throws -> T {
        try await withCheckedThrowingContinuation { continuation in
            DispatchQueue.global().async { continuation.resume(with: Result(catching: work)) }
        }
    }
}
