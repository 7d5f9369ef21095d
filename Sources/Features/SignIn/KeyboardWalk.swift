/// Signs that follow each other on a keyboard, in the alphabet or in counting: `azerty`, `1q2w3e`, `qazwsx`, `abcdef`, `98765`, `aaaa`.
enum KeyboardWalk {
    /// The stretches of three signs and more in which each is the neighbour of the one before.
    static func stretches(in signs: [Character]) -> [Range<Int>] { orders.flatMap { stretches(in: signs, $0) } }

    private static func stretches(in signs: [Character], _ isNext: (Character, Character) -> Bool) -> [Range<Int>] {
        var found: [Range<Int>] = []
        var start = 0
        for end in signs.indices.dropFirst() where !isNext(signs[end - 1], signs[end]) {
            if end - start >= 3 { found.append(start..<end) }
            start = end
        }
        return signs.count - start >= 3 ? found + [start..<signs.count] : found
    }

    private static let orders: [@Sendable (Character, Character) -> Bool] = [
        isNextInCounting, { qwerty.touch($0, $1) }, { azerty.touch($0, $1) }, { pad.touch($0, $1) },
    ]

    private static func isNextInCounting(_ one: Character, _ other: Character) -> Bool {
        guard let first = one.unicodeScalars.first?.value, let second = other.unicodeScalars.first?.value else {
            return false
        }
        // A square sign's neighbours in Unicode are nothing that somebody types in a row.
        guard one.isLetter || one.isNumber || one == other else { return false }
        return first > second ? first - second <= 1 : second - first <= 1
    }

    private static let qwerty = Keys(["1234567890", "qwertyuiop", "asdfghjkl;", "zxcvbnm,./"])
    private static let azerty = Keys(["1234567890", "azertyuiop", "qsdfghjklm", "wxcvbn,;:!"])
    /// The pad of digits, and of telephones.
    private static let pad = Keys(["789", "456", "123"], isStaggered: false)

    /// Where keys lie.
    private struct Keys: Sendable {
        private let places: [Character: (row: Int, column: Int)]
        private let isStaggered: Bool

        init(_ rows: [String], isStaggered: Bool = true) {
            self.isStaggered = isStaggered
            var places: [Character: (row: Int, column: Int)] = [:]
            for (row, keys) in rows.enumerated() {
                for (column, key) in keys.enumerated() { places[key] = (row, column) }
            }
            self.places = places
        }

        /// A row is half a key to the right of the one above it.
        func touch(_ one: Character, _ other: Character) -> Bool {
            guard let one = places[one], let other = places[other] else { return false }
            let (down, right) = (other.row - one.row, other.column - one.column)
            if !isStaggered { return abs(down) <= 1 && abs(right) <= 1 }
            return switch down {
            case 0: abs(right) <= 1
            case 1: right == 0 || right == -1
            case -1: right == 0 || right == 1
            default: false
            }
        }
    }
}
