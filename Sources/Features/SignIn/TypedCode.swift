import Core
import Crypto

/// The code beside a one-time link, for mails whose links do not open.
enum TypedCode {
    /// Without letters and digits that are taken for each other.
    private static let alphabet = Array("23456789ABCDEFGHJKLMNPQRSTUVWXYZ")
    private static let length = 12

    /// From random bytes, five bits a character.
    static func make(from bytes: [UInt8]) -> String {
        let characters = bytes.prefix(length).map { alphabet[Int($0 & 31)] }
        return stride(from: 0, to: length, by: 4).map { String(characters[$0..<$0 + 4]) }.joined(separator: "-")
    }

    /// The hash that is kept. It is bound to the person, so that one guess is a guess at one person's code.
    static func hash(_ code: String, of person: RecordID) -> [UInt8] {
        Array(SHA256.hash(data: Array("\(person.text) \(tidied(code))".utf8)))
    }

    /// As it was meant, however it was typed.
    static func tidied(_ text: String) -> String {
        text.uppercased().filter { alphabet.contains($0) }
    }

    /// The codes in a text.
    static func masked(_ text: String, _ mask: String) -> String {
        text.replacing(/\b[2-9A-HJ-NP-Z]{4}-[2-9A-HJ-NP-Z]{4}-[2-9A-HJ-NP-Z]{4}\b/, with: mask)
    }
}
