import Features
import Foundation

/// What `parvis doctor` says about the data folder.
struct DoctorFiles {
    let app: App
    let config: Config

    /// False when somebody has to do something.
    func look() async throws -> Bool {
        let finding = try await FileSweep(app: app).look()
        print("files         \(finding.kept) stored; each account may send \(config.fileQuota) MB")
        if !finding.missing.isEmpty {
            print(
                "              \(finding.missing.count) are missing: get them from a backup (files/), by these names: \(finding.missing.prefix(5).joined(separator: ", "))"
            )
        }
        if !finding.leftovers.isEmpty {
            print(
                "              \(finding.leftovers.count) leftovers of \(finding.bytes >> 20) MB that nobody names: 'parvis serve' removes them once a day"
            )
        }
        await lookAtScanner()
        let open = FileModes.open(paths)
        if !open.isEmpty {
            print(
                "permissions   others on this machine may read \(open.joined(separator: ", ")): run 'chmod -R go= \(config.dataFolder)'"
            )
        }
        return finding.missing.isEmpty
    }

    /// A scanner that is down makes files wait, which is not the installation's fault.
    private func lookAtScanner() async {
        guard let scanner = app.scanner else {
            return print("scanner       none: set PARVIS_CLAMAV to have files checked for viruses")
        }
        do {
            print("scanner       \(try await scanner.version())")
        } catch {
            print("scanner       does not answer (\(error)): files wait and cannot be opened; start clamd")
        }
    }

    private var paths: [String] {
        let database = config.database.hasPrefix("sqlite:") ? String(config.database.dropFirst(7)) : nil
        return [config.dataFolder, config.dataFolder + "/files"]
            + (database.map { [$0, $0 + "-wal", $0 + "-shm"] } ?? [])
    }
}
