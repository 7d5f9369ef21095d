import Features
import Foundation
import Testing

/// CSV files as programs and people write them.
struct CSVFileTests {
    private func read(_ bytes: [UInt8], encoding: CSVFile.Encoding? = nil, separator: Character? = nil) throws -> (
        file: CSVFile, rows: [[String]], lines: [Int]
    ) {
        let path = FileManager.default.temporaryDirectory.appending(path: "parvis-\(UUID().uuidString).csv")
        defer { try? FileManager.default.removeItem(at: path) }
        try Data(bytes).write(to: path)
        let file = try CSVFile(path: path.path, encoding: encoding, separator: separator)
        var (rows, lines): ([[String]], [Int]) = ([], [])
        try file.rows { cells, line in
            rows.append(cells)
            lines.append(line)
        }
        return (file, rows, lines)
    }

    private func read(_ text: String) throws -> (file: CSVFile, rows: [[String]], lines: [Int]) {
        try read(Array(text.utf8))
    }

    @Test(arguments: [
        ("a,b\n1,2\n", [["1", "2"]]), ("a,b\r\n1,2\r\n3,4", [["1", "2"], ["3", "4"]]), ("a,b\r1,2\r", [["1", "2"]]),
        ("a;b\n1,5;2\n", [["1,5", "2"]]),
        ("a\tb\n1\t2", [["1", "2"]]), ("a,b\n\"x,y\",\"z\"\"w\"\n", [["x,y", "z\"w"]]),
        ("a,b\n\"x\r\ny\",2\n", [["x\r\ny", "2"]]),
        ("a,b\n,\n\n1,\n", [["", ""], ["1", ""]]), ("a,b\nx\"y,2", [["x\"y", "2"]]), ("a,b\n\"x\"y,2", [["xy", "2"]]),
        ("a,b\n\"\",2", [["", "2"]]),
        ("sep=;\na;b\n1;2", [["1", "2"]]), ("a\n\"\"\nx", [[""], ["x"]]), ("a,b,\n1,2,", [["1", "2", ""]]),
        ("\u{FEFF}a,b\n1,2", [["1", "2"]]),
    ])
    func rows(text: String, rows: [[String]]) throws {
        let read = try read(text)
        #expect(read.rows == rows)
        #expect(read.file.header.first == "a")
    }

    @Test func linesAreThoseOfTheFile() throws {
        #expect(try read("a,b\r\n\"x\r\ny\",2\r\n\r\n3,4\r\n5,6").lines == [2, 5, 6])
        #expect(try read("a\n1\n\n\n2\n").lines == [2, 5])
    }

    @Test func windowsBytesAreDetected() throws {
        let bytes =
            Array("nom;ville\n".utf8) + [0xC9, 0x6C, 0x6F, 0xEF, 0x73, 0x65, 0x3B, 0x80, 0x9C, 0x92, 0xE0, 0x0A]
        let read = try read(bytes)
        #expect(read.file.encoding == .windows1252)
        #expect(read.rows == [["Éloïse", "€œ’à"]])
    }

