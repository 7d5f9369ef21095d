/// Why something that was asked for many records was not done for one of them, each with what helps. The first twelve are those of an
/// invitation in the requirements (S5-69 to S5-80), in their order.
package enum BulkObstacle: String, Sendable, CaseIterable {
    case ownDomain = "own_domain"
    case awaitingApproval = "awaiting_approval"
    case awaitingReview = "awaiting_review"
    case withoutConsent = "without_consent"
    case unusableAddress = "unusable_address"
    case refusedDomain = "refused_domain"
    case full
    case alreadyUser = "already_user"
    case gone
    case noModule = "no_module"
    case noRecord = "no_record"
    case inBin = "in_bin"
    /// A contact that belongs to no company has nothing that could be shown to it.
    case withoutAccount = "without_account"
    /// The contact was disabled: nobody deals with the company through it any more.
    case disabled
    /// The account of the record is closed, or in the bin.
    case accountClosed = "account_closed"
    /// The access is not in a state in which this can be done.
    case wrongState = "wrong_state"
    /// There is no address that a link could go to.
    case withoutAddress = "without_address"
    /// A prospect who became a contact: the contact is invited instead.
    case converted
    /// A contact or an account looks like the prospect's: somebody has to choose.
    case needsChoice = "needs_choice"
    /// A mandatory field is empty.
    case incomplete
    /// The type is for the people of another module.
    case otherModule = "other_module"
    /// Customers do not manage their users with this type.
    case withoutDelegation = "without_delegation"
    /// Somebody else has to be appointed first.
    case lastAdministrator = "last_administrator"
    /// Something broke; the journal of the program says what.
    case failed

    package var reason: Phrase {
        switch self {
        case .ownDomain: Phrase(fr: "Adresse d’un de nos domaines", en: "Address of one of our domains")
        case .awaitingApproval: Phrase(fr: "Fiche en attente d’approbation", en: "Record awaiting approval")
        case .awaitingReview: Phrase(fr: "Fiche en attente de relecture", en: "Record awaiting review")
        case .withoutConsent: Phrase(fr: "Consentement non obtenu", en: "Consent not obtained")
        case .unusableAddress: Phrase(fr: "Adresse e-mail inutilisable", en: "E-mail address that cannot be used")
        case .refusedDomain: Phrase(fr: "Domaine refusé", en: "Refused domain")
        case .full: Phrase(fr: "Plus d’accès disponible", en: "No access left")
        case .alreadyUser: Phrase(fr: "Déjà utilisateur d’un portail", en: "Already a user of a portal")
        case .gone: Phrase(fr: "La fiche n’existe plus", en: "The record no longer exists")
        case .noModule: Phrase(fr: "Vous n’avez pas de droit sur ce module", en: "You have no right on this module")
        case .noRecord: Phrase(fr: "Vous n’avez pas de droit sur cette fiche", en: "You have no right on this record")
        case .inBin: Phrase(fr: "La fiche est dans la corbeille", en: "The record is in the recycle bin")
        case .withoutAccount: Phrase(fr: "Contact sans tiers", en: "Contact without an account")
        case .disabled: Phrase(fr: "Contact désactivé", en: "Disabled contact")
        case .accountClosed: Phrase(fr: "Tiers clos", en: "Closed account")
        case .wrongState:
            Phrase(fr: "Rien à faire dans l’état de cet accès", en: "Nothing to do in the state of this access")
        case .withoutAddress: Phrase(fr: "Aucune adresse e-mail", en: "No e-mail address")
        case .converted: Phrase(fr: "Prospect déjà converti", en: "Lead converted already")
        case .needsChoice:
            Phrase(fr: "Contact ou tiers semblable : à choisir", en: "Contact or account alike: to be chosen")
        case .incomplete: Phrase(fr: "Un champ obligatoire est vide", en: "A mandatory field is empty")
        case .otherModule: Phrase(fr: "Ce type est pour un autre module", en: "This type is for another module")
        case .withoutDelegation:
            Phrase(
                fr: "Ce type ne laisse pas les clients gérer leurs utilisateurs",
                en: "This type does not let customers manage their users")
        case .lastAdministrator:
            Phrase(fr: "Dernier administrateur de son tiers", en: "Last administrator of its account")
        case .failed: Phrase(fr: "Erreur du programme", en: "Error of the program")
        }
    }

    package var remedy: Phrase {
        switch self {
        case .ownDomain:
            Phrase(
                fr: "Faites une exception pour cette adresse, ou choisissez un type ouvert à vos collègues.",
                en: "Make an exception for this address, or choose a type that is open to colleagues.")
        case .awaitingApproval, .awaitingReview:
            Phrase(fr: "Validez la fiche, puis réessayez.", en: "Approve the record, then try again.")
        case .withoutConsent:
            Phrase(
                fr: "Demandez le consentement et notez-le sur la fiche.",
                en: "Ask for consent and note it on the record.")
        case .unusableAddress:
            Phrase(
                fr: "Corrigez l’adresse : lettres sans accent, chiffres et @ . - _ + seulement.",
                en: "Correct the address: unaccented letters, digits and @ . - _ + only.")
        case .refusedDomain:
            Phrase(
                fr: "Demandez une autre adresse, ou faites une exception.",
                en: "Ask for another address, or make an exception.")
        case .full:
            Phrase(
                fr: "Désactivez un accès inutile, ou relevez la limite.",
                en: "Deactivate an access that is not needed, or raise the limit.")
        case .alreadyUser:
            Phrase(
                fr:
                    "Si c’est la même personne pour un autre client, donnez-lui un accès de plus ; sinon, une adresse à elle.",
                en:
                    "If it is the same person for another customer, give one more access; otherwise an address of its own."
            )
        case .gone: Phrase(fr: "Retirez-la de la sélection.", en: "Leave it out.")
        case .noModule:
            Phrase(
                fr: "Demandez ce droit à un administrateur.", en: "Ask an administrator for this right.")
        case .noRecord:
            Phrase(
                fr: "La fiche est privée : demandez à son propriétaire de l’inviter, ou de la partager.",
                en: "The record is private: ask its owner to invite the person, or to share it.")
        case .inBin: Phrase(fr: "Restaurez la fiche.", en: "Restore the record.")
        case .withoutAccount: Phrase(fr: "Rattachez le contact à un tiers.", en: "Link the contact to an account.")
        case .disabled: Phrase(fr: "Rouvrez le contact.", en: "Open the contact again.")
        case .accountClosed:
            Phrase(
                fr: "Rouvrez le tiers, ou rattachez la fiche à un autre.",
                en: "Open the account again, or link the record to another one.")
        case .wrongState:
            Phrase(
                fr: "L’accès est déjà comme vous le vouliez, ou a changé entre-temps.",
                en: "The access is as you wanted it already, or changed meanwhile.")
        case .withoutAddress:
            Phrase(
                fr: "Ajoutez une adresse à la fiche ou à l’utilisateur.",
                en: "Add an address to the record or the user.")
        case .converted:
            Phrase(fr: "Invitez le contact qu’il est devenu.", en: "Invite the contact that the lead became.")
        case .needsChoice:
            Phrase(fr: "Convertissez ce prospect depuis sa fiche.", en: "Convert this lead from its record.")
        case .incomplete:
            Phrase(fr: "Complétez la fiche, puis réessayez.", en: "Complete the record, then try again.")
        case .otherModule:
            Phrase(fr: "Choisissez un type du même module principal.", en: "Choose a type of the same main module.")
        case .withoutDelegation:
            Phrase(
                fr: "Cochez d’abord « Les clients gèrent leurs utilisateurs » sur le type.",
                en: "Tick “Customers manage their users” on the type first.")
        case .lastAdministrator: Phrase(fr: "Nommez d’abord quelqu’un d’autre.", en: "Appoint somebody else first.")
        case .failed:
            Phrase(
                fr: "Réessayez ; prévenez l’exploitant si cela dure.", en: "Try again; tell the operator if it lasts.")
        }
    }

    /// What a member of staff may set aside for one person, with a reason that is kept: what the company itself has still to decide. Nobody sets
    /// aside what a record cannot carry.
    package var isWaivable: Bool { [.awaitingApproval, .awaitingReview, .withoutConsent].contains(self) }

    /// The characters that an invitation can be sent to (S5-73): the others are legal in an address and break in too many systems.
    package static func isPlain(_ address: String) -> Bool {
        address.unicodeScalars.allSatisfy {
            $0.isASCII
                && ($0.properties.isAlphabetic || ("0"..."9").contains($0) || "@.-_+".unicodeScalars.contains($0))
        }
    }
}
