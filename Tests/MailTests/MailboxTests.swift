import Core
import Mail
import Testing

@Suite struct MailboxTests {
    @Test(arguments: [
        "a@b", "helene.durand+erp@sous.exemple.fr", "o'neil@example.com", "x_y=z@xn--socit-esab.fr", "1@2.example",
    ])
    func takesRealAddresses(address: String) throws {
        #expect(try Mailbox(name: "Hélène Durand", address: address).address == address)
    }

    @Test(arguments: [
        ("", InvalidMail.Problem.empty),
        ("a", .notOneAtSign),
        ("a@b@c", .notOneAtSign),
        ("hélène@example.com", .notASCII),
        ("a@société.fr", .notASCII),
        ("a@b\r\nRCPT TO:<evil@example.com>", .controlCharacter),
        ("a@b\n", .controlCharacter),
        ("a\u{0}@b", .controlCharacter),
        ("a@b\u{2028}", .controlCharacter),
        ("@b", .malformed),
        ("a@", .malformed),
        ("a b@c", .malformed),
        ("<a@b>", .malformed),
        ("\"a b\"@c", .malformed),
        ("a..b@c", .malformed),
        (".a@c", .malformed),
        ("a@-b.example", .malformed),
        ("a@b..example", .malformed),
        ("a@[127.0.0.1]", .malformed),
        ("a@b,c@d", .notOneAtSign),
        ("a,b@c", .malformed),
        (String(repeating: "a", count: 65) + "@b", .malformed),
        (String(repeating: "a.", count: 130) + "a@b", .tooLong(limit: 254)),
    ])
    func refusesTheRest(address: String, problem: InvalidMail.Problem) {
        #expect(throws: InvalidMail(.address, problem)) { try Mailbox(address: address) }
    }

    @Test(arguments: ["A\r\nBcc: x@y", "A\nB", "A\rB", "A\u{0}", "A\u{7F}", "A\u{85}B", "A\u{2029}B", "\t"])
    func refusesLineBreaksInNames(name: String) {
        #expect(throws: InvalidMail(.displayName, .controlCharacter)) { try Mailbox(name: name, address: "a@b") }
    }

    @Test func saysWhatIsWrongInBothLanguages() {
        let phrase = InvalidMail(.address, .notOneAtSign).phrase
        #expect(phrase.fr == "Adresse e-mail\u{A0}: il faut exactement un «\u{A0}@\u{A0}».")
        #expect(phrase.en == "E-mail address: exactly one “@” is needed.")
    }
}
