import ArgumentParser
import Core
import Features
import Foundation
import Store

/// Portals as files: to be kept, compared, and brought from a test installation to the real one.
struct PortalCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "portal", abstract: "Export and import portals.", subcommands: [Export.self, Import.self])

    /// Writes a portal as readable text.
    struct Export: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Print a portal: its look, user types, rights and modules, without any record.")
        @Argument(help: "The portal's address, such as client.") var portal: String
        @OptionGroup var options: Config.Options

        func run() async throws {
            // Reads only, so that it may run beside the site.
            let config = try Config(options)
            let app = try App(database: try await config.openDatabase(forReading: true), site: config.site)
            try await app.refresh()
            do { print(try await PortalFile.export(portal, app).text, terminator: "") } catch let problem
                as PortalFile.Problem
            {
                throw ValidationError(problem.description)
            }
            await app.database.close()
        }
    }

    /// Brings a portal from a file.
    struct Import: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Make an installation's portal as a file says. Nothing is removed; refused files change nothing.",
            discussion: "What would change is told in the language of the locale (LC_ALL, LANG), French by default.")
        @Argument(help: "A file that 'parvis portal export' wrote.") var file: String
        @Flag(help: "Only say what would change.") var dryRun = false
        @OptionGroup var options: Config.Options

        func run() async throws {
            let language = Language(environment: ProcessInfo.processInfo.environment)
            guard let data = FileManager.default.contents(atPath: file) else {
                let unreadable = Phrase(
                    fr: "Le fichier « \(file) » ne peut pas être lu. Vérifiez son nom et ses droits.",
                    en: "The file '\(file)' cannot be read. Check its name and permissions.")
                throw ValidationError(unreadable(language))
            }
            let app = try await Config(options).openApp()
            do {
                let arrival = PortalImport(try PortalFile(data), app: app)
                let lines = try await arrival.plan()
                let nothing = Phrase(fr: "Rien à faire.", en: "Nothing to do.")
                print(lines.isEmpty ? nothing(language) : lines.map { $0(language) }.joined(separator: "\n"))
                if !dryRun, !lines.isEmpty { try await arrival.run() }
            } catch let problem as PortalFile.Problem {
                throw ValidationError(problem.description)
            }
            await app.database.close()
        }
    }
}
