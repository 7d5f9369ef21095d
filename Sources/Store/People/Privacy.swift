package import Core

/// *Visibilité*: a private record is its owner's to give access to, for as long as somebody owns it.
package enum Privacy {
    package static let field = "visibility"

    package static func isOthers(_ visibility: String?, owner: RecordID?, _ viewer: Viewer) -> Bool {
        visibility == "private" && owner.map { $0 != viewer.person } ?? false
    }
}

extension SeenRecords {
    /// Whether a record is private and belongs to somebody else than the viewer.
    package func isOthers(_ id: RecordID) throws -> Bool {
        guard module[Privacy.field] != nil else { return false }
        let row = try connection.row(
            "SELECT \(Identifier(Privacy.field)), \"owner_id\" FROM \(Identifier(module.key)) WHERE \"id\" = \(id)")
        return Privacy.isOthers(row?[0].text, owner: row?[1].id, viewer)
    }
}
