import Core
import HTML
import Web

/// The button *Créer un compte utilisateur* for the head of a contact's card; nil when there is nothing to create.
func userAccountButton(_ account: UserAccount, _ language: Language, _ loudness: Loudness = .main) -> HTML? {
    guard account.existing.isEmpty else { return nil }
    return buttonLink(
        AccountForm.title(language), account.newPath, loudness, dialog: account.canCreate ? UserAccount.dialog : nil)
}

/// The dialog that the button opens; the same form as on its own page. Put it at the end of the card.
func userAccountDialog(_ account: UserAccount, today: Day, _ language: Language) -> HTML {
    guard account.canCreate else { return .empty }
    let form = AccountForm(
        account: account, draft: AccountDraft(proposedFor: account, today: today), language: language)
    let cancel: HTML = "<button class=\"btn\" type=\"button\" data-close>\(Words.cancel(language))</button>"
    return dialogBox(
        UserAccount.dialog, AccountForm.title(language), language,
        "<form method=\"post\" action=\"\(account.newPath)\">\(form.fields)\(form.buttons(cancel: cancel))</form>")
}

/// *Identifiant utilisateur* on a contact's card: the accesses with their state, or the way to create one.
func userAccountPanel(_ account: UserAccount, _ formats: Formats) -> HTML {
    let language = formats.language
    let title = Phrase(fr: "Identifiant utilisateur", en: "User account")(language)
    guard account.existing.isEmpty else {
        return panel(
            title, id: "account-t", "<ul class=\"plain-list\">\(each: account.existing, { line($0, formats) })</ul>")
    }
    let nobody = Phrase(fr: "Ce contact n’a pas d’accès au portail.", en: "This contact has no access to the portal.")(
        language)
    let way: HTML = userAccountButton(account, language, .normal).map { "<div class=\"acts\">\($0)</div>" } ?? .empty
    return bodyPanel(
        title, id: "account-t",
        "<p class=\"soft\">\(account.account == nil ? AccountNew.withoutAccount(language) : nobody)</p>\(account.canCreate ? way : .empty)"
    )
}

private func line(_ access: UserAccount.Existing, _ formats: Formats) -> HTML {
    let language = formats.language
    let last = access.signedInAt.map {
        Phrase(fr: "Dernière connexion : \(formats.moment($0))", en: "Last sign-in: \(formats.moment($0))")(
            language)
    }
    let now = access.isOnline ? Phrase(fr: " (Actuellement)", en: " (Now)")(language) : ""
    return """
        <li><div><a href="\(access.path)">\(access.username)</a><small>\(last ?? Phrase(fr: "Jamais connecté", en: "Never signed in")(language))\(now)</small></div>\
        \(access.standing.chip(language))</li>
        """
}
