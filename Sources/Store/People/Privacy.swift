package import Core

/// *Visibilité*: a private record is its owner's to give access to, for as long as somebody owns it.
package enum Privacy {
    package static let field = "visibility"

    package static func isOthers(_ visibility: String?, owner: RecordID?, _ viewer: Viewer) -> Bool {
        visibility == "private" && owner.map { $0 != viewer.person } ?? false
    }
}
