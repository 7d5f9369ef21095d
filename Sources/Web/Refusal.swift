package import Core
package import HTTPTypes

/// A refusal as a person reads it: what happened, and what to do next.
package struct Refusal: Error, Sendable {
    package let status: HTTPResponse.Status
    package let title: Phrase
    package let explanation: Phrase
    /// What the person had typed, by the name of each field: shown below, so that it is not lost.
    package var typed: [(label: String, text: String)] = []
    /// Said to programs beside the words.
    package var headers = HTTPFields()
    /// When it makes sense to try again.
    private let wait: Interval?

    package init(_ status: HTTPResponse.Status, title: Phrase, explanation: Phrase, wait: Interval? = nil) {
        self.status = status
        self.title = title
        self.explanation = explanation
        self.wait = wait
    }

    /// For `Retry-After`, in seconds: whatever says "later" says when.
    var retryAfter: Int64? {
        guard wait != nil || status == .tooManyRequests || status == .serviceUnavailable else { return nil }
        return max(1, ((wait ?? .minutes(1)).milliseconds + 999) / 1000)
    }

    /// The one answer for what does not exist and for what one may not see.
    package static let notFound = Refusal(
        .notFound, title: Phrase(fr: "Cette page n’existe pas", en: "There is no such page"),
        explanation: Phrase(
            fr:
                "L’adresse est peut-être incomplète, ou la fiche n’est pas visible pour vous. Revenez à l’accueil, ou demandez à la personne qui vous a donné ce lien.",
            en:
                "The address may be incomplete, or the record is not visible to you. Go back to the home page, or ask whoever gave you the link."
        ))

    /// The two refusals of the API to who is nobody.
    package static let signInNeeded = Refusal(
        .unauthorized, title: Phrase(fr: "Connexion nécessaire", en: "Sign-in needed"),
        explanation: Phrase(
            fr: "Connectez-vous au portail, ou envoyez une clé dans l’en-tête Authorization\u{A0}: Bearer pvk_…",
            en: "Sign in to the portal, or send a key in the header Authorization: Bearer pvk_…"))

    package static let keyRefused = Refusal(
        .unauthorized, title: Phrase(fr: "Clé refusée", en: "Key refused"),
        explanation: Phrase(
            fr:
                "Cette clé n’ouvre rien\u{A0}: elle est inconnue, remplacée ou révoquée, ou son accès n’est pas ouvert aujourd’hui. Vérifiez l’en-tête Authorization\u{A0}: Bearer pvk_…, ou demandez une nouvelle clé.",
            en:
                "This key opens nothing: it is unknown, replaced or revoked, or its access is not open today. Check the header Authorization: Bearer pvk_…, or ask for a new key."
        ))

    package static let foreignForm = Refusal(
        .forbidden, title: Phrase(fr: "Envoi refusé", en: "Submission refused"),
        explanation: Phrase(
            fr: "Ce formulaire n’a pas été envoyé depuis ce site. Ouvrez la page ici, puis recommencez.",
            en: "This form was not sent from this site. Open the page here and try again."))

    package static func tooLarge(bytes: Int) -> Refusal {
        let limit =
            bytes >= 1 << 20
            ? Phrase(fr: "\(bytes >> 20) Mo", en: "\(bytes >> 20) MB")
            : Phrase(fr: "\(bytes >> 10) ko", en: "\(bytes >> 10) kB")
        return Refusal(
            .contentTooLarge, title: Phrase(fr: "Envoi trop volumineux", en: "Too large"),
            explanation: Phrase(
                fr: "La limite est de \(limit.fr). Réduisez le fichier ou le texte, puis recommencez.",
                en: "The limit is \(limit.en). Make the file or text smaller and try again."))
    }

    package static let unreadable = Refusal(
        .badRequest, title: Phrase(fr: "Envoi illisible", en: "Unreadable request"),
        explanation: Phrase(
            fr: "Les données reçues ne sont pas un formulaire valide en UTF-8. Rechargez la page et recommencez.",
            en: "What arrived is not a valid form in UTF-8. Reload the page and try again."))

    /// What arrived is no HTTP, or nobody can tell where it ends: nothing more is read from that connection.
    package static var garbled: Refusal {
        var refusal = unreadable
        refusal.headers[.connection] = "close"
        return refusal
    }

    package static func wrongMethod(_ allowed: [String]) -> Refusal {
        let methods = allowed.joined(separator: ", ")
        var refusal = Refusal(
            .methodNotAllowed,
            title: Phrase(fr: "Méthode non acceptée ici", en: "Method not accepted here"),
            explanation: Phrase(
                fr: "Cette adresse existe, mais ne prend que \(methods). Revenez à la page et recommencez.",
                en: "This address exists, but only takes \(methods). Go back to the page and try again."))
        refusal.headers[.allow] = methods
        return refusal
    }

    package static let tooSlow = Refusal(
        .requestTimeout, title: Phrase(fr: "Envoi interrompu", en: "The request took too long"),
        explanation: Phrase(
            fr: "L’envoi a pris trop de temps. Vérifiez votre connexion et recommencez.",
            en: "Sending took too long. Check your connection and try again."))

    /// Somebody else saved in the moment between reading and writing.
    package static let changedMeanwhile = Refusal(
        .conflict, title: Phrase(fr: "La fiche a changé entre-temps", en: "The record has changed meanwhile"),
        explanation: Phrase(
            fr: "Rien n’a été enregistré. Rechargez la page et recommencez.",
            en: "Nothing was saved. Reload the page and try again."))

    package static let busy = Refusal(
        .serviceUnavailable, title: Phrase(fr: "Service momentanément indisponible", en: "Temporarily unavailable"),
        explanation: Phrase(
            fr: "Rien n’a été enregistré. Patientez une minute, puis recommencez.",
            en: "Nothing was saved. Wait a minute and try again."))

    /// The connection broke in the moment of saving: nobody knows whether it was saved. Not 503, which programs answer by sending again.
    package static let unsure = Refusal(
        .internalServerError, title: Phrase(fr: "Enregistrement incertain", en: "Not sure whether it was saved"),
        explanation: Phrase(
            fr:
                "La liaison avec la base de données s’est rompue au moment d’enregistrer. Votre envoi a peut-être été enregistré\u{A0}: vérifiez avant de recommencer.",
            en:
                "The connection with the database broke at the moment of saving. What you sent may have been saved: check before you send it again."
        ))

    package static let broken = Refusal(
        .internalServerError, title: Phrase(fr: "Une erreur est survenue", en: "Something went wrong"),
        explanation: Phrase(
            fr:
                "L’erreur a été enregistrée et sera examinée. Rien n’a été enregistré de votre envoi ; recommencez ou contactez-nous.",
            en:
                "The error was recorded and will be looked at. Nothing of your request was saved; try again or contact us."
        ))

    private static func words(_ wait: Interval) -> Phrase {
        let seconds = max(1, (wait.milliseconds + 999) / 1000)
        return seconds < 120
            ? Phrase(
                fr: "\(seconds) seconde\(seconds > 1 ? "s" : "")", en: "\(seconds) second\(seconds == 1 ? "" : "s")")
            : Phrase(fr: "\(seconds / 60 + 1) minutes", en: "\(seconds / 60 + 1) minutes")
    }

    /// Somebody, or a program, works faster than people do.
    package static func tooFast(_ wait: Interval) -> Refusal {
        let text = words(wait)
        return Refusal(
            .tooManyRequests, title: Phrase(fr: "Trop de demandes", en: "Too many requests"),
            explanation: Phrase(
                fr:
                    "Trop de demandes sont arrivées de votre part en peu de temps. De celle-ci, rien n’a été enregistré. Patientez \(text.fr), puis recommencez.",
                en:
                    "Too many requests came from you in a short time. Nothing of this one was saved. Wait \(text.en) and try again."
            ), wait: wait)
    }

    package static func tooMany(_ wait: Interval) -> Refusal {
        let text = words(wait)
        return Refusal(
            .tooManyRequests, title: Phrase(fr: "Trop d’essais", en: "Too many attempts"),
            explanation: Phrase(
                fr:
                    "Pour protéger votre compte, patientez \(text.fr), puis recommencez. Vous pouvez aussi choisir un nouveau mot de passe avec « Mot de passe oublié ? ».",
                en:
                    "To protect your account, wait \(text.en) and try again. You can also choose a new password with “Forgotten password?”."
            ), wait: wait)
    }
}

/// The visitor has to sign in before going there.
package struct SignInNeeded: Error, Sendable {
    package let area: Area

    package init(area: Area) { self.area = area }
}
