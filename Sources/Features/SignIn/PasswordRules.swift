import Core

/// What a password must be: 15 characters or more (16 when all digits), no composition rules, not guessable from what is around it, not stolen before.
///
/// Source: NIST SP 800-63B-4 (15 when it is the only factor, no classes, blocklist), CNIL 2022-100 (50 bits with throttling), ASVS 5.0 6.2.
enum PasswordRules {
    static let shortest = 15
    static let longest = 256

    /// The reason against a password; nil when it is fine.
    static func problem(_ password: String, context: PasswordContext) -> FieldProblem? {
        let count = password.unicodeScalars.count
        if count < shortest {
            return FieldProblem(
                fr:
                    "Utilisez au moins \(shortest) caractères : une phrase que vous seul connaissez convient très bien.",
                en: "Use at least \(shortest) characters: a sentence only you know does very well.")
        }
        if isTooLong(password) {
            return FieldProblem(fr: "Utilisez au plus \(longest) caractères.", en: "Use at most \(longest) characters.")
        }
        if password.allSatisfy(\.isNumber), count < 16 {
            return FieldProblem(
                fr: "Un mot de passe tout en chiffres doit en compter au moins 16.",
                en: "A password of digits alone needs at least 16 of them.")
        }
        if BreachedList.contains(folded(password)) {
            return FieldProblem(
                fr:
                    "Ce mot de passe figure dans des listes de mots de passe volés : quelqu’un d’autre l’a déjà utilisé. Choisissez-en un autre.",
                en: "This password is in lists of stolen passwords: somebody else used it before. Choose another one.")
        }
        guard PasswordRemains(password, without: context.words + common).isLittle else { return nil }
        return FieldProblem(
            fr:
                "Ce mot de passe se devine facilement : évitez les suites, les répétitions, votre nom, votre adresse et ceux de l’entreprise.",
            en:
                "This password is easy to guess: avoid sequences, repetitions, your name, your address and those of the company."
        )
    }

    /// Such a password is refused wherever it is typed, and never cut: what was cut off would not count.
    static func isTooLong(_ password: String) -> Bool { password.unicodeScalars.count > longest }

    private static let common = [
        "motdepasse", "password", "azerty", "qwerty", "azertyuiop", "qwertyuiop", "qsdfghjklm", "bonjour", "soleil",
        "doudou", "loulou", "chouchou", "welcome",
        "bienvenue", "letmein", "iloveyou", "jetaime", "changeme", "administrateur", "administrator", "portail",
        "parvis", "client", "football", "marseille",
        "123456", "654321", "abc123", "secret", "princesse", "princess", "dragon", "monkey", "master", "toto", "tata",
        "titi",
    ]

    /// A password that nobody guesses, in four groups of five letters and digits that are not mixed up (103 bits).
    static func proposal() -> String {
        let alphabet = Array("abcdefghjkmnpqrstuvwxyz23456789")
        var generator = SystemRandomNumberGenerator()
        return (0..<4).map { _ in
            String((0..<5).map { _ in alphabet[Int.random(in: 0..<alphabet.count, using: &generator)] })
        }.joined(separator: "-")
    }
}
