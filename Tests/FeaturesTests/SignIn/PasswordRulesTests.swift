import Core
import Testing

@testable import Features

/// What is refused as a password, and what is not.
@Suite struct PasswordRulesTests {
    private let context = PasswordContext([
        "Paul-Émile", "Lenobliard", "paul.lenobliard@brevelec-distribution.example", "Brevelec Distribution SAS",
        "Espace clients", "Atu SARL",
    ])

    @Test(arguments: [
        "Brevelec Distribution SAS", "BrevelecDistribution", "brevelec-distribution-2026", "Paul-Emile Lenobliard",
        "paulemilelenobliard", "LENOBLIARD.Paul-Émile", "Br3v3l3c-Distribut10n", "p.a.u.l.e.m.i.l.e.12",
        "Espace Clients Espace", "paul.lenobliard@brevelec-distribution.example", "Atu SARL Atu SARL !",
    ])
    func wordsOfTheContextAreRefusedHoweverTheyAreWritten(_ password: String) {
        #expect(PasswordRules.problem(password, context: context) != nil)
    }

    @Test(arguments: [
        "1q2w3e4r5t6y7u8i9o0p", "qazwsxedcrfvtgbyhnujm", "0123456789012345", "P@ssw0rd1234567", "1qaz2wsx3edc4rfv",
        "azertyuiopqsdfghjklm", "9876543210987654", "aqwzsxedcrfvtgbyhn", "abcdefghijklmnop", "!!!!!!!!!!!!!!!!!!!!",
        "7894561230789456", "cheval1cheval1cheval1", "M0tDeP@sse123456",
    ])
    func walksSequencesAndDisguisesAreRefused(_ password: String) {
        #expect(PasswordRules.problem(password, context: PasswordContext([])) != nil)
    }

    @Test(arguments: [
        "iloveyouforever", "IloveYouForever", "thisismypassword", "correcthorsebatterystaple", "jetaimemonamour",
        "streuselkuchen123",
    ])
    func breachedPasswordsAreRefusedAndNamedAsSuch(_ password: String) throws {
        let problem = try #require(PasswordRules.problem(password, context: PasswordContext([])))
        #expect(problem.message(.fr).contains("volés"))
    }

    @Test(arguments: [
        "quatre chevaux gris", "correct horse battery staple", "&é\"'(-è_çà)=^$ù*!:;,?./§%",
        "🦊🐢🦉🐝🐙🦀🐬🦓🦒🐘🦔🦇🐳🦚🦜🐊", "tresgrandemaisonbleue", "Kx7!pQ2@vL9#mR4$", "длинный пароль из слов",
    ])
    func whatNobodyGuessesIsAccepted(_ password: String) {
        #expect(PasswordRules.problem(password, context: context) == nil)
    }

    @Test func proposalsAreAccepted() {
        for _ in 0..<200 { #expect(PasswordRules.problem(PasswordRules.proposal(), context: context) == nil) }
    }

    @Test func lengthCountsAllSigns() {
        let long = String(repeating: "abcdéfgh klm nop", count: 16)
        #expect(long.unicodeScalars.count == 256 && PasswordRules.problem(long + "x", context: context) != nil)
        #expect(PasswordRules.problem("123456789012345", context: context) != nil, "15 digits are too few")
    }

    @Test func aLongerPasswordIsWrongAndNeverCut() async throws {
        let passwords = Passwords(Passwords.Cost(passes: 1, bytes: 1 << 16))
        let longest = String(repeating: "y", count: PasswordRules.longest)
        let hash = try await passwords.hash(longest)
        #expect(try await passwords.verify(longest, hash))
        #expect(try await !passwords.verify(longest + "JUNK", hash))
        #expect(try await !passwords.verify(String(repeating: "y", count: 100_000), try await passwords.hash("")))
    }
}
