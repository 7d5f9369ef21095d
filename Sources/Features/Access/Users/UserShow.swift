import Core
import HTML
import HTTPTypes
import Hummingbird
import Store
import Web

/// A user's profile: who it is, where the access leads, what may be done about it.
enum UserShow {
    static func handle(_ app: App, _ request: Request, _ context: OfficeContext) async throws -> Response {
        let profile = try await app.profile(context.id(), context.viewer)
        return page(app, context, profile, note: Done.note(request, context.language))
    }

    static func page(
        _ app: App, _ context: OfficeContext, _ profile: AccessProfile, validity: ValidityForm? = nil,
        version: Int64? = nil, problems: [String: FieldProblem] = [:],
        note: HTML = .empty, status: HTTPResponse.Status = .ok
    ) -> Response {
        let validity = validity ?? ValidityForm(from: profile.access.validFrom, until: profile.access.validUntil)
        let content: HTML = """
            <div class="cols"><div class="stack">\(identity(app, context, profile))\(UserSessions.panel(profile, context.formats))</div>\
            <aside class="stack" aria-label="\(Phrase(fr: "Réglages", en: "Settings")(context.language))">\(validityPanel(profile, validity, version ?? profile.access.version, problems, context.language))\
            \(passwordPanel(profile, context.language))\(userKeyPanel(profile, context.formats))</aside></div>
            """
        return UserFrame(app: app, context: context, profile: profile).page(.user, note: note, status: status, content)
    }

    private static func identity(_ app: App, _ context: OfficeContext, _ profile: AccessProfile) -> HTML {
        let (language, formats) = (context.language, context.formats)
        let standing = profile.standing(app.today)
        let pairs: [(label: String, value: HTML)] = [
            (
                Phrase(fr: "Identifiant", en: "Username")(language),
                "<span class=\"mono\">\(profile.person.username ?? "–")</span>"
            ),
            (Phrase(fr: "E-mail de connexion", en: "Sign-in e-mail")(language), email(profile, language)),
            (Phrase(fr: "Type", en: "Type")(language), HTML.text(Phrase(fr: "Externe", en: "External")(language))),
            (
                Phrase(fr: "Type d’utilisateur", en: "User type")(language),
                "\(profile.userType.name(language)) <small>\(profile.portal.name)</small> \(transfer(profile, language))"
            ),
            (Phrase(fr: "Lien tiers / contact", en: "Account / contact")(language), link(profile)),
            (
                Phrase(fr: "Rôle chez le client", en: "Role at the customer")(language),
                UserRole.fact(profile, language)
            ),
            (
                Phrase(fr: "État", en: "State")(language),
                "\(standing.chip(language)) <small>\(standing.explanation(formats))</small>\(reason(profile, language))"
            ),
            (
                Phrase(fr: "E-mail de notification", en: "Notification e-mail")(language),
                "\(profile.access.notifyEmail ?? "–")"
            ),
            (Phrase(fr: "Dernière connexion", en: "Last sign-in")(language), lastSignIn(app, profile, formats)),
            (Phrase(fr: "Créé le", en: "Created")(language), created(profile, formats)),
        ]
        return bodyPanel(Phrase(fr: "Utilisateur", en: "User")(language), id: "user-t", facts(pairs))
    }

    /// Why it is deactivated, and by whom where staff did not.
    private static func reason(_ profile: AccessProfile, _ language: Language) -> HTML {
        let by: Phrase? =
            switch profile.access.shutBy {
            case .colleague?: Phrase(fr: "Par son administrateur", en: "By its administrator")
            case .rule?: Phrase(fr: "Par la règle du portail", en: "By the portal’s rule")
            case .staff?, nil: nil
            }
        let words = [by, profile.access.shutReason?.words].compactMap { $0?(language) }
        return words.isEmpty ? .empty : "<br><small>\(words.joined(separator: " · "))</small>"
    }

    /// When, and by which colleague where staff did not.
    private static func created(_ profile: AccessProfile, _ formats: Formats) -> HTML {
        let at = HTML.text(formats.moment(profile.access.createdAt))
        guard let colleague = profile.addedBy else { return at }
        let words = Phrase(fr: "par \(colleague), chez le client", en: "by \(colleague), at the customer")
        return "\(at) <small>\(words(formats.language))</small>"
    }

    private static func transfer(_ profile: AccessProfile, _ language: Language) -> HTML {
        postButton(
            JobWords.verb(.transfer)(language), to: "/admin/users/bulk", .quiet,
            fields: [("action", BulkJobs.Kind.transfer.rawValue), ("access", profile.access.id.text)])
    }

    /// The contact may have an e-mail with which somebody else signs in: then this person signs in with the username alone.
    private static func email(_ profile: AccessProfile, _ language: Language) -> HTML {
        if let email = profile.person.email { return HTML.text(email) }
        var words: [Phrase] = []
        if let other = profile.contactEmail, profile.isContactEmailTaken {
            words.append(
                Phrase(
                    fr:
                        "\(other) sert déjà à une autre personne pour se connecter : connexion avec l’identifiant seulement.",
                    en: "\(other) already signs another person in: signs in with the username only."))
        }
        words.append(proof(profile.person))
        return "– \(words.map { "<small>\($0(language))</small>" as HTML })"
    }

