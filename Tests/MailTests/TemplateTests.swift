import Core
import Mail
import Testing

@Suite struct TemplateTests {
    @Test func fillsPlaceholders() throws {
        let template = try MailTemplate("Bonjour {prénom},\n{ lien } {{ici}} } {lien}")
        #expect(template.names == ["lien", "prénom"])
        let text = try template.filled(["prénom": "Zoé {lien}", "lien": "https://a.example/?x={y}", "autre": "?"])
        #expect(text == "Bonjour Zoé {lien},\nhttps://a.example/?x={y} {ici} } https://a.example/?x={y}")
    }

    @Test func listsUnknownPlaceholders() throws {
        let template = try MailTemplate("{b} {a} {b} {c}")
        #expect(throws: MailTemplateProblem.unknown(names: ["a", "b"], known: ["c", "d"])) {
            try template.filled(["d": "", "c": ""])
        }
        let phrase = MailTemplateProblem.unknown(names: ["a", "b"], known: ["c"]).phrase
        #expect(phrase.fr == "Champs inconnus dans le modèle\u{A0}: {a}, {b}. Champs possibles\u{A0}: {c}.")
    }

    @Test(arguments: ["{", "a {b", "{a\nb}", "{a{b}", "{{{"])
    func refusesOpenBraces(text: String) {
        #expect(throws: MailTemplateProblem.self) { try MailTemplate(text) }
    }

    @Test func neverTrapsOnAnyText() {
        var random = SeededGenerator(seed: 3)
        for _ in 0..<5000 {
            let text = random.text("{}{}\n ", upTo: 30)
            guard let template = try? MailTemplate(text) else { continue }
            let values = Dictionary(uniqueKeysWithValues: template.names.map { ($0, "v") })
            #expect(throws: Never.self) { try template.filled(values) }
        }
    }
}
