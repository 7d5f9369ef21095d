import Core

/// A CSV file read row by row in constant memory, however large it is.
package struct CSVFile: Sendable {
    /// The bytes' encoding: what spreadsheets write today, and what those of Windows and of the Mac write beside it.
    package enum Encoding: String, Codable, Sendable, CaseIterable {
        case utf8, windows1252, macRoman

        package var name: String {
            switch self {
            case .utf8: "UTF-8"
            case .windows1252: "Windows-1252"
            case .macRoman: "Mac Roman"
            }
        }
    }

    package private(set) var header: [String]
    package let encoding: Encoding
    package let separator: Character
    private let path: String
    /// Rows before the data: the header, and Excel's `sep=;` line when there is one.
    private let preamble: Int

    /// Opens the file and reads its header. What is not given is detected: bytes that are not UTF-8 are Windows-1252 or
    /// Mac Roman, whichever makes better French of them, and the separator is the one the header has most of. Throws `ImportProblem`.
    ///
    /// `name` is what people call the file, when that is not its path.
    package init(
        path: String, called name: String? = nil, encoding: Encoding? = nil, separator: Character? = nil
    ) throws {
        let name = name ?? path
        let sample = try CSVSample(path: path, called: name)
        self.path = path
        self.encoding = try sample.encoding(asked: encoding)
        self.separator = try separator.map(CSVSample.usable) ?? sample.separator
        preamble = sample.hasSeparatorLine ? 2 : 1
        header = []
        header = try firstRow(preamble - 1).map { $0.withoutOuterBlanks }
        guard header.contains(where: { !$0.isEmpty }) else {
            throw ImportProblem(
                fr: "Le fichier \(Quoted.fr(name)) est vide. Sa première ligne doit nommer les colonnes.",
                en: "The file \(Quoted.en(name)) is empty. Its first line must name the columns.")
        }
    }

    /// Gives each row that is not blank, with the number of the line it starts on. Throws `ImportProblem` where the
    /// file makes no sense.
    package func rows(_ body: (_ cells: [String], _ line: Int) throws -> Void) throws {
        var skipped = 0
        try parse { cells, line in
            if skipped < preamble { skipped += 1 } else { try body(cells, line) }
        }
    }

    /// Ends a reading early.
    private struct Enough: Error {}

    /// How many rows there are, read to the end.
    package func count() throws -> Int {
        var count = 0
        try rows { _, _ in count += 1 }
        return count
    }

    /// The first rows, each with its line.
    package func first(_ limit: Int) throws -> [(cells: [String], line: Int)] {
        var found: [(cells: [String], line: Int)] = []
        do {
            try rows { cells, line in
                found.append((cells, line))
                if found.count >= limit { throw Enough() }
            }
        } catch is Enough {}
        return found
    }

    private func firstRow(_ index: Int) throws -> [String] {
        var (found, seen): ([String], Int) = ([], 0)
        do {
            try parse { cells, _ in
                if seen == index {
                    found = cells
                    throw Enough()
                }
                seen += 1
            }
        } catch is Enough {}
        return found
    }

    private func parse(_ row: ([String], Int) throws -> Void) throws {
        var parser = CSVParser(separator: separator, encoding: encoding)
        try CSVSample.chunks(of: path) { chunk in try parser.feed(chunk, row) }
        try parser.finish(row)
    }
}
