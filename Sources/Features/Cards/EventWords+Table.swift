import Core

extension EventWords {
    /// By verb; what a verb happened to is added behind it.
    static let table: [String: Word] = records.merging(people) { first, _ in first }.merging(exchanges) { first, _ in
        first
    }.merging(configuration) { first, _ in first }

    private static let configuration: [String: Word] = Dictionary(
        uniqueKeysWithValues: [
            ("module.created", Phrase(fr: "Module créé", en: "Module created")),
            ("module.saved", Phrase(fr: "Module modifié", en: "Module changed")),
            ("module.removed", Phrase(fr: "Module retiré", en: "Module removed")),
            ("module.restored", Phrase(fr: "Module rétabli", en: "Module restored")),
            ("field.created", Phrase(fr: "Champ ajouté", en: "Field added")),
            ("field.changed", Phrase(fr: "Champ modifié", en: "Field changed")),
            ("field.removed", Phrase(fr: "Champ retiré", en: "Field removed")),
            ("field.restored", Phrase(fr: "Champ rétabli", en: "Field restored")),
            ("subform.created", Phrase(fr: "Sous-formulaire ajouté", en: "Sub-form added")),
            ("subform.changed", Phrase(fr: "Sous-formulaire modifié", en: "Sub-form changed")),
            ("subform.removed", Phrase(fr: "Sous-formulaire retiré", en: "Sub-form removed")),
            ("subform.restored", Phrase(fr: "Sous-formulaire rétabli", en: "Sub-form restored")),
            ("retention.saved", Phrase(fr: "Durées de conservation modifiées", en: "Times of retention changed")),
            ("retention.done", Phrase(fr: "Données trop anciennes effacées", en: "Data that was too old erased")),
            ("journal.cut", Phrase(fr: "Journal coupé et scellé", en: "Journal cut and sealed")),
            ("layout.saved", Phrase(fr: "Disposition modifiée", en: "Layout changed")),
            ("user_type.created", Phrase(fr: "Type d’utilisateur créé", en: "User type created")),
            (
                "user_type.saved",
                Phrase(fr: "Droits du type d’utilisateur modifiés", en: "Rights of the user type changed")
            ),
            (
                "user_type.emptied",
                Phrase(fr: "Utilisateurs passés à un autre type", en: "Users moved to another type")
            ),
            ("user_type.deleted", Phrase(fr: "Type d’utilisateur supprimé", en: "User type deleted")),
            ("portal.moved", Phrase(fr: "Adresse du portail changée", en: "Address of the portal changed")),
            ("portal.logo", Phrase(fr: "Logo du portail changé", en: "Logo of the portal changed")),
            ("portal.icon", Phrase(fr: "Icône du portail changée", en: "Icon of the portal changed")),
            ("portal.archived", Phrase(fr: "Portail archivé", en: "Portal archived")),
            ("portal.restored", Phrase(fr: "Portail rouvert", en: "Portal opened again")),
            ("portal.deleted", Phrase(fr: "Portail supprimé", en: "Portal deleted")),
            ("bulk.invite", Phrase(fr: "Invitations demandées", en: "Invitations asked for")),
            ("bulk.resend", Phrase(fr: "Nouvelles invitations demandées", en: "New invitations asked for")),
            ("bulk.deactivate", Phrase(fr: "Désactivation d’accès demandée", en: "Deactivation of accesses asked for")),
            ("bulk.reactivate", Phrase(fr: "Activation d’accès demandée", en: "Activation of accesses asked for")),
            ("bulk.remove", Phrase(fr: "Suppression d’accès demandée", en: "Removal of accesses asked for")),
            ("bulk.transfer", Phrase(fr: "Changement de type demandé", en: "Change of type asked for")),
            (
                "policy.published",
                Phrase(fr: "Politique de confidentialité publiée", en: "Privacy policy published")
            ),
            (
                "policy.withdrawn",
                Phrase(fr: "Politique de confidentialité retirée", en: "Privacy policy withdrawn")
            ),
            (
                "policy.accepted",
                Phrase(fr: "Politique de confidentialité acceptée", en: "Privacy policy accepted")
            ),
            ("sign_up.rules_saved", Phrase(fr: "Inscriptions réglées", en: "Sign-up set up")),
            ("sign_up.confirmed", Phrase(fr: "Demande d’inscription", en: "Request to sign up")),
            ("sign_up.agreed", Phrase(fr: "Accord à une inscription", en: "Agreement to a sign-up")),
            ("sign_up.approved", Phrase(fr: "Inscription approuvée", en: "Sign-up approved")),
            ("sign_up.refused", Phrase(fr: "Inscription refusée", en: "Sign-up refused")),
            (
                "sign_up.expired",
                Phrase(fr: "Inscription refusée faute de décision", en: "Sign-up refused, not decided in time")
            ),
            ("domains.saved", Phrase(fr: "Domaines d’e-mail modifiés", en: "E-mail domains changed")),
            (
                "domain_exception.added",
                Phrase(fr: "Adresse acceptée par exception", en: "Address accepted as an exception")
            ),
            ("domain_exception.removed", Phrase(fr: "Exception d’adresse retirée", en: "Address exception removed")),
            ("web_tab.saved", Phrase(fr: "Onglet Web enregistré", en: "Web tab saved")),
            ("web_tab.removed", Phrase(fr: "Onglet Web supprimé", en: "Web tab deleted")),
            ("change.undone", Phrase(fr: "Changement annulé", en: "Change undone")),
        ].map { ($0, Word(kind: .settings, phrase: $1)) })

