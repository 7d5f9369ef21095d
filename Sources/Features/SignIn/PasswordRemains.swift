import Core

/// What is left of a password when everything that is tried first has been taken out of it.
struct PasswordRemains {
    /// The signs of the folded password without white space.
    private let signs: [Character]
    private var isKnown: [Bool]

    init(_ password: String, without words: [String]) {
        signs = Array(folded(password)).filter { !$0.isWhitespace }
        isKnown = signs.map { _ in false }
        for spelling in spellings {
            for word in words { cover(Array(word), in: spelling) }
        }
        for spelling in spellings.prefix(2) {
            for stretch in KeyboardWalk.stretches(in: spelling.signs) { cover(spelling.places[stretch]) }
        }
    }

    /// Fewer than six signs, fewer than five different ones, or a short piece over and over again.
    var isLittle: Bool {
        let rest = zip(signs, isKnown).filter { !$1 }.map(\.0)
        return rest.count < 6 || Set(rest).count < 5 || period.map { $0 < 10 } ?? false
    }

    /// How a password can be read, and which sign each place comes from.
    private struct Spelling {
        let signs: [Character]
        let places: [Int]
    }

    /// As it is, without what separates, and with the signs that stand for letters.
    private var spellings: [Spelling] {
        let plain = signs.indices.filter { signs[$0].isLetter || signs[$0].isNumber }
        return [
            Spelling(signs: signs, places: Array(signs.indices)),
            Spelling(signs: plain.map { signs[$0] }, places: plain), reading(one: "i"), reading(one: "l"),
        ]
    }

    private func reading(one: Character) -> Spelling {
        let read = signs.map { $0 == "1" ? one : PasswordRemains.meaning[$0] ?? $0 }
        let letters = read.indices.filter { read[$0].isLetter || read[$0].isNumber }
        return Spelling(signs: letters.map { read[$0] }, places: letters)
    }

    private static let meaning: [Character: Character] = [
        "@": "a", "4": "a", "8": "b", "(": "c", "3": "e", "€": "e", "6": "g", "!": "i", "0": "o", "5": "s", "$": "s",
        "7": "t", "+": "t", "2": "z",
    ]

    /// Marks the word wherever it stands, with what separates its letters.
    private mutating func cover(_ word: [Character], in spelling: Spelling) {
        guard let first = word.first, spelling.signs.count >= word.count else { return }
        for start in 0...(spelling.signs.count - word.count) where spelling.signs[start] == first {
            let end = start + word.count
            if spelling.signs[start..<end].elementsEqual(word) { cover(spelling.places[start..<end]) }
        }
    }

    private mutating func cover(_ places: ArraySlice<Int>) {
        guard let first = places.first, let last = places.last else { return }
        for place in first...last { isKnown[place] = true }
    }

    /// The length of the piece that the whole consists of, at least twice.
    private var period: Int? {
        guard signs.count > 1 else { return nil }
        return (1...signs.count / 2).first { length in signs.dropFirst(length).elementsEqual(signs.dropLast(length)) }
    }
}
