/// Text proved free of line breaks and control characters: the only kind of text that headers accept.
struct SingleLine: Hashable, Sendable {
    let text: String

    init(_ text: String, as part: InvalidMail.Part) throws {
        guard text.unicodeScalars.allSatisfy(Self.allows) else { throw InvalidMail(part, .controlCharacter) }
        self.text = text
    }

    /// Unicode's line and paragraph separators count as line breaks: some readers split at them after decoding.
    private static func allows(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .lineSeparator, .paragraphSeparator: false
        default: true
        }
    }
}
