import Core

/// What placeholders stand for in one mail to one person.
struct MailValues: Sendable {
    var company: String
    var firstName: String
    var lastName: String
    var username: String
    var url: String
    /// The one-time link; nil in mails that have none.
    var link: OneTimeLink.Ways?
    /// The last day of the access that the mail is about.
    var lastDay: Day?
    /// How many days a link in an invitation works.
    var days = 7
    /// The request that the mail is about; nil in mails about anything else.
    var request: MailRequest?
    /// The request to sign up that the mail is about.
    var signUp: MailSignUp?
    /// What happened to the person's sign-in.
    var notice: MailNotice?
    var language: Language

    /// Line breaks in a value would start new lines of the mail, or break its subject.
    var dictionary: [String: String] {
        let values: [MailPlaceholder: String?] = [
            .company: company, .firstName: firstName, .lastName: lastName, .username: username, .url: url,
            .password: link?.words(language), .validity: validity,
            .lastDay: lastDay.map { Formats(language).longDay($0) }, .reference: request?.reference,
            .subject: request?.subject,
            .link: request?.link ?? signUp?.link ?? notice?.link, .moment: notice?.moment, .device: notice?.device,
            .address: notice?.address, .file: notice?.file, .applicant: signUp?.applicant, .reason: signUp?.reason,
            .author: request?.author, .state: request?.state?(language),
        ]
        return Dictionary(
            uniqueKeysWithValues: values.compactMap { key, value in value.map { (key.rawValue, oneLine($0)) } })
    }

    private var validity: String {
        Phrase(fr: days == 1 ? "1 jour" : "\(days) jours", en: days == 1 ? "1 day" : "\(days) days")(language)
    }

    private func oneLine(_ text: String) -> String { text.split(whereSeparator: \.isNewline).joined(separator: " ") }
}

/// What a mail says about a request: its name and where it is read, never what was written in it.
struct MailRequest: Sendable {
    let reference: String
    let subject: String
    let link: String
    /// Who wrote or decided.
    let author: String
    /// The state it is in now, where the mail is about that.
    var state: Phrase?
}

/// What a mail says about a request to sign up.
struct MailSignUp: Sendable {
    let link: String
    var applicant = ""
    var reason = ""
}

extension MailValues {
    /// Made-up values for previews.
    static func sample(
        _ text: MailText, company: String, baseAddress: String, slug: String? = nil, _ language: Language
    ) -> MailValues {
        let path = text.isForStaff ? "/admin" : "/p/" + (slug ?? "client")
        let isColleague = text.isForStaff && text.topic != .signIn
        var values = MailValues(
            company: company, firstName: isColleague ? "Camille" : "Atu", lastName: isColleague ? "Rey" : "Lenobli",
            username: isColleague ? "camille.rey" : "atu.lenobli", url: baseAddress + path,
            link: text.placeholders.contains(.password) ? .sample(baseAddress + path) : nil,
            request: text.isAboutRequest ? .sample(text, baseAddress + path, language) : nil, language: language)
        values.lastDay = Day(year: 2027, month: 1, day: 31)
        if text.placeholders.contains(.link), text.topic == .signIn {
            values.notice = .sample(baseAddress + path, text, language)
        }
        if text.topic == .signUp { values.signUp = .sample(text, baseAddress + path, language) }
        return values
    }
}

extension OneTimeLink.Ways {
    fileprivate static func sample(_ place: String) -> OneTimeLink.Ways {
        OneTimeLink.Ways(link: place + "/welcome/…", code: "K7QF-3M2P-9XWD", place: place + "/code")
    }
}

extension MailNotice {
    private static func samplePage(_ text: MailText) -> String {
        switch text {
        case .emailConfirm: "/email/…"
        case .fileRefused, .fileRefusedStaff: "/tickets/…"
        case .reviewCustomer, .reviewStaff: "/users/review"
        default: "/not-me/…"
        }
    }

    fileprivate static func sample(_ place: String, _ text: MailText, _ language: Language) -> MailNotice {
        MailNotice(
            link: place + samplePage(text),
            moment: Phrase(fr: "28/05/2027 12:31", en: "28 May 2027, 12:31")(language),
            device: "Firefox · Windows, 192.0.2.7",
            address: "atu@example.com", file: "plan.pdf")
    }
}

extension MailSignUp {
    fileprivate static func sample(_ text: MailText, _ place: String, _ language: Language) -> MailSignUp {
        let reason = Phrase(
            fr: "Motif\u{A0}: nous ne vous connaissons pas encore.", en: "Reason: we do not know you yet.")
        return MailSignUp(
            link: place + (text.isForStaff ? "/signups/…" : "/signup/…"),
            applicant: "Atu Lenobli, Atu SARL (atu.lenobli@example.com)", reason: reason(language))
    }
}

extension MailRequest {
    fileprivate static func sample(_ text: MailText, _ place: String, _ language: Language) -> MailRequest {
        MailRequest(
            reference: "TS2611-7K3QD0",
            subject: Phrase(fr: "Livraison partielle", en: "Partial delivery")(language), link: place + "/tickets/…",
            author: text.isForStaff ? "Atu Lenobli" : "Camille Rey",
            state: text.placeholders.contains(.state) ? Phrase(fr: "Résolue", en: "Solved") : nil)
    }
}
