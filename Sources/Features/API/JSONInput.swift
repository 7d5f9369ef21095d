import Core
import Foundation
import Hummingbird
import Web

/// A JSON value as the API takes it: no floating point, nothing nested but lists of texts.
enum JSONInput: Sendable, Hashable, Decodable {
    case null
    case bool(Bool)
    case int(Int64)
    case text(String)
    case texts([String])

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if container.decodeNil() {
            self = .null
        } else if let value = try? container.decode(Bool.self) {
            self = .bool(value)
        } else if let value = try? container.decode(Int64.self) {
            self = .int(value)
        } else if let value = try? container.decode(String.self) {
            self = .text(value)
        } else {
            self = .texts(try container.decode([String].self))
        }
    }

    /// The members of a JSON object in UTF-8 (RFC 8259). Throws `APIRefusal.notAnObject` for anything else, and for more than 200 members.
    ///
    /// Foundation also reads other encodings, which it guesses; bytes that are not what they should be are refused before.
    static func object(_ bytes: [UInt8]) throws -> [String: JSONInput] {
        guard String(validating: bytes, as: UTF8.self) != nil,
            let members = try? JSONDecoder().decode([String: JSONInput].self, from: Data(bytes)), members.count <= 200
        else { throw APIRefusal.notAnObject }
        return members
    }
}

extension Request {
    /// The JSON object in the body: at most 256 KiB, arrived within 20 seconds.
    func jsonObject() async throws -> [String: JSONInput] {
        let type = headers[.contentType]?.lowercased() ?? ""
        guard type == "application/json" || type.hasPrefix("application/json;") else { throw APIRefusal.notJSON }
        return try JSONInput.object(try await bytes(limit: 256 << 10, within: .seconds(20)))
    }
}

/// Refusals that only the API has.
enum APIRefusal {
    static let notJSON = Refusal(
        .unsupportedMediaType, title: Phrase(fr: "Format inattendu", en: "Unexpected format"),
        explanation: Phrase(
            fr: "Envoyez un objet JSON avec l’en-tête Content-Type: application/json.",
            en: "Send a JSON object with the header Content-Type: application/json."))
    /// `name` is what the program sent, so it is cut and says nothing of what exists.
    static func parameter(_ name: String) -> Refusal {
        let name = shortened(name, to: 60)
        return Refusal(
            .badRequest, title: Phrase(fr: "Paramètre refusé", en: "Parameter refused"),
            explanation: Phrase(
                fr:
                    "Le paramètre « \(name) » est inconnu, ou sa valeur n’est pas acceptée ici. Ceux de cette liste sont dans /api/openapi.json ; pour la page suivante, reprenez l’adresse « next » telle quelle.",
                en:
                    "The parameter “\(name)” is unknown, or its value is not accepted here. Those of this list are in /api/openapi.json; for the next page, take the address in next as it is."
            ))
    }

    static let notAnObject = Refusal(
        .badRequest, title: Phrase(fr: "JSON illisible", en: "Unreadable JSON"),
        explanation: Phrase(
            fr:
                "Le corps doit être un objet JSON dont les valeurs sont des textes, des nombres entiers, vrai, faux, null ou des listes de textes.",
            en:
                "The body must be a JSON object whose values are texts, whole numbers, true, false, null or lists of texts."
        ))
}
