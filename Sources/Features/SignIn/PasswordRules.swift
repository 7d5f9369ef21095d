import Core

/// What a password must be: 15 characters or more (16 when all digits), no composition rules, not guessable from what is around it.
///
/// Source: NIST SP 800-63B-4 (15 when it is the only factor, no classes, blocklist), CNIL 2022-100 (50 bits with throttling), ASVS 5.0 6.2.
enum PasswordRules {
    static let shortest = 15
    static let longest = 256

    /// The reason against a password; nil when it is fine. `context` are words that an attacker tries first: names, company.
    static func problem(_ password: String, context: [String]) -> FieldProblem? {
        let count = password.unicodeScalars.count
        if count < shortest {
            return FieldProblem(
                fr:
                    "Utilisez au moins \(shortest) caractères : une phrase que vous seul connaissez convient très bien.",
                en: "Use at least \(shortest) characters: a sentence only you know does very well.")
        }
        if count > longest {
            return FieldProblem(fr: "Utilisez au plus \(longest) caractères.", en: "Use at most \(longest) characters.")
        }
        if password.allSatisfy(\.isNumber), count < 16 {
            return FieldProblem(
                fr: "Un mot de passe tout en chiffres doit en compter au moins 16.",
                en: "A password of digits alone needs at least 16 of them.")
        }
        return guessable(folded(password), context)
    }

    private static func guessable(_ password: String, _ context: [String]) -> FieldProblem? {
        var rest = password.filter { $0.isLetter || $0.isNumber }
        for word in context.map(folded) + common where word.count >= 4 { rest = rest.replacing(word, with: "") }
        guard rest.count < 6 || Set(rest).count < 5 || isSequence(rest) else { return nil }
        return FieldProblem(
            fr:
                "Ce mot de passe se devine facilement : évitez les suites, les répétitions, votre nom et celui de l’entreprise.",
            en: "This password is easy to guess: avoid sequences, repetitions, your name and the company's.")
    }

    /// Mostly neighbours: 1234567890, abcdefgh, azertyuiop is in `common`.
    private static func isSequence(_ text: String) -> Bool {
        let scalars = text.unicodeScalars.map { Int($0.value) }
        let steps = zip(scalars, scalars.dropFirst()).count { abs($1 - $0) <= 1 }
        return steps * 10 >= (scalars.count - 1) * 8
    }

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
