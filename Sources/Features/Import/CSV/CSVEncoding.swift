extension CSVFile.Encoding {
    /// The text of a cell. The file's bytes were checked before, so that nothing is replaced in UTF-8.
    func text(_ bytes: [UInt8]) -> String {
        guard self != .utf8, bytes.contains(where: { $0 >= 0x80 }) else {
            return String(decoding: bytes, as: UTF8.self)
        }
        return String(String.UnicodeScalarView(bytes.map(scalar)))
    }

    /// The character of a byte in an encoding of single bytes.
    func scalar(_ byte: UInt8) -> Unicode.Scalar {
        switch self {
        case .macRoman where byte >= 0x80: CSVFile.Encoding.mac[Int(byte) - 0x80]
        case .windows1252 where (0x80...0x9F).contains(byte): CSVFile.Encoding.windows[Int(byte) - 0x80]
        default: Unicode.Scalar(byte)
        }
    }

    /// Windows-1252 between 80 and 9F; the five bytes without a character give U+FFFD.
    private static let windows: [Unicode.Scalar] = Array(
        "€\u{FFFD}‚ƒ„…†‡ˆ‰Š‹Œ\u{FFFD}Ž\u{FFFD}\u{FFFD}‘’“”•–—˜™š›œ\u{FFFD}žŸ".unicodeScalars)

    /// Mac OS Roman from 80 on, as Unicode's table ROMAN.TXT has it.
    private static let mac: [Unicode.Scalar] = Array(
        ("ÄÅÇÉÑÖÜáàâäãåçéèêëíìîïñóòôöõúùûü†°¢£§•¶ß®©™´¨≠ÆØ∞±≤≥¥µ∂∑∏π∫ªºΩæø¿¡¬√ƒ≈∆«»…\u{A0}ÀÃÕŒœ–—“”‘’÷◊ÿŸ⁄€‹›ﬁﬂ‡·‚„‰ÂÊÁËÈÍÎÏÌÓÔ\u{F8FF}ÒÚÛÙıˆ˜¯˘˙˚¸˝˛ˇ")
            .unicodeScalars)
}

/// Tells whether bytes that come in chunks are UTF-8.
struct UTF8Check {
    private(set) var isValid = true
    private var rest: [UInt8] = []

    mutating func feed(_ bytes: UnsafeRawBufferPointer) {
        guard isValid else { return }
        let all = rest + bytes
        let cut = all.count - UTF8Check.unfinished(all)
        isValid = String(validating: all[..<cut], as: UTF8.self) != nil
        rest = Array(all[cut...])
    }

    /// True when the last character is whole too.
    var isComplete: Bool { isValid && rest.isEmpty }

    /// How many bytes at the end begin a character that the next chunk may finish.
    private static func unfinished(_ bytes: [UInt8]) -> Int {
        for back in 1...3 where back <= bytes.count {
            let byte = bytes[bytes.count - back]
            if byte & 0xC0 == 0x80 { continue }
            let length = byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : byte >= 0xC0 ? 2 : 1
            return length > back ? back : 0
        }
        return 0
    }
}