    private static let records: [String: Word] = [
        "contact.created": Word(kind: .record, phrase: Phrase(fr: "Contact créé", en: "Contact created")),
        "record.created": Word(kind: .record, phrase: Phrase(fr: "Fiche créée", en: "Record created")),
        "record.updated": Word(kind: .record, phrase: Phrase(fr: "Fiche modifiée", en: "Record changed")),
        "lines.updated": Word(kind: .record, phrase: Phrase(fr: "Lignes modifiées", en: "Lines changed")),
        "record.state": Word(kind: .record, phrase: Phrase(fr: "État changé", en: "State changed")),
        "record.deleted": Word(
            kind: .record, phrase: Phrase(fr: "Fiche mise à la corbeille", en: "Record moved to the recycle bin")),
        "record.withdrawn": Word(
            kind: .record,
            phrase: Phrase(
                fr: "Fiche absente de sa source, mise à la corbeille",
                en: "Record absent from its source, moved to the recycle bin")),
        "record.restored": Word(kind: .record, phrase: Phrase(fr: "Fiche restaurée", en: "Record restored")),
        "lead.converted": Word(
            kind: .record, phrase: Phrase(fr: "Prospect converti en contact", en: "Lead converted into a contact")),
        "note.added": Word(kind: .note, phrase: Phrase(fr: "Note ajoutée", en: "Note added")),
        "file.attached": Word(kind: .file, phrase: Phrase(fr: "Fichier joint", en: "File attached")),
        "file.infected": Word(
            kind: .file, phrase: Phrase(fr: "Virus trouvé, fichier supprimé", en: "Virus found, file removed")),
        "file.detached": Word(kind: .file, phrase: Phrase(fr: "Fichier retiré", en: "File removed")),
        "ticket.created": Word(kind: .request, phrase: Phrase(fr: "Demande ouverte", en: "Request opened")),
        "ticket.answered": Word(kind: .request, phrase: Phrase(fr: "Réponse envoyée", en: "Answer sent")),
        "ticket.handler": Word(
            kind: .request, phrase: Phrase(fr: "Suivi de la demande confié à", en: "Request given to")),
        "ticket.released": Word(
            kind: .request, phrase: Phrase(fr: "Plus personne ne suit la demande", en: "Nobody handles the request now")
        ),
        "ticket.state": Word(kind: .request, phrase: Phrase(fr: "État de la demande", en: "State of the request")),
        "profile.updated": Word(
            kind: .record,
            phrase: Phrase(fr: "Informations modifiées depuis le portail", en: "Information changed from the portal")),
    ]

