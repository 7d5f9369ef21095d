import ArgumentParser
import Core
import Features
import Store

/// Manages staff from the command line, for when nobody can sign in.
struct User: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Manage people who sign in.", subcommands: [Add.self, Link.self, List.self])

    /// Adds a member of staff and prints the link with which the person chooses a password.
    struct Add: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Add a member of staff; prints a one-time link.")
        @Argument(help: "Username.") var username: String
        @Option(help: "First name.") var first: String
        @Option(help: "Last name.") var last: String
        @Option(help: "E-mail address.") var email: String?
        @Flag(help: "Make the person an administrator.") var administrator = false
        @OptionGroup var options: Config.Options

        func run() async throws {
            guard isUsername(username) else {
                throw ValidationError("A username has 3 to 60 letters, digits, points, hyphens or underscores.")
            }
            let app = try await Config(options).openApp()
            let person = People.New(
                kind: .staff, role: administrator ? .administrator : .staff, username: username, email: email,
                firstName: first, lastName: last, language: nil)
            do {
                print(try await StaffLinks(app: app).add(person))
            } catch StoreError.duplicate {
                throw ValidationError("Somebody has this username or e-mail already.")
            }
            await app.database.close()
        }
    }

    /// Prints a new one-time link for somebody who cannot sign in.
    struct Link: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Print a new one-time link to choose a password.")
        @Argument(help: "Username or e-mail.") var name: String
        @OptionGroup var options: Config.Options

        func run() async throws {
            let app = try await Config(options).openApp()
            guard let link = try await StaffLinks(app: app).link(for: name) else {
                throw ValidationError("There is no member of staff called '\(name)'.")
            }
            print(link)
            await app.database.close()
        }
    }

    /// Lists the staff.
    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List the staff.")
        @OptionGroup var options: Config.Options

        func run() async throws {
            let app = try await Config(options).openApp()
            for person in try await app.database.read({ try People($0).staff() }) {
                print(person.signInName, person.role.rawValue, person.name, separator: "\t")
            }
            await app.database.close()
        }
    }
}
