package import Core
package import Foundation
package import Store

/// A portal with everything that shapes it, as readable text: its look, its user types with their rights, and the modules they speak of.
package struct PortalFile: Codable, Sendable, Hashable {
    /// Always `parvis-portal`.
    package var format: String
    package var version: Int
    package var portal: PortalDocument
    package var modules: [String: ModuleDefinition]
    package var userTypes: [UserTypeDocument]

    static let format = "parvis-portal"
    static let version = 1

    /// Why a file cannot be taken, for whoever runs the command; printed by itself it is its sentence, in the language of the terminal.
    package struct Problem: Error, CustomStringConvertible {
        package let reason: Phrase

        init(fr: String, en: String) { reason = Phrase(fr: fr, en: en) }
        init(_ reason: Phrase) { self.reason = reason }

        package var description: String { reason(Language(environment: ProcessInfo.processInfo.environment)) }
    }

    package var text: String {
        get throws {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
            return String(decoding: try encoder.encode(self), as: UTF8.self) + "\n"
        }
    }

    /// Reads a file; throws `Problem` with the place and the remedy.
    package init(_ data: Data) throws {
        do {
            let head = try JSONDecoder().decode(Head.self, from: data)
            guard head.format == PortalFile.format else {
                throw Problem(
                    fr: "Ce n’est pas un fichier de portail : « format » doit valoir « \(PortalFile.format) ».",
                    en: "This is no portal file: 'format' must be '\(PortalFile.format)'.")
            }
            guard head.version <= PortalFile.version else {
                throw Problem(
                    fr:
                        "Le fichier vient d’une version plus récente (\(head.version), celle-ci lit \(PortalFile.version)). Mettez d’abord Parvis à jour.",
                    en:
                        "The file was made by a newer version (\(head.version), this one reads \(PortalFile.version)). Update Parvis first."
                )
            }
            self = try JSONDecoder().decode(PortalFile.self, from: data)
            guard portal.isWithinLimits, userTypes.allSatisfy(\.isWithinLimits) else {
                throw Problem(
                    fr: "Un nombre du fichier sort de ses limites : \(AdmissionLimits.words).",
                    en: "A number in the file is out of its bounds: \(AdmissionLimits.words).")
            }
        } catch let error as DecodingError {
            let words = PortalFile.words(error)
            throw Problem(
                fr: "Le fichier ne peut pas être lu : \(words.fr).", en: "The file cannot be read: \(words.en).")
        }
    }

    private struct Head: Decodable {
        let format: String
        let version: Int
    }

    private static func words(_ error: DecodingError) -> Phrase {
        func at(_ context: DecodingError.Context, _ fr: String, _ en: String) -> Phrase {
            let path = context.codingPath.map(\.stringValue).joined(separator: ".")
            return path.isEmpty ? Phrase(fr: fr, en: en) : Phrase(fr: "\(fr) dans \(path)", en: "\(en) at \(path)")
        }
        let notJSON = Phrase(fr: "ce n’est pas du JSON", en: "it is not JSON")
        switch error {
        case .keyNotFound(let key, let context):
            return at(context, "« \(key.stringValue) » manque", "'\(key.stringValue)' is missing")
        case .typeMismatch(_, let context), .valueNotFound(_, let context):
            return at(context, "la valeur n’est pas du bon type", "the value has the wrong type")
        case .dataCorrupted(let context):
            return context.codingPath.isEmpty
                ? notJSON : at(context, "la valeur est inconnue", "the value is not known")
        @unknown default: return notJSON
        }
    }
}

extension PortalFile {
    /// The portal with this address as a file.
    package static func export(_ slug: String, _ app: App) async throws -> PortalFile {
        try await app.records { records in
            let portals = Portals(records.connection)
            guard let portal = try portals.find(slug: slug) else {
                let known = try portals.all().map(\.slug).joined(separator: ", ")
                throw Problem(
                    fr: "Il n’y a pas de portail « \(slug) ». Portails : \(known).",
                    en: "There is no portal '\(slug)'. Portals: \(known).")
            }
            let types = try portals.userTypes(of: portal.id).map { try portals.document(of: $0) }
            let stored = try Definitions(records.connection).all().filter(\.definition.isLive)
            let definitions = Dictionary(
                stored.map { ($0.key, $0.definition) }, uniquingKeysWith: { first, _ in first })
            return PortalFile(portal: PortalDocument(portal), modules: needed(by: types, definitions), userTypes: types)
        }
    }

    private init(portal: PortalDocument, modules: [String: ModuleDefinition], userTypes: [UserTypeDocument]) {
        (format, version) = (PortalFile.format, PortalFile.version)
        (self.portal, self.modules, self.userTypes) = (portal, modules, userTypes)
    }

    /// What is granted, and what that points to; removed fields stay behind.
    private static func needed(by types: [UserTypeDocument], _ all: [String: ModuleDefinition]) -> [String:
        ModuleDefinition]
    {
        var wanted = Set(types.flatMap(\.grants.keys) + types.map(\.mainModule))
        var found: [String: ModuleDefinition] = [:]
        while let key = wanted.popFirst() {
            guard found[key] == nil, var definition = all[key] else { continue }
            definition.fields = definition.liveFields
            definition.subforms = definition.liveSubforms
            found[key] = definition
            wanted.formUnion(definition.fields.compactMap(\.target))
        }
        return found
    }
}
