import Core
import Store
import Web

/// A mail that is ready to go, with everything that is decided inside its transaction.
struct Letter: Sendable {
    let app: App
    let viewer: Viewer
    let draft: ComposeDraft
    let files: [UploadedFile]
    let find: ComposeNew.Find
    let once: OnceSent

    /// One mail for each recipient, so that none depends on another; the link goes to the first alone.
    func send(to id: RecordID) async throws {
        let (now, token) = (app.clock.now, Token())
        try await once.write(app) { [self] connection in
            let records = Records(connection, app.catalog)
            let target = try find(app, id, viewer, records)
            let attached = try attach(to: target, records, now)
            let words = try MailWords(subject: draft.subject, body: draft.message).filled(
                target.values(link: try link(token, target, connection, now)))
            let office = PostOffice(app: app, connection: connection)
            let copy = copy(words, target.recipient.language)
            for (address, words) in draft.recipients.map({ ($0, words) }) + draft.copied.map({ ($0, copy) }) {
                try office.add(
                    words, kind: ComposedMail.kind, to: target.recipient(at: address),
                    portal: target.profile?.portal.id,
                    about: Journal.Subject(target.record.module.key, target.record.id),
                    files: attached, by: viewer.person, at: now)
            }
            let detail = ["subject": draft.subject, "to": (draft.recipients + draft.copied).joined(separator: ", ")]
            try Journal(connection).append(
                .init("mail.composed", on: target.subjects, detail: detail), by: Author(viewer), at: now)
        }
    }

    private func link(_ token: Token, _ target: ComposeTarget, _ connection: any Connection, _ now: Instant) throws
        -> OneTimeLink.Ways?
    {
        guard draft.namesLink, let profile = target.profile else { return nil }
        // It changed since the form was checked.
        guard draft.sendsLinkHome(to: target) else { throw Refusal.changedMeanwhile }
        return try OneTimeLink.issue(
            token, to: profile.person.id, mailedTo: target.recipient.address, portal: profile.portal, connection,
            app.site, at: now)
    }

    /// Who gets a copy sees to whom the message went, and no link that is somebody else's.
    private func copy(_ words: MailWords, _ language: Language) -> MailWords {
        let to = draft.recipients.joined(separator: ", ")
        let head = Phrase(fr: "Copie d’un message adressé à \(to)\u{A0}:", en: "Copy of a message to \(to):")(language)
        return MailWords(subject: words.subject, body: head + "\n\n" + OneTimeLink.masked(words.body, language))
    }

    /// The files stay on the record, for staff alone; the same file attached before keeps its id.
    private func attach(to target: ComposeTarget, _ records: Records, _ now: Instant) throws -> [RecordID] {
        guard !files.isEmpty else { return [] }
        let seen = records.seen(by: viewer, target.record.module)
        for file in files {
            try seen.attach(
                app.ids.next(), to: target.record, name: file.name, type: file.type, size: file.size, hash: file.hash,
                isPrivate: true, by: Author(viewer), at: now)
        }
        let there = try seen.files(of: target.record)
        return files.compactMap { file in there.first { $0.hash == file.hash && $0.name == file.name }?.id }
    }
}

extension ComposeTarget {
    /// The mail belongs to the person only where it goes to the person's own address.
    func recipient(at address: String) -> MailRecipient {
        let isOwn = folded(address) == folded(recipient.address)
        return MailRecipient(
            person: isOwn ? recipient.person : nil, address: address, firstName: recipient.firstName,
            lastName: recipient.lastName, username: recipient.username,
            language: recipient.language)
    }
}
