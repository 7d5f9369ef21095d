import Core

/// What is wrong with one member of a Dolibarr row.
struct DolibarrFault: Error {
    /// The member's name in Dolibarr's JSON.
    let key: String
    let problem: Phrase

    static func wrongType(_ key: String, fr: String, en: String) -> DolibarrFault {
        DolibarrFault(
            key: key,
            problem: Phrase(
                fr: "on attendait \(fr). Corrigez la fiche dans Dolibarr, puis relancez l’import.",
                en: "\(en) was expected. Correct the record in Dolibarr, then import again."))
    }

    var phrase: Phrase {
        Phrase(
            fr: "Donnée \(Quoted.fr(key)) de Dolibarr\u{A0}: \(problem.fr)",
            en: "Dolibarr’s \(Quoted.en(key)): \(problem.en)")
    }
}
