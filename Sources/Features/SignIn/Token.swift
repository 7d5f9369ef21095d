import Crypto
import Foundation
import Hummingbird
import Web

/// Secrets for cookies and links: 256 random bits, given out once, kept only as their SHA-256.
package struct Token: Sendable {
    package let text: String
    package let hash: [UInt8]
    /// Twelve characters that can be typed by hand instead of opening the link, 60 bits, in groups of four.
    let code: String

    package init() {
        let bytes = SymmetricKey(size: .bits256).withUnsafeBytes { Array($0) }
        text = Token.encode(bytes)
        hash = Array(SHA256.hash(data: bytes))
        code = TypedCode.make(from: Array(SHA256.hash(data: Array("code".utf8) + bytes)))
    }

    /// The hash of a token that came from outside; nil when it cannot be one of ours.
    package static func hash(of text: String) -> [UInt8]? {
        guard text.utf8.count == 43 else { return nil }
        guard let bytes = Base64URL.bytes(text), bytes.count == 32 else { return nil }
        return Array(SHA256.hash(data: bytes))
    }

    private static func encode(_ bytes: [UInt8]) -> String { Base64URL.text(bytes) }
}

extension SiteContext {
    /// The token in the address of a one-time link, as it came.
    var token: String { parameters.get("token") ?? "" }
    /// What it is found by; nil when it cannot be one of ours.
    var tokenHash: [UInt8]? { Token.hash(of: token) }
}