    private static let people: [String: Word] = [
        "access.seen_as": Word(
            kind: .account,
            phrase: Phrase(fr: "Portail vu à la place de la personne", en: "Portal seen in the person’s place")),
        "access.created": Word(
            kind: .account, phrase: Phrase(fr: "Compte utilisateur créé", en: "User account created")),
        "access.link_sent": Word(
            kind: .account, phrase: Phrase(fr: "Lien de mot de passe envoyé", en: "Password link sent")),
        "access.password_renewed": Word(
            kind: .account, phrase: Phrase(fr: "Mot de passe provisoire généré", en: "Temporary password generated")),
        "access.permissions_changed": Word(kind: .account, phrase: Phrase(fr: "Droits modifiés", en: "Rights changed")),
        "access.validity_changed": Word(
            kind: .account, phrase: Phrase(fr: "Période de validité modifiée", en: "Validity period changed")),
        "access.renamed": Word(
            kind: .account,
            phrase: Phrase(fr: "Identifiant ou e-mail de connexion modifié", en: "Username or sign-in e-mail changed")),
        "access.activated": Word(
            kind: .account, phrase: Phrase(fr: "Accès activé par un collègue", en: "Access activated by a colleague")),
        "access.role_changed": Word(kind: .account, phrase: Phrase(fr: "Rôle modifié", en: "Role changed")),
        "access.services_changed": Word(
            kind: .account, phrase: Phrase(fr: "Services affectés modifiés", en: "Assigned services changed")),
        "access.notify_changed": Word(
            kind: .account, phrase: Phrase(fr: "E-mail de notification modifié", en: "Notification e-mail changed")),
        "access.transferred": Word(
            kind: .account, phrase: Phrase(fr: "Type d’utilisateur changé", en: "User type changed")),
        "access.converted": Word(
            kind: .account,
            phrase: Phrase(fr: "Accès du prospect passé au contact", en: "Lead’s access given to the contact")),
        "access.moved": Word(
            kind: .account,
            phrase: Phrase(fr: "Accès passé à un autre tiers", en: "Access gone to another account")),
        "access.disabled": Word(kind: .account, phrase: Phrase(fr: "Accès désactivé", en: "Access disabled")),
        "access.enabled": Word(kind: .account, phrase: Phrase(fr: "Accès réactivé", en: "Access enabled again")),
        "access.key_created": Word(
            kind: .account, phrase: Phrase(fr: "Clé pour l’API créée", en: "API key created")),
        "access.key_replaced": Word(
            kind: .account, phrase: Phrase(fr: "Clé pour l’API remplacée", en: "API key replaced")),
        "access.key_revoked": Word(
            kind: .account, phrase: Phrase(fr: "Clé pour l’API révoquée", en: "API key revoked")),
        "access.removed": Word(kind: .account, phrase: Phrase(fr: "Accès supprimé", en: "Access removed")),
        "password.chosen": Word(kind: .account, phrase: Phrase(fr: "Mot de passe choisi", en: "Password chosen")),
        "password.link_requested": Word(
            kind: .account,
            phrase: Phrase(fr: "Mot de passe oublié, lien envoyé", en: "Forgotten password, link sent")),
        "password.no_address": Word(
            kind: .account,
            phrase: Phrase(
                fr: "Mot de passe oublié, aucune adresse prouvée : rien n’est parti",
                en: "Forgotten password, no proved address: nothing was sent")),
        "password.changed": Word(kind: .account, phrase: Phrase(fr: "Mot de passe changé", en: "Password changed")),
        "review.started": Word(
            kind: .account, phrase: Phrase(fr: "Revue des accès lancée", en: "Review of accesses begun")),
        "access.kept": Word(
            kind: .account,
            phrase: Phrase(fr: "Accès confirmé à la revue", en: "Access confirmed at the review")),
        "signin.email_changed": Word(
            kind: .account, phrase: Phrase(fr: "E-mail de connexion changé", en: "Sign-in e-mail changed")),
        "signin.disowned": Word(
            kind: .account,
            phrase: Phrase(
                fr: "« Ce n’était pas moi » : connexions fermées, mot de passe annulé",
                en: "“It was not me”: sessions ended, password void")),
        "signin.done": Word(kind: .session, phrase: Phrase(fr: "Connexion", en: "Sign-in")),
        "signin.ended": Word(kind: .session, phrase: Phrase(fr: "Déconnexion", en: "Sign-out")),
        "signin.refused": Word(
            kind: .session,
            phrase: Phrase(fr: "Connexion refusée, mot de passe juste", en: "Sign-in refused, right password")),
        "signin.failed": Word(
            kind: .session,
            phrase: Phrase(fr: "Connexion refusée, mot de passe erroné", en: "Sign-in refused, wrong password")),
        "signin.unknown": Word(
            kind: .session, phrase: Phrase(fr: "Identifiants inconnus essayés", en: "Unknown usernames tried")),
        "signin.many_failed": Word(
            kind: .session, phrase: Phrase(fr: "Beaucoup d’essais depuis un réseau", en: "Many tries from one network")),
        "sessions.ended": Word(kind: .session, phrase: Phrase(fr: "Connexions fermées", en: "Sessions ended")),
        "sessions.ended_everywhere": Word(
            kind: .session,
            phrase: Phrase(fr: "Connexions de tout le monde fermées", en: "Everybody’s sessions ended")),
        "account.signed_in_first": Word(
            kind: .session, phrase: Phrase(fr: "Première connexion", en: "First sign-in")),
        "staff.added": Word(kind: .account, phrase: Phrase(fr: "Collaborateur ajouté", en: "Staff member added")),
        "staff.disabled": Word(
            kind: .account, phrase: Phrase(fr: "Collaborateur désactivé", en: "Staff member disabled")),
        "staff.powers": Word(
            kind: .account,
            phrase: Phrase(fr: "Pouvoirs d’un collaborateur changés", en: "Powers of a member of staff changed")),
        "staff.customer_given": Word(
            kind: .account,
            phrase: Phrase(fr: "Client confié à un collaborateur", en: "Customer given to a member of staff")),
        "staff.customer_taken": Word(
            kind: .account,
            phrase: Phrase(fr: "Client retiré à un collaborateur", en: "Customer taken from a member of staff")),
        "staff.enabled": Word(
            kind: .account, phrase: Phrase(fr: "Collaborateur réactivé", en: "Staff member enabled again")),
        "staff.link": Word(kind: .account, phrase: Phrase(fr: "Lien de mot de passe donné", en: "Password link given")),
        "administrator.created": Word(
            kind: .account, phrase: Phrase(fr: "Administrateur créé", en: "Administrator created")),
    ]