    /// Excel for Mac writes Mac Roman with bare returns; the same words on Windows.
    @Test(arguments: [
        (
            "id;Nom;Code client;Ville\r30;\u{83}t\u{8E} mac;C030;Orl\u{8E}ans\r31;\u{82}a;C031;Tours\r",
            CSVFile.Encoding.macRoman, ["Été mac", "Orléans", "Ça"]
        ),
        (
            "id;Nom;Code client;Ville\n20;L\u{E9}t\u{E9} \u{E0} 5 \u{80};C020;Orl\u{E9}ans\n21;\u{8C}uf;C021;Tours\n",
            .windows1252, ["Lété à 5 €", "Orléans", "Œuf"]
        ),
        ("nom\nCr\u{8F}che de l\u{D5}\u{8E}t\u{8E}\n", .macRoman, ["Crèche de l’été"]),
        ("nom\nCr\u{E8}che de l\u{92}\u{E9}t\u{E9} \u{C9}cole\n", .windows1252, ["Crèche de l’été École"]),
    ])
    func macAndWindowsAreToldApart(_ latin: String, _ encoding: CSVFile.Encoding, _ words: [String]) throws {
        let bytes = latin.unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) }
        let read = try read(bytes)
        #expect(read.file.encoding == encoding)
        for word in words { #expect(read.rows.joined().contains(word), "\(read.rows)") }
    }

    @Test func anEncodingCanBeChosen() throws {
        #expect(try read([0x61, 0x0A, 0x8E], encoding: .macRoman).rows == [["é"]])
        #expect(try read([0x61, 0x0A, 0x8E], encoding: .windows1252).rows == [["Ž"]])
    }

    @Test func aBadByteFarAwayCounts() throws {
        let bytes = Array("nom\n".utf8) + Array(String(repeating: "é\n", count: 200_000).utf8) + [0xE9]
        #expect(try read(bytes).file.encoding == .windows1252)
        #expect(
            try read(Array("nom\n".utf8) + Array(String(repeating: "€x\n", count: 200_000).utf8)).file.encoding == .utf8
        )
    }

    @Test func utf8ThatIsNotIsRefused() {
        #expect(throws: ImportProblem.self) { try read([0x61, 0x0A, 0xE9], encoding: .utf8) }
    }

    @Test(arguments: ["", "\n\n", "a,b\n\"never closed\n1,2\n"])
    func nonsenseIsAProblem(text: String) { #expect(throws: ImportProblem.self) { try read(text) } }

    /// Not an argument: the runner would print it.
    @Test func aQuoteThatIsNeverClosedDoesNotFillTheMemory() {
        #expect(throws: ImportProblem.self) { try read("a\n\"" + String(repeating: "x\n", count: 3_000_000)) }
    }

    @Test func otherFilesAreRefused() {
        #expect(throws: ImportProblem.self) { try read([0xFF, 0xFE, 0x61, 0x00]) }
        #expect(throws: ImportProblem.self) { try read([0x61, 0x00, 0x0A]) }
        #expect(throws: ImportProblem.self) { try CSVFile(path: "/nowhere.csv") }
        #expect(throws: ImportProblem.self) { try read(Array("a".utf8), separator: "\"") }
    }

    /// Whatever the cells, the separator and the line ends, reading gives back what was written.
    @Test func whatIsWrittenIsRead() throws {
        var random = SeededRandom(seed: 20_261_122)
        let alphabet = Array("ab\"\"\",;\t\n\r é€🙂'")
        for _ in 0..<400 {
            let separator: Character = [",", ";", "\t"].randomElement(using: &random) ?? ","
            let end = ["\n", "\r\n", "\r"].randomElement(using: &random) ?? "\n"
            let width = Int.random(in: 2...5, using: &random)
            let rows = (0..<Int.random(in: 0...6, using: &random)).map { _ in
                (0..<width).map { _ in
                    String(
                        (0..<Int.random(in: 0...6, using: &random)).compactMap { _ in
                            alphabet.randomElement(using: &random)
                        })
                }
            }
            let header = (0..<width).map { "h\($0)" }
            let text = ([header] + rows).map { row in
                row.map { "\"" + $0.replacing("\"", with: "\"\"") + "\"" }.joined(separator: String(separator))
            }.joined(separator: end)
            let read = try read(text)
            #expect(read.rows == rows)
            #expect(read.file.separator == separator && read.file.header == header)
        }
    }

    @Test func noBytesStopTheReader() throws {
        var random = SeededRandom(seed: 4)
        let alphabet: [UInt8] = [0x22, 0x2C, 0x3B, 0x0A, 0x0D, 0x61, 0xC3, 0xA9, 0xE9, 0xFF, 0x20]
        for _ in 0..<2000 {
            let bytes = (0..<Int.random(in: 0...60, using: &random)).compactMap { _ in
                alphabet.randomElement(using: &random)
            }
            do { _ = try read(bytes) } catch is ImportProblem { continue }
        }
    }

    /// Chunks end anywhere: in a cell, between two quotes, inside a character.
    @Test func longFilesAreReadAcrossChunks() throws {
        let row = "\"é\"\"\r\nx\",1;2\r\n"
        let read = try read("a,b\r\n" + String(repeating: row, count: 60_000))
        #expect(read.rows.count == 60_000)
        #expect(read.rows.allSatisfy { $0 == ["é\"\r\nx", "1;2"] })
        #expect(read.lines.last == 120_000)
    }
}
