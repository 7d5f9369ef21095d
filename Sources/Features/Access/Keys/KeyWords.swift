import Core
import HTML
import HTTPTypes
import Store
import Web

/// What both sides say about a key: when it was made, when it was last used, and that ending it cannot be undone.
enum KeyWords {
    static let title = Phrase(fr: "Clé pour l’API", en: "API key")
    private static let revoke = Phrase(fr: "Révoquer la clé", en: "Revoke the key")

    static func facts(_ key: APIKeys.Listed, _ formats: Formats) -> HTML {
        let language = formats.language
        let never = Phrase(fr: "Jamais utilisée", en: "Never used")(language)
        return Web.facts(
            [
                (Phrase(fr: "Créée le", en: "Created")(language), HTML.text(formats.moment(key.createdAt))),
                (
                    Phrase(fr: "Dernière utilisation", en: "Last used")(language),
                    HTML.text(key.lastUsedAt.map(formats.moment) ?? never)
                ),
            ], isPlain: true)
    }

    static func revokeButton(to path: String, _ language: Language) -> HTML {
        postButton(
            revoke(language), to: path,
            confirm: Confirmation(
                Phrase(fr: "Révoquer la clé\u{A0}?", en: "Revoke the key?")(language),
                Phrase(
                    fr:
                        "Les programmes qui l’utilisent n’auront aussitôt plus accès à l’API. Une clé révoquée ne peut pas être rétablie.",
                    en:
                        "The programs that use it lose access to the API at once. A revoked key cannot be brought back."
                )(
                    language),
                yes: revoke(language)))
    }

    /// Somebody made or revoked the key since the page was opened. Nothing was done, so that no key dies unasked.
    static let changed = Refusal(
        .conflict, title: Phrase(fr: "La clé a changé entre-temps", en: "The key has changed in the meantime"),
        explanation: Phrase(
            fr:
                "Quelqu’un a créé ou révoqué la clé depuis l’ouverture de la page. Rien n’a été fait\u{A0}: revenez à la page et rechargez-la.",
            en:
                "Somebody created or revoked the key since you opened the page. Nothing was done: go back to the page and reload it."
        ))
}
