import Core
import Testing

@testable import Features

/// Every text that Parvis sends by itself, as it is delivered, with made-up values.
@Suite struct MailTextTests {
    private static let cases = MailText.allCases.flatMap { text in Language.allCases.map { (text, $0) } }

    private func filled(_ text: MailText, _ language: Language) throws -> MailWords {
        let values = MailValues.sample(
            text, company: "Norval & fils", baseAddress: "https://portail.example", language)
        return try text.delivered(language).filled(values)
    }

    @Test(arguments: cases) func theDeliveredWordsCanBeSavedAndFilled(_ text: MailText, _ language: Language) throws {
        #expect(text.delivered(language).problems(as: text).isEmpty)
        let words = try filled(text, language)
        #expect(!words.subject.contains("{") && !words.body.contains("{"))
        #expect(words.subject.contains("Norval & fils"))
        #expect(!text.occasion(language).isEmpty && !text.label(language).isEmpty)
    }

    @Test(arguments: cases.filter { $0.0.isAboutRequest }) func requestsAreNamedAndLinked(
        _ text: MailText, _ language: Language
    ) throws {
        let words = try filled(text, language)
        #expect(words.subject.contains("TS2611-7K3QD0") && words.body.contains("TS2611-7K3QD0"))
        let place = text.isForStaff ? "/admin" : "/p/client"
        #expect(words.body.contains("https://portail.example\(place)/tickets/…"))
        #expect(text.occasion(language).contains(language == .fr ? "confidentiel" : "confidential"))
    }

    @Test func aTextWithoutItsLinkIsRefused() {
        let words = MailWords(subject: "Réponse", body: "{auteur} a répondu à {reference}.")
        #expect(words.problems(as: .requestAnswered)["body"]?.message.fr.contains("{lien}") == true)
    }

    @Test func theMessagesThemselvesCannotBeNamed() {
        let words = MailWords(subject: "Réponse", body: "{message} {lien}")
        #expect(words.problems(as: .requestAnswered)["body"] != nil)
    }

    @Test func anAddresseeWithoutANameIsGreetedWithoutAGap() throws {
        var values = MailValues.sample(.requestOpened, company: "Norval", baseAddress: "https://portail.example", .fr)
        (values.firstName, values.lastName) = ("", "")
        #expect(try MailText.requestOpened.delivered(.fr).filled(values).body.hasPrefix("Bonjour,\n"))
    }
}
