import Foundation

/// The Python that has aiosmtpd: the one in `PARVIS_PYTHON`, else one made under `.build` on first use.
enum PythonForMail {
    static func path() throws -> String {
        if let given = ProcessInfo.processInfo.environment["PARVIS_PYTHON"], !given.isEmpty { return given }
        let root = URL(fileURLWithPath: #filePath)
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        let home = root.appendingPathComponent(".build/mail-python").path
        let python = "\(home)/bin/python"
        if FileManager.default.isExecutableFile(atPath: python), try run([python, "-c", "import aiosmtpd"]) == 0 {
            return python
        }
        for command in [
            ["/usr/bin/env", "python3", "-m", "venv", "--clear", home],
            [python, "-m", "pip", "install", "--quiet", "aiosmtpd"],
        ] where try run(command) != 0 {
            throw CocoaError(.executableNotLoadable, userInfo: ["command": command.joined(separator: " ")])
        }
        return python
    }

    private static func run(_ command: [String]) throws -> Int32 {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: command[0])
        process.arguments = Array(command.dropFirst())
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        return process.terminationStatus
    }
}
