import Core
import Testing

/// Addresses, languages and the folding of text.
@Suite struct TextTests {
    @Test(arguments: [
        "a@b.fr", "atu.lenobli@atu.example", "first+tag@sub.domain.example", "o'neil@x.example", "a@1.example",
        "A@B.EXAMPLE", "a_b-c@x-y.example",
        String(repeating: "a", count: 64) + "@b.example",
    ])
    func anAddressIsOne(_ text: String) { #expect(isEmailAddress(text)) }

    @Test(arguments: [
        "", "a", "@", "a@", "@b.fr", "a@b", "a@@b.fr", "a b@c.fr", "a@b .fr", "a@b..fr", "a@.fr", "a@b.fr.", "a@-b.fr",
        "a@b-.fr", ".a@b.fr", "a.@b.fr",
        "a..b@c.fr", "é@b.fr", "a@é.fr", "a@b.fr\n", "a@b.fr,c@d.fr", "<a@b.fr>", "\"a b\"@c.fr", "a@[127.0.0.1]",
        "a@b.fr\0", "a\r\nBcc: x@y.fr",
        "a@\u{301}b.fr", String(repeating: "a", count: 65) + "@b.fr", "a@" + String(repeating: "b", count: 64) + ".fr",
        "a@" + String(repeating: "b.", count: 130) + "fr",
    ])
    func nothingElseIsAnAddress(_ text: String) { #expect(!isEmailAddress(text)) }

    @Test(
        arguments: [
            (nil, nil), ("", nil), ("en", .en), ("en-US,en;q=0.9,fr;q=0.8", .en), ("fr-FR,fr;q=0.9,en;q=0.8", .fr),
            ("de-DE,de;q=0.9,en;q=0.5", .en), ("de", nil),
            ("*", nil), ("EN-gb", .en), (" en", .en), (",,,", nil), ("x", nil), ("de, en", .en),
            (String(repeating: "de,", count: 5000) + "en", nil),
        ] as [(String?, Language?)])
    func theFirstLanguageThatWeHaveIsTaken(_ header: String?, _ language: Language?) {
        #expect(Language(acceptLanguage: header) == language)
    }

    @Test(arguments: [
        ("Éléonore Œuvré", "eleonore oeuvre"), ("STRASSE", "strasse"), ("Straße", "strasse"), ("Ærø", "aerø"),
        ("ÇA", "ca"), ("", ""), ("a^b", "a^b"), ("é^b", "e^b"),
        ("é`", "e`"), ("Ülkü™", "ulkutm"), ("ﬁn", "fin"), ("e\u{301}", "e"), ("İ", "i"), ("日本", "日本"), ("Ǣ", "ae"),
    ])
    func textIsFolded(_ text: String, _ expected: String) { #expect(folded(text) == expected) }

    /// What is stored folded must be found by what is typed, which is folded too.
    @Test func foldingTwiceIsFoldingOnce() {
        var wrong: [String] = []
        for number in Array(1..<UInt32(0x2500)) + Array(stride(from: 0x2500, to: 0x1_F000, by: 7)) {
            guard let scalar = Unicode.Scalar(number) else { continue }
            let once = folded("a\(String(scalar))b")
            if folded(once) != once { wrong.append(String(number, radix: 16)) }
        }
        #expect(wrong.isEmpty)
    }

    @Test(arguments: [
        (
            "Dernière connexion : jamais ; pourquoi ? Ah !",
            "Dernière connexion\u{A0}: jamais\u{A0}; pourquoi\u{A0}? Ah\u{A0}!"
        ),
        ("Retirer « Plan » ?", "Retirer «\u{A0}Plan\u{A0}»\u{A0}?"), ("25 Mo", "25\u{A0}Mo"),
        ("La limite est de 25 Mo.", "La limite est de 25\u{A0}Mo."),
        ("20 % de 30 €, 2 h", "20\u{A0}% de 30\u{A0}€, 2\u{A0}h"),
        ("« Mot de passe oublié ? »", "«\u{A0}Mot de passe oublié\u{A0}?\u{A0}»"),
        ("Lien : {url}", "Lien\u{A0}: {url}"),
    ])
    func frenchSpacesDoNotBreak(_ text: String, _ expected: String) {
        #expect(frenchSpacing(text) == expected)
        #expect(Phrase(fr: text, en: text).fr == expected && Phrase(fr: text, en: text).en == text)
        #expect(frenchSpacing(expected) == expected && Phrase(same: text).fr == text)
    }

    @Test(arguments: [
        "", " ", " :", ": ", "12:31", "https://exemple.fr/?a=1", "{url}", "9 heures", "12 minutes", "3 habitants",
        "1 ordre", "2 hôtes", "Déjà\u{A0}: oui", "12 400",
    ])
    func whatHasNothingToMendStays(_ text: String) { #expect(frenchSpacing(text) == text) }

    @Test func directionControlsAreSeen() {
        for text in ["a\u{202E}b", "\u{2066}a\u{2069}", "\u{202A}"] {
            #expect(hasDirectionControls(text))
            #expect(throws: FieldProblem.self) { try TextType().read(text) }
        }
        // Marks that Arabic and Hebrew need, and joiners, turn nothing around.
        for text in ["", "שלום", "a\u{200F}b", "👩‍👩‍👧"] { #expect(!hasDirectionControls(text)) }
    }

    @Test func controlCharactersAreSeen() {
        for text in ["\0", "a\u{7}", "\u{1B}[0m", "\u{7F}", "\u{B}"] { #expect(hasControlCharacters(text)) }
        for text in ["", "a\tb", "a\r\nb", "é", "\u{A0}", "👩‍👩‍👧"] { #expect(!hasControlCharacters(text)) }
        #expect(shortened("abcdef", to: 6) == "abcdef" && shortened("abcdefg", to: 6) == "abcde…")
    }
}
