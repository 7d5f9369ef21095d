import Core
import Store

/// An access deactivated, in the caller's transaction: its event with the reason, its state with who did it, its sessions.
struct AccessClosing {
    let connection: any Connection
    let author: Author
    let now: Instant
    var shutter = Access.Shutter.staff

    func close(_ access: Access, because reason: ShutReason? = nil, on subjects: [Journal.Subject]? = nil) throws {
        let why = reason.map { ["reason": $0.words.fr] } ?? [:]
        try Journal(connection).append(
            .init("access.disabled", on: subjects ?? access.subjects, detail: access.was.merging(why) { $1 }),
            by: author, at: now)
        try Accesses(connection).setState(.deactivated, of: access.id, shutBy: shutter, because: reason)
        try Sessions(connection).endAll(ofAccess: access.id)
    }
}
