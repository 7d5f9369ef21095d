import Core
import Foundation
import Store
import Web

/// The demo's company and its administrator.
package enum DemoCompany {
    /// The company's name, from the source system's own settings.
    package static func name(_ folder: String) throws -> String {
        struct Company: Decodable { let name: String }
        return try JSONDecoder().decode(
            Company.self, from: Data(contentsOf: URL(filePath: folder + "/setup/company.json"))
        ).name
    }

    /// Makes Camille Rey administrator with a password of her own; nil when there is an administrator already.
    package static func administrator(_ app: App) async throws -> (username: String, password: String)? {
        let password = PasswordRules.proposal()
        let hash = try await app.passwords.hash(password)
        let (id, now) = (app.ids.next(), app.clock.now)
        let person = People.New(
            kind: .staff, role: .administrator, username: "camille.rey", email: "camille.rey@example.test",
            firstName: "Camille", lastName: "Rey", language: .fr)
        let isMade = try await app.database.write { connection in
            guard try !People(connection).hasAdministrator() else { return false }
            try People(connection).add(person, id: id, at: now)
            try People(connection).setPassword(hash, of: id, at: now)
            try Journal(connection).append(.init("administrator.created"), by: .system("demo"), at: now)
            return true
        }
        return isMade ? ("camille.rey", password) : nil
    }
}
