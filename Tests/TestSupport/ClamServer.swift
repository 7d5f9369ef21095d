import Foundation

/// A real clamd with one signature of its own: that of the EICAR file, which every scanner takes for a virus and which does nothing.
package final class ClamServer {
    private let folder: String
    package var socket: String { folder + "/clamd.sock" }

    /// Returns once clamd answers. Throws when it is not installed.
    package init() throws {
        folder = TemporaryFolder.newPath("clamd")
        for place in ["", "/db", "/run"] {
            try FileManager.default.createDirectory(atPath: folder + place, withIntermediateDirectories: true)
        }
        let signature = ClamServer.eicar.map { String(format: "%02x", $0) }.joined()
        try Data("Parvis.Test.Eicar:0:*:\(signature)\n".utf8).write(to: URL(filePath: folder + "/db/test.ndb"))
        try start()
    }

    /// Not written out, so that no scanner takes this file for one.
    package static let eicar =
        Array("X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-".utf8) + Array("STANDARD-ANTIVIRUS-TEST-FILE!$H+H*".utf8)

    /// clamd goes into the background when its socket is open.
    package func start() throws {
        let settings = """
            LocalSocket \(socket)
            DatabaseDirectory \(folder)/db
            PidFile \(folder)/clamd.pid
            LogFile \(folder)/clamd.log
            TemporaryDirectory \(folder)/run
            StreamMaxLength 1M
            MaxThreads 2
            SelfCheck 0

            """
        try Data(settings.utf8).write(to: URL(filePath: folder + "/clamd.conf"))
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["clamd", "-c", folder + "/clamd.conf"]
        process.environment = ["PATH": "/usr/sbin:/usr/bin:/sbin:/bin"]
        process.standardOutput = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw CocoaError(.executableLoad) }
    }

    /// Ends it and waits until it is gone: its socket is removed last.
    package func stop() throws {
        let text = try String(contentsOf: URL(filePath: folder + "/clamd.pid"), encoding: .utf8)
        guard let number = pid_t(text.trimmingCharacters(in: .whitespacesAndNewlines)) else { return }
        kill(number, SIGKILL)
        try FileManager.default.removeItem(atPath: socket)
        try FileManager.default.removeItem(atPath: folder + "/clamd.pid")
    }

    deinit { try? stop() }
}
