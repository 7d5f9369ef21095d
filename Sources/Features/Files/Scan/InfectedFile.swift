import Core
import Foundation
import Store

/// Content in which the scanner found something: it goes, and whoever has to know is told.
struct InfectedFile: Sendable {
    let app: App
    let hash: String
    let signature: String

    /// The verdict, the events and the mails in one transaction, then the bytes: from the verdict on nobody gets them.
    func remove() async throws {
        let now = app.clock.now
        try await app.database.write { [self] connection in
            try Journal(connection).hold()
            guard try Scans(connection).judge(hash, .found, signature: signature, at: now) else { return }
            let uses = try BlobNames(connection, builtIn: app.grants.builtIn).uses(of: hash)
            for use in uses { try tell(use, connection, now) }
        }
        app.mailBell.ring()
        let path = try app.files.path(of: hash)
        if FileManager.default.fileExists(atPath: path) { try FileManager.default.removeItem(atPath: path) }
    }

    private func tell(_ use: BlobUse, _ connection: any Connection, _ now: Instant) throws {
        let account: SQL =
            "SELECT \"account_id\" FROM \(Identifier(use.subject.module)) WHERE \"id\" = \(use.subject.id)"
        let hasAccount = app.catalog[use.subject.module]?["account_id"] != nil
        let of = hasAccount ? try connection.row(account)?[0].id : nil
        try Journal(connection).append(
            .init(
                "file.infected", on: [use.subject] + (of.map { [Journal.Subject("accounts", $0)] } ?? []),
                detail: ["file": use.name, "signature": signature]), by: .system("ClamAV"), at: now)
        for person in try People(connection).administrators() {
            try mail(
                .fileRefusedStaff, to: person, nil, "\(use.name) (\(signature))",
                app.site.baseAddress + OfficePath.record(use.subject.module, use.subject.id), use, connection, now)
        }
        guard let sender = try use.sender.flatMap({ try People(connection).find($0) }), sender.disabledAt == nil,
            let access = try Accesses(connection).of(person: sender.id).first(where: { $0.state == .active }),
            let type = try Portals(connection).userType(access.userType),
            let portal = try Portals(connection).find(type.portal)
        else { return }
        let link = app.site.baseAddress + "/p/\(portal.slug)/\(use.subject.module)/\(use.subject.id.text)"
        try mail(.fileRefused, to: sender, portal, use.name, link, use, connection, now)
    }

    private func mail(
        _ text: MailText, to person: Person, _ portal: Portal?, _ file: String, _ link: String, _ use: BlobUse,
        _ connection: any Connection, _ now: Instant
    ) throws {
        guard let recipient = try MailRecipient(person, connection) else { return }
        try PostOffice(app: app, connection: connection).queue(
            text, to: recipient, portal: portal, notice: MailNotice(link: link, file: shortened(file, to: 150)),
            about: use.subject, at: now)
    }
}
