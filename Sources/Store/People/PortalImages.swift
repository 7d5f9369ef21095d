package import Core

/// A picture that a portal shows of the company: in its header and on its sign-in page, or in the tab of the browser.
package struct PortalImage: Sendable {
    package let type: String
    package let bytes: [UInt8]

    package enum Kind: String, Sendable, CaseIterable {
        case logo, icon
    }

    package init(type: String, bytes: [UInt8]) {
        self.type = type
        self.bytes = bytes
    }
}

/// The pictures of portals. A portal's row tells which it has, by the beginning of their hash.
package struct PortalImages {
    private let connection: any Connection

    package init(_ connection: any Connection) { self.connection = connection }

    package func find(_ kind: PortalImage.Kind, slug: String) throws -> PortalImage? {
        try connection.row(
            """
            SELECT "i"."type", "i"."bytes" FROM "portal_images" AS "i" JOIN "portals" AS "o" ON "o"."id" = "i"."portal_id" \
            WHERE "o"."slug" = \(slug) AND "i"."kind" = \(kind.rawValue)
            """
        ).flatMap { row in row[1].bytes.map { PortalImage(type: row[0].text ?? "", bytes: $0) } }
    }

    /// Puts a picture in the place of the one there is; nil takes it away. `mark` is the beginning of its hash.
    package func set(
        _ image: PortalImage?, mark: String?, _ kind: PortalImage.Kind, of portal: RecordID, id: RecordID
    ) throws {
        try connection.run(
            "DELETE FROM \"portal_images\" WHERE \"portal_id\" = \(portal) AND \"kind\" = \(kind.rawValue)")
        if let image {
            try connection.run(
                """
                INSERT INTO "portal_images" ("id", "portal_id", "kind", "type", "bytes") VALUES \
                (\(id), \(portal), \(kind.rawValue), \(image.type), \(image.bytes))
                """)
        }
        try connection.run("UPDATE \"portals\" SET \(Identifier(kind.rawValue)) = \(mark) WHERE \"id\" = \(portal)")
        try Portals(connection).bumpVersion()
    }
}

extension PortalChange {
    /// Shows another picture of the company, or none.
    package func show(_ image: PortalImage?, mark: String?, as kind: PortalImage.Kind, in id: RecordID) throws {
        guard let portal = try portals.find(id) else { throw PortalRefusal.notFound }
        try PortalImages(connection).set(image, mark: mark, kind, of: id, id: ids.next())
        try tell("portal.\(kind.rawValue)", portal)
    }
}
