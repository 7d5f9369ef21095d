import Core
import HTML
import Store
import Web

/// *Clé pour l’API* on a user's profile: whether there is one, since when, when it was used, and what can be done with it.
func userKeyPanel(_ profile: AccessProfile, _ formats: Formats) -> HTML {
    let language = formats.language
    let body = profile.key.map { present($0, profile, formats) } ?? absent(profile, language)
    return bodyPanel(KeyWords.title(language), id: "key-t", body)
}

private func absent(_ profile: AccessProfile, _ language: Language) -> HTML {
    let words = Phrase(
        fr:
            "Aucune clé. Avec une clé, un programme utilise l’API sans mot de passe, avec les droits de cet accès et pas un de plus.",
        en: "No key. With a key a program uses the API without a password, with the rights of this access and no more.")
    let create = Phrase(fr: "Créer une clé", en: "Create a key")(language)
    return
        "<p class=\"soft\">\(words(language))</p><div class=\"acts\">\(postButton(create, to: profile.path + "/key"))</div>"
}

private func present(_ key: APIKeys.Listed, _ profile: AccessProfile, _ formats: Formats) -> HTML {
    let language = formats.language
    let words = Phrase(
        fr: "La clé suit les droits, la validité et l’état de cet accès.",
        en: "The key follows the rights, the validity and the state of this access.")
    let replace = Phrase(fr: "Remplacer la clé", en: "Replace the key")(language)
    let confirmation = Confirmation(
        Phrase(fr: "Remplacer la clé\u{A0}?", en: "Replace the key?")(language),
        Phrase(
            fr:
                "L’ancienne clé cesse aussitôt de fonctionner\u{A0}: les programmes qui l’utilisent devront recevoir la nouvelle.",
            en: "The old key stops working at once: the programs that use it have to be given the new one.")(language),
        yes: replace)
    return """
        \(KeyWords.facts(key, formats))<p class="soft">\(words(language))</p><div class="acts">\
        \(postButton(replace, to: profile.path + "/key/replace", confirm: confirmation))\
        \(KeyWords.revokeButton(to: profile.path + "/key/revoke", language))</div>
        """
}