    private static let exchanges: [String: Word] = [
        "mail.composed": Word(kind: .mail, phrase: Phrase(fr: "E-mail envoyé", en: "E-mail sent")),
        "mail.queued": Word(kind: .mail, phrase: Phrase(fr: "E-mail prêt à partir", en: "E-mail ready to go")),
        "mail.sent": Word(kind: .mail, phrase: Phrase(fr: "E-mail envoyé", en: "E-mail sent")),
        "mail.failed": Word(kind: .mail, phrase: Phrase(fr: "E-mail non remis", en: "E-mail not delivered")),
        "mail.retried": Word(
            kind: .mail, phrase: Phrase(fr: "E-mail à envoyer de nouveau", en: "E-mail to be sent again")),
        "template.saved": Word(
            kind: .settings, phrase: Phrase(fr: "Modèle d’e-mail modifié", en: "E-mail template changed")),
        "portal.saved": Word(kind: .settings, phrase: Phrase(fr: "Portail modifié", en: "Portal changed")),
        "portal.created": Word(kind: .settings, phrase: Phrase(fr: "Portail créé", en: "Portal created")),
        "import.done": Word(kind: .exchange, phrase: Phrase(fr: "Import terminé", en: "Import finished")),
        "import.tried": Word(kind: .exchange, phrase: Phrase(fr: "Import essayé à blanc", en: "Import tried, dry")),
        "import.failed": Word(kind: .exchange, phrase: Phrase(fr: "Import interrompu", en: "Import failed")),
        "import.stopped": Word(kind: .exchange, phrase: Phrase(fr: "Import arrêté", en: "Import stopped")),
        "import.withdrawn": Word(
            kind: .exchange,
            phrase: Phrase(fr: "Fiches absentes de la source retirées", en: "Records absent from the source withdrawn")),
        "import.batch": Word(kind: .exchange, phrase: Phrase(fr: "Import", en: "Import")),
        "leak_test.done": Word(
            kind: .exchange, phrase: Phrase(fr: "Test d’étanchéité terminé", en: "Leak test finished")),
    ]
}
