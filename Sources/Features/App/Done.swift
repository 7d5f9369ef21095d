import Core
import HTML
import Hummingbird
import Web

/// What was just done, told on the page one lands on after a write. The address carries the key (`?done=saved`), never the words.
enum Done: String, CaseIterable {
    case saved, created, deleted, restored, sent, commented, attached, detached
    case accountCreated, accountCreatedAndSent, permissionsSaved, validitySaved, linkSent, accessDisabled,
        accessEnabled, accessRemoved, keyRevoked
    case passwordChosen, passwordSet, passwordChanged, sessionEnded, sessionsEnded, templateSaved, requestSent,
        mailRetried, portalSaved,
        staffInvited, leakTestStarted, leakTestRunning
    case moduleCreated, fieldSaved, removedForNow, restoredThing, undone
    case accessAwaits, leadConverted
    case reviewStarted, reviewed
    case addressToConfirm, addressChanged
    case customerGiven, customerTaken
    case colleagueAdded, colleagueAddedAndSent, colleagueActivated, roleSaved
    case signUpApproved, signUpAgreed, signUpRefused
    case importRemoved
    case userTypeCreated, userTypeDeleted, deletedHere, portalCreated, portalArchived, portalDeleted

    var phrase: Phrase {
        switch self {
        case .saved: Phrase(fr: "Les modifications sont enregistrées.", en: "The changes are saved.")
        case .leakTestStarted:
            Phrase(
                fr: "Le contrôle est lancé. Actualisez la page pour voir où il en est.",
                en: "The test has started. Refresh the page to see how far it is.")
        case .leakTestRunning: Phrase(fr: "Un contrôle est déjà en cours.", en: "A test is running already.")
        case .reviewStarted:
            Phrase(
                fr:
                    "La revue est lancée. Les collaborateurs sont prévenus, les clients le seront dans quelques minutes.",
                en: "The review has begun. Staff are told, customers will be within minutes.")
        case .reviewed: Phrase(fr: "C’est noté.", en: "It is noted.")
        case .addressToConfirm:
            Phrase(
                fr: "Un e-mail de confirmation part à la nouvelle adresse.",
                en: "A mail to confirm is on its way to the new address.")
        case .addressChanged:
            Phrase(
                fr: "La nouvelle adresse est confirmée : elle vous connecte dès maintenant.",
                en: "The new address is confirmed: it signs you in from now on.")
        case .customerGiven: Phrase(fr: "Le client est confié.", en: "The customer is given.")
        case .customerTaken: Phrase(fr: "Le client est retiré.", en: "The customer is taken away.")
        case .created: Phrase(fr: "La fiche est créée.", en: "The record is created.")
        case .deleted:
            Phrase(
                fr: "La fiche est dans la corbeille. Vous pouvez la restaurer.",
                en: "The record is in the recycle bin. You can restore it.")
        case .restored: Phrase(fr: "La fiche est restaurée.", en: "The record is restored.")
        case .sent: Phrase(fr: "Le message est prêt à partir.", en: "The message is on its way.")
        case .commented: Phrase(fr: "Votre message est enregistré.", en: "Your message is saved.")
        case .attached: Phrase(fr: "Le fichier est joint.", en: "The file is attached.")
        case .detached: Phrase(fr: "Le fichier est retiré.", en: "The file is removed.")
        case .accountCreated: Phrase(fr: "Le compte utilisateur est créé.", en: "The user account is created.")
        case .accountCreatedAndSent:
            Phrase(
                fr: "Le compte est créé et l’e-mail est prêt à partir.",
                en: "The account is created and the e-mail is on its way.")
        case .permissionsSaved:
            Phrase(
                fr: "Les droits sont enregistrés et valent dès maintenant.",
                en: "The rights are saved and count from now on.")
        case .validitySaved: Phrase(fr: "La période de validité est enregistrée.", en: "The validity period is saved.")
        case .linkSent:
            Phrase(
                fr: "Un nouveau lien est prêt à partir ; les anciens ne fonctionnent plus.",
                en: "A new link is on its way; older ones no longer work.")
        case .accessDisabled:
            Phrase(
                fr: "L’accès est désactivé et ses connexions sont fermées.",
                en: "The access is disabled and its sessions are ended.")
        case .accessEnabled: Phrase(fr: "L’accès est de nouveau actif.", en: "The access is active again.")
        case .accessRemoved: Phrase(fr: "L’accès est supprimé.", en: "The access is removed.")
        case .keyRevoked:
            Phrase(
                fr: "La clé est révoquée\u{A0}: elle n’ouvre plus rien.", en: "The key is revoked: it opens nothing.")
        case .passwordChosen:
            Phrase(fr: "Votre mot de passe est enregistré. Connectez-vous.", en: "Your password is saved. Sign in.")
        case .passwordSet:
            Phrase(
                fr: "Votre mot de passe est enregistré, et vous êtes connecté.",
                en: "Your password is saved, and you are signed in.")
        case .passwordChanged:
            Phrase(
                fr: "Votre mot de passe est changé. Vos autres connexions sont fermées.",
                en: "Your password is changed. Your other sessions are ended.")
        case .sessionEnded: Phrase(fr: "La connexion est fermée.", en: "The session is ended.")
        case .sessionsEnded: Phrase(fr: "Les connexions sont fermées.", en: "The sessions are ended.")
        case .templateSaved: Phrase(fr: "Le modèle est enregistré.", en: "The template is saved.")
        case .requestSent:
            Phrase(
                fr: "Votre demande est envoyée. Nous vous répondrons ici.",
                en: "Your request is sent. We will answer here.")
        case .mailRetried: Phrase(fr: "Le message va être envoyé de nouveau.", en: "The message will be sent again.")
        case .portalSaved: Phrase(fr: "Le portail est enregistré.", en: "The portal is saved.")
        case .accessAwaits:
            Phrase(
                fr: "L’accès est rouvert et attend que la personne choisisse son mot de passe.",
                en: "The access is open again and waits for the person to choose a password.")
        case .leadConverted:
            Phrase(
                fr: "La conversion est faite : voici le contact.", en: "The conversion is done: this is the contact.")
        case .colleagueAdded:
            Phrase(
                fr: "L’utilisateur est créé, inactif : activez-le quand vous le souhaitez.",
                en: "The user is created, inactive: activate it when you like.")
        case .colleagueAddedAndSent:
            Phrase(
                fr: "L’utilisateur est créé et l’e-mail d’activation est prêt à partir.",
                en: "The user is created and the activation mail is on its way.")
        case .colleagueActivated:
            Phrase(
                fr: "Le compte est activé et l’e-mail d’activation est prêt à partir.",
                en: "The account is activated and the activation mail is on its way.")
        case .roleSaved: Phrase(fr: "Le rôle est enregistré.", en: "The role is saved.")
        case .signUpApproved:
            Phrase(
                fr: "La demande est approuvée : l’accès est ouvert et l’e-mail est prêt à partir.",
                en: "The request is approved: the access is open and the e-mail is on its way.")
        case .signUpAgreed:
            Phrase(
                fr: "Votre accord est noté. L’accès s’ouvrira quand les autres auront donné le leur.",
                en: "You have agreed. The access opens once the others have.")
        case .signUpRefused:
            Phrase(
                fr: "La demande est refusée et l’e-mail est prêt à partir.",
                en: "The request is refused and the e-mail is on its way.")
        case .moduleCreated:
            Phrase(
                fr: "Le module est créé. Ajoutez-lui des champs.", en: "The module is created. Add fields to it.")
        case .fieldSaved:
            Phrase(
                fr: "C’est enregistré, et cela vaut dès la page suivante pour tout le monde.",
                en: "Saved, and it counts from the next page on for everybody.")
        case .removedForNow:
            Phrase(
                fr: "C’est retiré. Les données sont gardées 30 jours, vous pouvez les rétablir ci-dessous.",
                en: "Removed. The data is kept for 30 days; you can restore it below.")
        case .restoredThing: Phrase(fr: "C’est rétabli, avec ses données.", en: "Restored, with its data.")
        case .userTypeCreated:
            Phrase(
                fr: "Le type d’utilisateur est créé. Voici ses droits.",
                en: "The user type is created. Here are its rights.")
        case .userTypeDeleted: Phrase(fr: "Le type d’utilisateur est supprimé.", en: "The user type is deleted.")
        case .deletedHere:
            Phrase(
                fr: "C’est supprimé. Si c’était une erreur, demandez-nous de le rétablir.",
                en: "Deleted. If that was a mistake, ask us to restore it.")
        case .portalCreated:
            Phrase(
                fr: "Le portail est créé. Dites maintenant qui y viendra.",
                en: "The portal is created. Now say who will come.")
        case .portalArchived: Phrase(fr: "Le portail est archivé.", en: "The portal is archived.")
        case .portalDeleted: Phrase(fr: "Le portail est supprimé.", en: "The portal is deleted.")
        case .importRemoved:
            Phrase(
                fr: "L’import est retiré de la liste. Ce qu’il avait enregistré reste.",
                en: "The import is gone from the list. What it had stored stays.")
        case .undone: Phrase(fr: "Le changement est annulé.", en: "The change is undone.")
        case .staffInvited: Phrase(fr: "La personne est ajoutée.", en: "The person is added.")
        }
    }

    /// The remark for the page that this request opens; empty when nothing was done.
    static func note(_ request: Request, _ language: Language) -> HTML {
        let key = request.query["done"]
        return Done(rawValue: key).map { Web.note(.ok, HTML.text($0.phrase(language))) } ?? .empty
    }
}