    /// Where *Mot de passe oublié* writes to somebody without a sign-in e-mail, or why it does not.
    private static func proof(_ person: Person) -> Phrase {
        guard let address = person.provedEmail else {
            return Phrase(
                fr:
                    "Aucune adresse prouvée : « Mot de passe oublié » n’envoie rien. Ajoutez un e-mail de connexion, ou envoyez un lien depuis « Mot de passe ».",
                en:
                    "No proved address: “Forgotten password” sends nothing. Add a sign-in e-mail, or send a link from “Password”."
            )
        }
        return Phrase(
            fr: "Les liens partent à \(address), adresse prouvée par un lien utilisé.",
            en: "Links go to \(address), proved by a link that was used there.")
    }

    private static func link(_ profile: AccessProfile) -> HTML {
        let account: HTML? = profile.account.map { "<a href=\"/admin/accounts/\($0.id.text)\">\($0.name)</a> / " }
        return
            "\(account)<a href=\"/admin/\(profile.access.module)/\(profile.access.record.text)\">\(profile.anchor.title)</a>"
    }

    private static func lastSignIn(_ app: App, _ profile: AccessProfile, _ formats: Formats) -> HTML {
        guard let last = profile.person.signedInAt else {
            return HTML.text(Phrase(fr: "Jamais connecté", en: "Never signed in")(formats.language))
        }
        let isOnline = profile.lastSeen.map { app.clock.now - $0 < .minutes(5) } ?? false
        let now: HTML =
            isOnline
            ? " <span class=\"gain\">\(Phrase(fr: "(Actuellement)", en: "(Now)")(formats.language))</span>" : .empty
        return "\(formats.moment(last))\(now)"
    }
}

extension UserShow {
    private static func validityPanel(
        _ profile: AccessProfile, _ form: ValidityForm, _ version: Int64, _ problems: [String: FieldProblem],
        _ language: Language
    ) -> HTML {
        bodyPanel(
            Phrase(fr: "Période de validité de l’identifiant", en: "Validity period")(language), id: "validity-t",
            """
            <form class="form" method="post" action="\(profile.path)/validity"><input type="hidden" name="version" value="\(version)">\
            \(form.inputs(problems, language))<div class="form-acts"><button class="btn">\(Words.save(language))</button></div></form>
            """)
    }

    private static func passwordPanel(_ profile: AccessProfile, _ language: Language) -> HTML {
        let address = profile.invitedAt.flatMap { isDeliverable($0) ? $0 : nil }
        let send = Phrase(fr: "Régénérer et envoyer mot de passe", en: "Renew and send the password")(language)
        let sendButton: HTML =
            address == nil
            ? .empty : postButton(send, to: profile.path + "/link", confirm: confirmation(profile, send, language))
        let show = Phrase(fr: "Régénérer mot de passe", en: "Renew the password")(language)
        return bodyPanel(
            Phrase(fr: "Mot de passe", en: "Password")(language), id: "password-t",
            """
            <p class="soft">\(remark(profile, address)(language))</p>\(doubt(profile, address, language))<div class="acts">\(sendButton)\
            \(postButton(show, to: profile.path + "/password", confirm: confirmation(profile, show, language)))</div>
            """)
    }

    private static func remark(_ profile: AccessProfile, _ address: String?) -> Phrase {
        guard let address else {
            return Phrase(
                fr:
                    "Aucune adresse e-mail n’est enregistrée : rien ne peut être envoyé. Générez un mot de passe et remettez-le en main propre.",
                en:
                    "No e-mail address is recorded, so nothing can be sent. Generate a password and hand it over in person."
            )
        }
        let days = OneTimeLink.days(of: profile.portal)
        return Phrase(
            fr:
                "L’e-mail part à \(address) et porte un lien à usage unique, valable \(days) jours : aucun mot de passe ne circule par e-mail.",
            en:
                "The e-mail goes to \(address) and carries a one-time link that works for \(days) days: no password travels by e-mail."
        )
    }

    /// The contact's e-mail is written by whoever may change the contact.
    private static func doubt(_ profile: AccessProfile, _ address: String?, _ language: Language) -> HTML {
        guard address != nil, profile.person.address == nil else { return .empty }
        let words = Phrase(
            fr:
                "C’est l’adresse de la fiche, que cette personne n’a pas encore prouvée : vérifiez qu’elle est bien la sienne.",
            en: "It is the record’s address, which this person has not proved yet: check that it is theirs.")
        return note(.warn, HTML.text(words(language)))
    }

    private static func confirmation(_ profile: AccessProfile, _ yes: String, _ language: Language) -> Confirmation {
        let others =
            profile.otherAccesses == 0
            ? Phrase(same: "")
            : Phrase(
                fr: " Ses autres accès sont concernés aussi.", en: " Other accesses of this person are concerned too.")
        return Confirmation(
            Phrase(fr: "Remplacer le mot de passe ?", en: "Replace the password?")(language),
            Phrase(
                fr:
                    "L’ancien mot de passe et les anciens liens cesseront de fonctionner, et les connexions ouvertes seront fermées.\(others.fr)",
                en: "The old password and older links stop working, and open sessions are ended.\(others.en)")(
                    language),
            yes: yes)
    }
}
