import ArgumentParser

/// The program. Each command has a file in `Commands/`.
@main
struct Parvis: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "parvis", abstract: "A self-hosted customer portal.",
        subcommands: [
            Serve.self, Migrate.self, User.self, Import.self, Demo.self, BackUp.self, Restore.self, Doctor.self,
            PortalCommand.self,
            Routes.self, LeakTestCommand.self, BenchData.self, BenchFloor.self,
        ])
}
