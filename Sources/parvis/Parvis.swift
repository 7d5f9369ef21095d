import ArgumentParser
import Foundation

/// Where the program starts: whatever it makes, database, files, archives, exports, is its owner's alone, also in a folder that was there.
@main
enum Start {
    static func main() async {
        umask(0o077)
        await Parvis.main()
    }
}

/// The program. Each command has a file in `Commands/`.
struct Parvis: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "parvis", abstract: "A self-hosted customer portal.",
        subcommands: [
            Serve.self, Migrate.self, User.self, Import.self, Demo.self, BackUp.self, Restore.self, Doctor.self,
            PortalCommand.self,
            Routes.self, LeakTestCommand.self, BenchData.self, BenchFloor.self,
        ])
}
