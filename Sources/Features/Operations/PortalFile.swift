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

    /// Why a file cannot be taken, for whoever runs the command.
    package struct Problem: Error, CustomStringConvertible {
        package let description: String
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
                throw Problem(description: "This is no portal file: 'format' must be '\(PortalFile.format)'.")
            }
            guard head.version <= PortalFile.version else {
                throw Problem(
                    description:
                        "The file was made by a newer version (\(head.version), this one reads \(PortalFile.version)). Update Parvis first."
                )
            }
            self = try JSONDecoder().decode(PortalFile.self, from: data)
        } catch let error as DecodingError {
            throw Problem(description: "The file cannot be read: \(PortalFile.words(error)).")
        }
    }

    private struct Head: Decodable {
        let format: String
        let version: Int
    }

    private static func words(_ error: DecodingError) -> String {
        func place(_ context: DecodingError.Context) -> String {
            let path = context.codingPath.map(\.stringValue).joined(separator: ".")
            return path.isEmpty ? "" : " at \(path)"
        }
        switch error {
        case .keyNotFound(let key, let context): return "'\(key.stringValue)' is missing\(place(context))"
        case .typeMismatch(_, let context), .valueNotFound(_, let context):
            return "the value has the wrong type\(place(context))"
        case .dataCorrupted(let context):
            return context.codingPath.isEmpty ? "it is not JSON" : "the value is not known\(place(context))"
        @unknown default: return "it is not JSON"
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
                throw Problem(description: "There is no portal '\(slug)'. Portals: \(known).")
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
