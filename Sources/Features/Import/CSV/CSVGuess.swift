/// Tells Windows-1252 from Mac Roman by which of the two makes French of the bytes.
///
/// Both give a character for almost every byte: `E9` is é on Windows and È on the Mac, `8E` is Ž on Windows and é on the Mac. French letters
/// count for an encoding, capitals in the middle of a word and characters that nobody types count against it.
struct CSVGuess {
    /// How often each byte from 80 on came after a small letter, and after anything else.
    private var afterLetter = [Int](repeating: 0, count: 128)
    private var elsewhere = [Int](repeating: 0, count: 128)
    private var previous: UInt8 = 0

    mutating func feed(_ bytes: UnsafeRawBufferPointer) {
        for byte in bytes {
            if byte >= 0x80 {
                if (0x61...0x7A).contains(previous) {
                    afterLetter[Int(byte) - 0x80] += 1
                } else {
                    elsewhere[Int(byte) - 0x80] += 1
                }
            }
            previous = byte
        }
    }

    var encoding: CSVFile.Encoding { score(.macRoman) > score(.windows1252) ? .macRoman : .windows1252 }

    private func score(_ encoding: CSVFile.Encoding) -> Int {
        (0..<128).reduce(0) { sum, index in
            guard afterLetter[index] + elsewhere[index] > 0 else { return sum }
            let character = Character(encoding.scalar(UInt8(index + 0x80)))
            return sum + afterLetter[index] * CSVGuess.weight(character, isInWord: true)
                + elsewhere[index] * CSVGuess.weight(character, isInWord: false)
        }
    }

    private static func weight(_ character: Character, isInWord: Bool) -> Int {
        if small.contains(character) { return 3 }
        if capitals.contains(character) { return isInWord ? -3 : 2 }
        if marks.contains(character) { return 1 }
        return character == "\u{FFFD}" ? -5 : -2
    }

    private static let small = Set("àâæçèéêëîïôœùûüÿ")
    private static let capitals = Set("ÀÂÆÇÈÉÊËÎÏÔŒÙÛÜŸ")
    private static let marks = Set("«»’‘“”–—…€°§²³µ·£\u{A0}")
}
