import Core
import Store

/// What jobs on many records are called.
enum JobWords {
    static func title(_ kind: BulkJobs.Kind) -> Phrase {
        switch kind {
        case .invite: Phrase(fr: "Invitations", en: "Invitations")
        case .resend: Phrase(fr: "Nouvelles invitations", en: "Invitations sent again")
        case .deactivate: Phrase(fr: "Désactivation d’accès", en: "Deactivation of accesses")
        case .reactivate: Phrase(fr: "Réactivation d’accès", en: "Reactivation of accesses")
        case .remove: Phrase(fr: "Suppression d’accès", en: "Removal of accesses")
        case .transfer: Phrase(fr: "Changement de type", en: "Change of type")
        case .appoint: Phrase(fr: "Nomination d’administrateurs", en: "Appointment of administrators")
        case .dismiss: Phrase(fr: "Retrait du rôle d’administrateur", en: "Removal of the administrator role")
        }
    }

    static func verb(_ kind: BulkJobs.Kind) -> Phrase {
        switch kind {
        case .invite: Phrase(fr: "Inviter", en: "Invite")
        case .resend: Phrase(fr: "Réinviter", en: "Invite again")
        case .deactivate: Phrase(fr: "Désactiver", en: "Deactivate")
        case .reactivate: Phrase(fr: "Activer", en: "Activate")
        case .remove: Phrase(fr: "Supprimer", en: "Remove")
        case .transfer: Phrase(fr: "Changer de type", en: "Change type")
        case .appoint: Phrase(fr: "Nommer administrateur", en: "Make administrator")
        case .dismiss: Phrase(fr: "Retirer le rôle d’administrateur", en: "Remove the administrator role")
        }
    }

    static func question(_ kind: BulkJobs.Kind, _ count: Int) -> Phrase {
        let (fr, en) = (count == 1 ? "cet accès" : "\(count) accès", count == 1 ? "this access" : "\(count) accesses")
        return switch kind {
        case .invite: Phrase(fr: "Inviter \(count) personnes ?", en: "Invite \(count) people?")
        case .resend: Phrase(fr: "Renvoyer l’invitation pour \(fr) ?", en: "Send the invitation again for \(en)?")
        case .deactivate: Phrase(fr: "Désactiver \(fr) ?", en: "Deactivate \(en)?")
        case .reactivate: Phrase(fr: "Activer \(fr) ?", en: "Activate \(en)?")
        case .remove: Phrase(fr: "Supprimer \(fr) ?", en: "Remove \(en)?")
        case .transfer: Phrase(fr: "Changer le type de \(fr) ?", en: "Change the type of \(en)?")
        case .appoint: Phrase(fr: "Nommer administrateur \(fr) ?", en: "Make \(en) administrator?")
        case .dismiss:
            Phrase(fr: "Retirer le rôle d’administrateur à \(fr) ?", en: "Remove the administrator role from \(en)?")
        }
    }

    static func consequences(_ kind: BulkJobs.Kind) -> Phrase {
        switch kind {
        case .invite: Phrase(fr: "Chacun reçoit un lien.", en: "Everybody gets a link.")
        case .resend:
            Phrase(
                fr:
                    "Ceux qui n’ont pas encore choisi de mot de passe reçoivent un nouveau lien ; l’ancien ne marche plus. Les autres ne reçoivent rien.",
                en:
                    "Those who have not chosen a password yet get a new link; the old one stops working. The others get nothing."
            )
        case .deactivate:
            Phrase(
                fr:
                    "Ces personnes ne pourront plus se connecter et leurs connexions seront fermées aussitôt. Chaque accès libère une place ; vous pourrez l’activer de nouveau.",
                en:
                    "These people can no longer sign in, and their sessions end at once. Each access frees a seat; you can activate it again."
            )
        case .reactivate:
            Phrase(
                fr: "Ces personnes pourront se connecter de nouveau, tant qu’il reste des places.",
                en: "These people can sign in again, as long as there are seats.")
        case .remove:
            Phrase(
                fr:
                    "Les identifiants sont supprimés. Les fiches, leurs documents et leur historique restent, et ces personnes peuvent être invitées de nouveau.",
                en:
                    "The usernames are removed. Records, their documents and their history stay, and these people can be invited again."
            )
        case .appoint:
            Phrase(
                fr:
                    "Chacun gère désormais les utilisateurs de sa société dans le portail, et voit tous ses services. Un type qui ne le permet pas n’est pas changé.",
                en:
                    "Each of them manages the company’s users in the portal from now on, and sees all its services. A type that does not allow it is not changed."
            )
        case .dismiss:
            Phrase(
                fr: "Ils deviennent de simples utilisateurs. Le dernier administrateur d’un tiers le reste.",
                en: "They become plain users. The last administrator of an account stays one.")
        case .transfer:
            Phrase(
                fr:
                    "Leurs droits deviennent ceux du nouveau type dès la page suivante. Si le type est d’un autre portail, elles s’y connecteront avec le même identifiant.",
                en:
                    "Their rights become those of the new type from the next page on. If the type is of another portal, they sign in there with the same username."
            )
        }
    }

    /// How many were done.
    static func done(_ kind: BulkJobs.Kind, _ count: Int) -> Phrase {
        let s = count > 1 ? "s" : ""
        return switch kind {
        case .invite:
            Phrase(fr: "\(count) invitation\(s) envoyée\(s)", en: "\(count) invitation\(count == 1 ? "" : "s") sent")
        case .resend:
            Phrase(
                fr: "\(count) invitation\(s) renvoyée\(s)", en: "\(count) invitation\(count == 1 ? "" : "s") sent again"
            )
        case .deactivate:
            Phrase(fr: "\(count) accès désactivé\(s)", en: "\(count) access\(count == 1 ? "" : "es") deactivated")
        case .reactivate:
            Phrase(fr: "\(count) accès activé\(s)", en: "\(count) access\(count == 1 ? "" : "es") activated")
        case .remove: Phrase(fr: "\(count) accès supprimé\(s)", en: "\(count) access\(count == 1 ? "" : "es") removed")
        case .appoint: Phrase(fr: "\(count) administrateur\(s) nommé\(s)", en: "\(count) made administrator")
        case .dismiss: Phrase(fr: "\(count) rôle\(s) retiré\(s)", en: "\(count) role\(count == 1 ? "" : "s") removed")
        case .transfer:
            Phrase(fr: "\(count) accès transféré\(s)", en: "\(count) access\(count == 1 ? "" : "es") transferred")
        }
    }
}
