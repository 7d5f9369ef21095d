import Foundation

/// A real clamd with one signature of its own: that of the EICAR file, which every scanner takes for a virus and which does nothing.
package final class ClamServer {
    private let folder: String
    private var process: Process?
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

    /// Returns once clamd takes connections. It stays in the foreground: the way into the background is a signal, which not every caller lets through.
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
            Foreground yes

            """
        try Data(settings.utf8).write(to: URL(filePath: folder + "/clamd.conf"))
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["clamd", "-c", folder + "/clamd.conf"]
        process.environment = ["PATH": "/usr/sbin:/usr/bin:/sbin:/bin"]
        (process.standardOutput, process.standardError) = (FileHandle.nullDevice, FileHandle.nullDevice)
        try process.run()
        self.process = process
        while !FileManager.default.fileExists(atPath: socket) {
            guard process.isRunning else { throw CocoaError(.executableLoad) }
            usleep(10_000)
        }
    }

    /// Ends it and waits until it is gone.
    package func stop() throws {
        guard let process else { return }
        self.process = nil
        kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
        // What a killed clamd leaves; it may have been quicker.
        try? FileManager.default.removeItem(atPath: socket)
        try? FileManager.default.removeItem(atPath: folder + "/clamd.pid")
    }

    deinit { try? stop() }
}
