import Core
import Mail

/// Mails of the small named world.
enum MailSamples {
    static func message(
        _ id: String, to: String = "atu@client.example", subject: String = "Votre accès est prêt",
        text: String = "Bonjour Hélène,\n\nVoici l’accès à vos factures : 12 € d’avoir.\n"
    ) throws -> MailMessage {
        MailMessage(
            from: try Mailbox(name: "Société Générale d’Électricité", address: "portail@parvis.example"),
            to: [try Mailbox(name: "Atu Lenobli", address: to)], subject: subject, text: text,
            messageID: "\(id)@parvis.example", date: 1_709_632_800, language: .fr)
    }

    /// Line ends as MIME carries them.
    static func canonical(_ text: String) -> String {
        text.replacing("\r\n", with: "\n").replacing("\r", with: "\n").replacing("\n", with: "\r\n")
    }
}

/// SplitMix64: the same numbers in every run.
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// Random UTF-8 decoded from random bytes, most of them ones that mail formats treat specially.
    mutating func text(_ special: String, upTo length: Int) -> String {
        let bytes = (0..<Int.random(in: 0...length, using: &self)).flatMap { _ -> [UInt8] in
            switch UInt8.random(in: 0...9, using: &self) {
            case 0...3: [UInt8.random(in: 32...126, using: &self)]
            case 4...5: Array("éàçœ€漢😀 ".randomElement(using: &self)?.utf8 ?? "".utf8)
            case 6: [UInt8.random(in: 128...255, using: &self)]
            default: Array(special.randomElement(using: &self)?.utf8 ?? "".utf8)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
