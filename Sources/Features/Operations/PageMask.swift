/// What stays of a page when all that differs from one look to the next is covered: ids, tokens, the time of day.
enum PageMask {
    /// Whether two answers say the same. To the byte first: covering costs more than reading, and most pages do not differ at all.
    static func isAlike(
        _ one: RouteCaller.Answer, hiding word: String? = nil, _ other: RouteCaller.Answer, hiding its: String? = nil
    ) -> Bool {
        one == other || one.status == other.status && text(one, hiding: word) == text(other, hiding: its)
    }

    private static func text(_ answer: RouteCaller.Answer, hiding word: String?) -> String {
        var text = answer.body + " " + (answer.location ?? "")
        if let word { text = text.replacing(word, with: "WORD") }
        return covered(text)
    }

    /// On bytes: pages are long, and there are many of them. Runs of 13 letters and digits or more are ids and tokens; `9:41` is a time.
    private static func covered(_ text: String) -> String {
        var out: [UInt8] = []
        var run: [UInt8] = []
        for byte in text.utf8 {
            if isWord(byte) {
                run.append(byte)
                continue
            }
            out += run.count >= 13 && run.contains(where: isDigit) ? [0x23] : run
            run.removeAll(keepingCapacity: true)
            out.append(byte)
        }
        out += run
        return withoutTimes(out)
    }

    private static func withoutTimes(_ bytes: [UInt8]) -> String {
        var out = bytes
        for (index, byte) in bytes.enumerated() where byte == 0x3A && index > 0 && index + 2 < bytes.count {
            guard isDigit(bytes[index - 1]), isDigit(bytes[index + 1]), isDigit(bytes[index + 2]) else { continue }
            for place in max(0, index - 2)...index + 2 where isDigit(bytes[place]) { out[place] = 0x23 }
        }
        return String(decoding: out, as: UTF8.self)
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
    private static func isWord(_ byte: UInt8) -> Bool {
        isDigit(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte) || byte == 0x2D || byte == 0x5F
    }
}
