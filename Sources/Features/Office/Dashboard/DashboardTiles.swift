import Core
import HTML
import Store

/// The figures of the dashboard.
struct DashboardTiles: Sendable {
    let contents: DashboardContents
    let place: RecordPlace
    let tickets: Module?
    let language: Language

    private var formats: Formats { Formats(language) }

    var tiles: [HomeTile] { [accounts, contacts, accesses, requests, mails, leakTest] }

    private var accounts: HomeTile {
        let customers = contents.accounts.views.first.flatMap(\.self)
        return HomeTile(
            label: Phrase(fr: "Tiers", en: "Accounts")(language), figure: contents.accounts.total.text(formats),
            remark: customers.map { among($0)(language) }
                ?? Phrase(fr: "clients, prospects, fournisseurs", en: "customers, prospects, suppliers")(language),
            path: place.list("accounts"))
    }

    private func among(_ count: BoundedCount) -> Phrase {
        let (fr, en) = (count.text(Formats(.fr)), count.text(Formats(.en)))
        return Phrase(
            fr: "dont \(fr) client\(count.isOne(.fr) ? "" : "s")", en: "\(en) customer\(count.isOne(.en) ? "" : "s")")
    }

    private var contacts: HomeTile {
        HomeTile(
            label: Phrase(same: "Contacts")(language), figure: contents.contacts.total.text(formats),
            remark: Phrase(fr: "chez vos tiers", en: "at your accounts")(language),
            path: place.list("contacts"))
    }

    private var accesses: HomeTile {
        let counts = contents.accesses
        let waiting =
            counts.awaiting == 0
            ? Phrase(fr: "aucune invitation en attente", en: "no invitation pending")
            : Phrase(
                fr: "\(counts.awaiting) en attente d’un mot de passe", en: "\(counts.awaiting) waiting for a password")
        return HomeTile(
            label: Phrase(fr: "Accès actifs", en: "Active accesses")(language), figure: formats.number(counts.active),
            remark: waiting(language), path: "/admin/users")
    }

    private var requests: HomeTile {
        let waiting = contents.tickets.count("waiting", of: self.tickets)?.text(formats) ?? "0"
        let open = contents.tickets.count(Module.toHandle.key, of: self.tickets)
        return HomeTile(
            label: Phrase(fr: "Demandes à traiter", en: "Requests to handle")(language),
            figure: open?.text(formats) ?? "–",
            remark: Phrase(fr: "\(waiting) en attente du client", en: "\(waiting) waiting for the customer")(language),
            path: place.list("tickets") + "?view=" + Module.toHandle.key)
    }

    private var mails: HomeTile {
        let (waiting, failed) = (contents.waitingMails, contents.failedMails)
        let label =
            failed > 0
            ? Phrase(fr: "E-mails non remis", en: "Undelivered e-mails")
            : Phrase(fr: "E-mails en attente", en: "E-mails waiting")
        let since = contents.oldestMail.map {
            Phrase(fr: "depuis le \(Formats(.fr).moment($0))", en: "since \(Formats(.en).moment($0))")
        }
        let remark =
            failed > 0
            ? Phrase(fr: "\(waiting) autre\(waiting > 1 ? "s" : "") en attente", en: "\(waiting) more waiting")
            : waiting > 0 ? since ?? Phrase(same: "") : Phrase(fr: "tout est parti", en: "everything was sent")
        return HomeTile(
            label: label(language), figure: formats.number(failed > 0 ? failed : waiting), remark: remark(language),
            path: "/admin/mails",
            tone: failed > 0 ? .bad : waiting > 0 ? .warn : .ok)
    }

    /// The last proof that customers are kept apart.
    private var leakTest: HomeTile {
        let label = Phrase(fr: "Test d’étanchéité", en: "Leak test")(language)
        guard let verdict = contents.leakTest else {
            let remark = Phrase(fr: "jamais lancé", en: "never run")
            return HomeTile(label: label, figure: "–", remark: remark(language), path: nil, tone: .warn)
        }
        let when = Phrase(
            fr: "le \(Formats(.fr).moment(verdict.at)), \(verdict.requests) requêtes",
            en: "on \(Formats(.en).moment(verdict.at)), \(verdict.requests) requests")
        let isGood = verdict.problems == 0
        let figure =
            isGood
            ? Phrase(fr: "Réussi", en: "Passed")
            : Phrase(
                fr: "\(verdict.problems) problème\(verdict.problems > 1 ? "s" : "")",
                en: "\(verdict.problems) problem\(verdict.problems == 1 ? "" : "s")")
        return HomeTile(
            label: label, figure: figure(language), remark: when(language), path: nil, tone: isGood ? .ok : .bad)
    }
}
