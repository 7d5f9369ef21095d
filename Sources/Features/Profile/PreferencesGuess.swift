import Core
import HTTPTypes
import Hummingbird
import Store
import Web

/// What somebody who has not said yet most likely wants: from the record, the account and the browser.
struct PreferencesGuess: Sendable {
    /// What the person said.
    let own: Preferences
    /// The country of the record or the account that carries the access.
    let recordCountry: String?
    let language: Language
    let acceptLanguage: String?

    static func read(_ app: App, _ request: Request, _ context: PortalContext) async throws -> PreferencesGuess {
        let access = context.viewer.access
        let country = try await app.database.read { connection in
            try access.flatMap { try Accesses(connection).country(of: $0) }
        }
        return PreferencesGuess(
            own: context.visitor.preferences, recordCountry: country, language: context.language,
            acceptLanguage: request.headers[.acceptLanguage])
    }

    var preferences: Preferences {
        let country = own.country ?? recordCountry ?? region ?? "FR"
        return Preferences(
            language: own.language ?? language, clock: own.clock ?? clock,
            zone: own.zone ?? TimeZones.guess(country: country) ?? TimeZones.usual, country: country)
    }

    /// `US` in `en-US,en;q=0.9`.
    private var region: String? {
        let first = (acceptLanguage ?? "").prefix(200).split(separator: ",").first ?? ""
        let parts = first.prefix { $0 != ";" }.split(separator: "-")
        guard parts.count == 2, parts[1].utf8.count == 2 else { return nil }
        let code = parts[1].uppercased()
        do { return try CountryType().read(code).text } catch { return nil }
    }

    /// Where English is read with a clock of twelve hours.
    private var clock: ClockFormat {
        language == .en && ["US", "CA", "AU", "NZ", "IN", "PH"].contains(region) ? .hours12 : .hours24
    }
}
