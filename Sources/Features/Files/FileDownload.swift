import Core
import Foundation
import HTTPTypes
import Hummingbird
import Logging
import Store
import Web

/// `GET /p/:portal/files/:file` and `GET /admin/files/:file`: a file, if the record it hangs on exists for the viewer.
enum FileDownload {
    static func portal(_ app: App, _ request: Request, _ context: PortalContext) async throws -> Response {
        try await answer(app, context.parameters.get("file"), context.viewer, context)
    }

    static func office(_ app: App, _ request: Request, _ context: OfficeContext) async throws -> Response {
        try await answer(app, context.parameters.get("file"), context.viewer, context)
    }

    private static func answer(_ app: App, _ text: String?, _ viewer: Viewer, _ context: some RequestContext)
        async throws -> Response
    {
        guard let id = text.flatMap({ RecordID(text: $0) }),
            let file = try await app.records({ try $0.file(id, for: viewer)?.file })
        else { throw Refusal.notFound }
        return try await send(app, hash: file.hash, name: file.name, context)
    }

    /// The content with a hash that came from the database, under a name. That it cannot be read is this server's fault, and said so:
    /// "there is no such page" would make people doubt the link they were given.
    static func send(_ app: App, hash: String, name: String, _ context: some RequestContext) async throws -> Response {
        try await FileGate(app).pass(hash)
        let path = try app.files.path(of: hash)
        do {
            return Response(
                status: .ok, headers: headers(name), body: try await FileIO().loadFile(path: path, context: context))
        } catch {
            context.logger.error("stored file cannot be read", metadata: ["hash": "\(hash)", "error": "\(error)"])
            throw unreadable
        }
    }

    private static let unreadable = Refusal(
        .internalServerError, title: Phrase(fr: "Ce fichier ne peut pas être lu", en: "This file cannot be read"),
        explanation: Phrase(
            fr:
                "Il est bien enregistré, mais son contenu ne peut pas être lu sur le serveur. L’erreur est notée dans le journal technique ; réessayez plus tard ou contactez-nous.",
            en:
                "It is recorded, but its content cannot be read on the server. The error is in the technical log; try again later or contact us."
        ))

    /// Never shown inside the site: a download with a type that no browser runs, kept by nobody on the way.
    static func headers(_ name: String) -> HTTPFields {
        var headers = HTTPFields()
        headers[.contentType] = FileKind(name: name).type
        headers[.contentDisposition] = attachment(name)
        headers[.xContentTypeOptions] = "nosniff"
        headers[.cacheControl] = "private, no-store"
        headers[.contentSecurityPolicy] = "default-src 'none'; sandbox"
        return headers
    }

    /// RFC 6266: the exact name in UTF-8, and one without accents and quotes for old programs.
    static func attachment(_ name: String) -> String {
        let plain = name.decomposedStringWithCanonicalMapping.unicodeScalars.compactMap { scalar -> Character? in
            if scalar.properties.canonicalCombiningClass != .notReordered { return nil }
            return (0x20...0x7E).contains(scalar.value) && !"\"\\%;".unicodeScalars.contains(scalar)
                ? Character(scalar) : "_"
        }
        return "attachment; filename=\"\(String(plain))\"; filename*=UTF-8''\(escapedForURL(name))"
    }
}
