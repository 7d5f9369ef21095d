import Core
import Foundation

/// What a CSV file tells about its own form.
struct CSVSample {
    /// What people call the file.
    private let name: String
    private let start: [UInt8]
    private let isUTF8: Bool
    private let guess: CSVFile.Encoding

    /// Reads the whole file once, in chunks: only then is it sure that it is UTF-8.
    init(path: String, called name: String) throws {
        var (start, check, guess): ([UInt8], UTF8Check, CSVGuess) = ([], UTF8Check(), CSVGuess())
        try CSVSample.chunks(of: path) { chunk in
            if start.count < 1 << 16 { start += chunk.prefix(1 << 16) }
            check.feed(chunk)
            guess.feed(chunk)
        }
        self.name = name
        self.start = start
        isUTF8 = check.isComplete
        self.guess = guess.encoding
        guard !start.starts(with: [0xFF, 0xFE]), !start.starts(with: [0xFE, 0xFF]), !start.contains(0) else {
            throw ImportProblem(
                fr:
                    "Le fichier \(Quoted.fr(name)) est en UTF-16 ou n’est pas du texte. Enregistrez-le en « CSV UTF-8 ».",
                en: "The file \(Quoted.en(name)) is UTF-16 or is not text. Save it as “CSV UTF-8”.")
        }
    }

    func encoding(asked: CSVFile.Encoding?) throws -> CSVFile.Encoding {
        guard asked == .utf8, !isUTF8 else { return asked ?? (isUTF8 ? .utf8 : guess) }
        throw ImportProblem(
            fr:
                "Le fichier \(Quoted.fr(name)) n’est pas en UTF-8. Choisissez Windows-1252 ou Mac Roman, ou enregistrez-le en « CSV UTF-8 ».",
            en: "The file \(Quoted.en(name)) is not UTF-8. Choose Windows-1252 or Mac Roman, or save it as “CSV UTF-8”."
        )
    }

    /// Excel's own line `sep=;` before the header.
    var hasSeparatorLine: Bool {
        start.starts(with: Array("sep=".utf8)) && start.count > 5 && (start[5] == 0x0A || start[5] == 0x0D)
    }

    /// The separator that the header has most of, outside quotes.
    var separator: Character {
        if hasSeparatorLine, let asked = try? CSVSample.usable(Character(Unicode.Scalar(start[4]))) { return asked }
        var (counts, isQuoted): ([UInt8: Int], Bool) = ([:], false)
        for byte in start {
            if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
            if isQuoted { continue }
            if byte == 0x0A || byte == 0x0D { break }
            counts[byte, default: 0] += 1
        }
        let most = [",", ";", "\t"].max { (counts[$0.utf8.first ?? 0] ?? 0) < (counts[$1.utf8.first ?? 0] ?? 0) }
        return most.map { Character($0) } ?? ","
    }

    static func usable(_ separator: Character) throws -> Character {
        guard let byte = separator.asciiValue, byte != UInt8(ascii: "\""), byte != 0x0A, byte != 0x0D else {
            throw ImportProblem(
                fr: "Ce séparateur ne convient pas. Choisissez une virgule, un point-virgule ou une tabulation.",
                en: "This separator cannot be used. Choose a comma, a semicolon or a tab.")
        }
        return separator
    }

    /// Reads a file in chunks, without the byte-order mark.
    static func chunks(of path: String, _ body: (UnsafeRawBufferPointer) throws -> Void) throws {
        guard let file = FileHandle(forReadingAtPath: path) else {
            throw ImportProblem(
                fr: "Le fichier \(Quoted.fr(path)) ne peut pas être ouvert. Vérifiez son nom et ses droits.",
                en: "The file \(Quoted.en(path)) cannot be opened. Check its name and permissions.")
        }
        defer { try? file.close() }
        var isFirst = true
        while let data = try file.read(upToCount: 1 << 17), !data.isEmpty {
            try data.withUnsafeBytes { bytes in
                let hasMark = isFirst && bytes.starts(with: [0xEF, 0xBB, 0xBF])
                try body(UnsafeRawBufferPointer(rebasing: bytes[(hasMark ? 3 : 0)...]))
            }
            isFirst = false
        }
    }
}
