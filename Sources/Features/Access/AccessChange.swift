import Core
import Store
import Web

extension App {
    /// One transaction on an access that the viewer may see, with its journal event written first: the event makes other writers wait, so
    /// what the body reads after it does not change any more.
    func change<T: Sendable>(
        _ id: RecordID, by viewer: Viewer, _ verb: String,
        detail: @escaping @Sendable (AccessProfile) -> [String: String] = { _ in [:] },
        _ body: @escaping @Sendable (any Connection, AccessProfile) throws -> T
    ) async throws -> T {
        let (catalog, now) = (catalog, clock.now)
        return try await database.write { connection in
            let records = Records(connection, catalog)
            let seen = try AccessProfile.find(id, viewer, records)
            try Journal(connection).append(
                .init(verb, on: seen.subjects, detail: detail(seen)), by: Author(viewer), at: now)
            return try body(connection, try AccessProfile.find(id, viewer, records))
        }
    }

    func profile(_ id: RecordID, _ viewer: Viewer) async throws -> AccessProfile {
        let now = clock.now
        return try await records { records in
            var profile = try AccessProfile.find(id, viewer, records)
            profile.sessions = try Sessions(records.connection).list(of: profile.person.id, at: now)
            return profile
        }
    }
}

/// Somebody saved the same thing since the form was opened.
struct StaleForm: Error {
    static let words = Phrase(
        fr:
            "Quelqu’un a modifié cet accès depuis l’ouverture de la page. Votre saisie est conservée ci-dessous : vérifiez-la, puis enregistrez de nouveau.",
        en:
            "Somebody changed this access since you opened the page. What you entered is kept below: check it, then save again."
    )
}
