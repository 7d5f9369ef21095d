package import Features
import Foundation

/// A real clamd with one signature of its own: that of the EICAR file, which every scanner takes for a virus and which does nothing.
package final class ClamServer {
    private let folder: String
    private var process: Process?
    package let address: ScannerAddress

    /// Returns once clamd answers. Throws when it is not installed.
    package init() async throws {
        folder = TemporaryFolder.newPath("clamd")
        address = .unix(path: folder + "/clamd.sock")
        for place in ["", "/db", "/run"] {
            try FileManager.default.createDirectory(atPath: folder + place, withIntermediateDirectories: true)
        }
        let signature = ClamServer.eicar.map { String(format: "%02x", $0) }.joined()
        try Data("Parvis.Test.Eicar:0:*:\(signature)\n".utf8).write(to: URL(filePath: folder + "/db/test.ndb"))
        try await start()
    }

    /// Not written out, so that no scanner takes this file for one.
    package static let eicar =
        Array("X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-".utf8) + Array("STANDARD-ANTIVIRUS-TEST-FILE!$H+H*".utf8)

    /// In the foreground: a clamd that goes into the background sends its parent a signal, which may be these tests.
    package func start() async throws {
        let settings = """
            Foreground yes
            LocalSocket \(folder)/clamd.sock
            DatabaseDirectory \(folder)/db
            LogFile \(folder)/clamd.log
            TemporaryDirectory \(folder)/run
            StreamMaxLength 1M
            MaxThreads 2
            SelfCheck 0

            """
        try Data(settings.utf8).write(to: URL(filePath: folder + "/clamd.conf"))
        let process = Process()
        process.executableURL = URL(filePath: "/usr/sbin/clamd")
        process.arguments = ["-c", folder + "/clamd.conf"]
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        self.process = process
        try await untilItAnswers(process)
    }

    private func untilItAnswers(_ process: Process) async throws {
        while true {
            do {
                _ = try await ClamAV(address).version()
                return
            } catch {
                guard process.isRunning else { throw error }
                await Task.yield()
            }
        }
    }

    package func stop() throws {
        guard let process else { return }
        kill(process.processIdentifier, SIGKILL)
        self.process = nil
        try FileManager.default.removeItem(atPath: folder + "/clamd.sock")
    }

    deinit { if let process { kill(process.processIdentifier, SIGKILL) } }
}
