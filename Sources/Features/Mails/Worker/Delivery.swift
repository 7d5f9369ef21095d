import Core
import Foundation
import Mail
import Store

/// One claimed mail on its way out.
struct Delivery: Sendable {
    let app: App
    let mail: OutboxMail
    let claim: RecordID

    /// How long a claim lasts. A server may take longer to answer, so the claim is renewed meanwhile; the mail of a process
    /// that was killed goes on after this time.
    static let lease = Interval.seconds(60)

    /// Sends it, and keeps others from sending it too as long as that lasts.
    func runHoldingTheClaim(_ transport: any MailTransport) async throws -> MailFailure? {
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { await renewUntilCancelled() }
            defer { group.cancelAll() }
            return try await run(transport)
        }
    }

    private func renewUntilCancelled() async {
        while !Task.isCancelled {
            do { try await Task.sleep(for: .milliseconds(Delivery.lease.milliseconds / 3)) } catch { return }
            let until = app.clock.now + Delivery.lease
            do {
                try await app.database.write { [mail, claim] in
                    try Outbox($0).renew(mail.id, claim: claim, until: until)
                }
            } catch {
                // The database may be back at the next turn, before the claim has run out.
                continue
            }
        }
    }

    /// Sends it and writes down what came of it. Only whoever still holds the claim may write.
    func run(_ transport: any MailTransport) async throws -> MailFailure? {
        do {
            if let wait = try await wait() {
                try await hold(wait)
                return .deferred(code: nil, reason: "attachment not scanned")
            }
            try await transport.send(message())
            try await markSent()
            return nil
        } catch let failure as MailFailure {
            try await markFailed(failure)
            return failure
        } catch let problem as InvalidMail {
            try await markFailed(.invalid(problem))
            return .invalid(problem)
        } catch let error as CocoaError {
            let failure = MailFailure.deferred(code: nil, reason: "attachment: \(error.code.rawValue)")
            try await markFailed(failure)
            return failure
        }
    }

    /// Why an attachment may not leave now, and whether it may later.
    private func wait() async throws -> (problem: Phrase, isForEver: Bool)? {
        let files = try await app.database.read { [mail] in try Outbox($0).files(of: mail) }
        for file in files {
            switch try await FileGate(app).state(of: file.hash) {
            case .open: continue
            case .waiting:
                return (
                    Phrase(
                        fr: "Le fichier « \(file.name) » attend d’être analysé par l’antivirus.",
                        en: "The file “\(file.name)” waits for the virus scanner."), false
                )
            case .found:
                return (
                    Phrase(
                        fr: "L’antivirus a refusé le fichier « \(file.name) ».",
                        en: "The virus scanner refused the file “\(file.name)”."), true
                )
            }
        }
        return nil
    }

    private func hold(_ wait: (problem: Phrase, isForEver: Bool)) async throws {
        let next = wait.isForEver ? nil : app.clock.now + .minutes(1)
        try await app.database.write { [mail, claim] in
            try Outbox($0).failed(mail.id, claim: claim, problem: StoredProblem.text(wait.problem), next: next)
        }
    }

    private func markSent() async throws {
        let now = app.clock.now
        // In a trial the back office shows the links; anywhere else they must not outlive the mail.
        let masked = app.site.keepsMailHere ? nil : OneTimeLink.masked(mail.body, mail.language)
        try await app.database.write { [mail, claim] connection in
            let outbox = Outbox(connection)
            if let masked, masked != mail.body { try outbox.replaceBody(of: mail.id, with: masked, claim: claim) }
            try outbox.sent(mail.id, claim: claim, at: now)
        }
    }

    private func markFailed(_ failure: MailFailure) async throws {
        let next = failure.isPermanent ? nil : MailBackOff.next(afterTry: mail.tries, at: app.clock.now)
        try await app.database.write { [mail, claim] in
            try Outbox($0).failed(mail.id, claim: claim, problem: StoredProblem.text(failure), next: next)
        }
    }

    /// The mail as it travels. Its identifier stays the same at every try, so a second copy is recognised.
    private func message() async throws -> MailMessage {
        let (look, files) = try await app.database.read { [mail] connection in
            (try Delivery.look(connection, mail), try Outbox(connection).files(of: mail))
        }
        let recipients = try mail.recipients.map { try Mailbox(address: $0) }
        var message = MailMessage(
            from: try MailSender(text: mail.sender).mailbox, to: recipients, subject: mail.title, text: mail.body,
            html: htmlBody(
                fromText: mail.body, look: try MailLook(company: look.company, accent: look.accent),
                language: mail.language), messageID: mail.messageID,
            date: mail.createdAt.seconds, language: mail.language)
        message.cc = try mail.copies.map { try Mailbox(address: $0) }
        message.autoSubmitted = mail.kind != ComposedMail.kind
        message.attachments = try files.map { file in
            // The parameters of `text/plain; charset=utf-8` are for browsers; a mail's attachment has none.
            MailAttachment(
                name: file.name, type: String(file.type.prefix { $0 != ";" }),
                bytes: Array(try Data(contentsOf: URL(filePath: app.files.path(of: file.hash)))))
        }
        return message
    }

    private static func look(_ connection: any Connection, _ mail: OutboxMail) throws -> (
        company: String, accent: String
    ) {
        let portals = Portals(connection)
        let portal = try mail.portal.flatMap { try portals.find($0) } ?? portals.all().first
        return (MailSender(text: mail.sender).name, portal?.accent ?? "#0f5c57")
    }
}

/// Mails that a member of staff wrote by hand.
enum ComposedMail {
    static let kind = "COMPOSED"
}
