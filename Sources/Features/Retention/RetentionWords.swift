import Core
import Store

extension RetentionRule {
    /// What it is about.
    var label: Phrase {
        switch self {
        case .sentMails: Phrase(fr: "Messages envoyés", en: "Mails that were sent")
        case .waitingMails: Phrase(fr: "Messages en attente", en: "Mails that wait")
        case .deadMails: Phrase(fr: "Messages en échec", en: "Mails that failed")
        case .links: Phrase(fr: "Liens à usage unique", en: "One-time links")
        case .devices: Phrase(fr: "Navigateurs reconnus", en: "Known browsers")
        case .jobs: Phrase(fr: "Actions groupées terminées", en: "Bulk actions that ended")
        case .imports: Phrase(fr: "Comptes rendus d’importation", en: "Reports of imports")
        case .changes: Phrase(fr: "Réglages d’avant", en: "Former settings")
        case .removedFiles: Phrase(fr: "Fichiers joints retirés", en: "Attached files that were removed")
        case .bin: Phrase(fr: "Corbeille", en: "Recycle bin")
        case .journal: Phrase(fr: "Journal", en: "Journal")
        }
    }

    /// From when the days are counted, and what stays afterwards.
    var rest: Phrase {
        switch self {
        case .sentMails:
            Phrase(
                fr: "Après l’envoi, puis effacés. L’historique de la fiche dit toujours qu’un message est parti.",
                en: "After they left, then erased. The record’s history still says that a mail was sent.")
        case .waitingMails:
            Phrase(
                fr: "Après leur écriture. Ils passent ensuite en échec, sans leurs liens, et ne partent plus.",
                en: "After they were written. Then they count as failed, without their links, and do not leave.")
        case .deadMails:
            Phrase(
                fr:
                    "Après leur écriture, puis effacés. Leurs liens en sortent au bout de \(RetentionWork.linkDays) jours.",
                en: "After they were written, then erased. Their links go after \(RetentionWork.linkDays) days.")
        case .links:
            Phrase(
                fr: "Après leur échéance. Jusque-là, un lien périmé propose d’en demander un autre.",
                en: "After they ran out. Until then a link that has run out offers to ask for another.")
        case .devices:
            Phrase(
                fr: "Après la dernière visite. La visite suivante est annoncée comme celle d’un nouveau navigateur.",
                en: "After the last visit. The next one is told as that of a new browser.")
        case .jobs:
            Phrase(
                fr: "Après leur fin. Ce qui a été fait reste dans l’historique des fiches.",
                en: "After they ended. What was done stays in the records’ history.")
        case .imports:
            Phrase(
                fr: "Après l’importation. Les fiches importées ne changent pas.",
                en: "After the import. Imported records do not change.")
        case .changes:
            Phrase(
                fr: "Après la modification. La dernière de chaque réglage reste et peut être annulée.",
                en: "After the change. The last one of each setting stays and can be undone.")
        case .removedFiles:
            Phrase(
                fr: "Après leur retrait. Leur contenu est effacé ensuite.",
                en: "After they were removed. Their content is erased next.")
        case .bin:
            Phrase(
                fr:
                    "Après la suppression. Restent les fiches venues d’une importation et celles dont d’autres dépendent.",
                en: "After the deletion. Imported records stay, and those that others depend on.")
        case .journal:
            Phrase(
                fr: "Après l’événement. La coupe est scellée\u{A0}: ce qui reste se vérifie comme avant.",
                en: "After the event. The cut is sealed: what is left can be verified as before.")
        }
    }
}

/// What has a rule that is not set here.
enum FixedRetention {
    static let all: [(label: Phrase, rule: Phrase)] = [
        (
            Phrase(fr: "Connexions", en: "Sessions"),
            Phrase(
                fr: "effacées quand elles finissent, au plus tard après 24 heures",
                en: "erased when they end, after 24 hours at the latest")
        ),
        (
            Phrase(fr: "Échecs de connexion comptés", en: "Counted failures to sign in"),
            Phrase(fr: "effacés après deux jours", en: "erased after two days")
        ),
        (
            Phrase(fr: "Aperçus « Voir comme »", en: "Previews (“See as”)"),
            Phrase(fr: "effacés quand ils finissent", en: "erased when they end")
        ),
        (
            Phrase(fr: "Demandes d’inscription", en: "Requests to sign up"),
            Phrase(
                fr: "effacées après la décision, dans le délai que dit leur page",
                en: "erased after the decision, in the time that their page says")
        ),
        (
            Phrase(fr: "Modules et champs retirés", en: "Removed modules and fields"),
            Phrase(fr: "effacés après 30 jours", en: "erased after 30 days")
        ),
    ]
}
