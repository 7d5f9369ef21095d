import Foundation

/// A mail as Python's email library understood it after it came through SMTP.
struct DeliveredMail: Decodable {
    /// One leaf of the MIME tree.
    struct Part: Decodable {
        let type: String
        let charset: String
        let name: String
        let base64: Data

        var bytes: [UInt8] { Array(base64) }
        var text: String { String(decoding: base64, as: UTF8.self) }
    }

    let ehlo: String
    let encrypted: Bool
    let login: String
    let sender: String
    let recipients: [String]
    /// Header names in order.
    let names: [String]
    let headers: [String: String]
    /// Pairs of display name and address.
    let from, to, cc, replyTo: [[String]]
    let structure: [String]
    let parts: [Part]
    let defects: [String]
    let longestLine: Int
    /// 7-bit, CRLF line ends only, no NUL.
    let isClean: Bool
}
