import Core

/// Turns the bytes of a CSV file into rows as they come: quoted cells may hold separators, line ends and doubled
/// quotes (RFC 4180).
///
/// Lenient where spreadsheets are: a quote inside an unquoted cell is a character, and so is what follows a closing
/// quote.
struct CSVParser {
    private let separator: UInt8
    private let encoding: CSVFile.Encoding
    private var state = State.start
    private var cell: [UInt8] = []
    private var cells: [String] = []
    private var line = 1
    private var rowLine = 1
    private var lastWasReturn = false
    private var rowBytes = 0
    private var columns = 0

    /// Where the next byte stands.
    private enum State {
        case start, plain, quoted, afterQuote
    }

    /// A row beyond this was not meant: a quote was opened and never closed.
    static let rowLimit = 4 << 20

    init(separator: Character, encoding: CSVFile.Encoding) {
        self.separator = separator.asciiValue ?? UInt8(ascii: ",")
        self.encoding = encoding
    }

    mutating func feed(_ bytes: UnsafeRawBufferPointer, _ row: ([String], Int) throws -> Void) throws {
        var run = 0
        for index in bytes.indices {
            let byte = bytes[index]
            let isEnd = byte == 0x0A || byte == 0x0D
            let isMark = isEnd || byte == separator || byte == UInt8(ascii: "\"")
            if !isMark {
                lastWasReturn = false
                if state == .quoted || state == .plain { continue }
                state = .plain
                run = index
                continue
            }
            if state == .quoted || state == .plain { append(bytes, run..<index) }
            try take(byte, isEnd, row)
            run = index + 1
        }
        if state == .quoted || state == .plain { append(bytes, run..<bytes.count) }
        try checkLength(bytes.count)
    }

    /// The rest of the file, which need not end its last line.
    mutating func finish(_ row: ([String], Int) throws -> Void) throws {
        if state == .quoted { throw unclosed }
        if state != .start || !cells.isEmpty { try endRow(row) }
    }

    /// One byte that may mean something: a separator, a quote or a line end.
    private mutating func take(_ byte: UInt8, _ isEnd: Bool, _ row: ([String], Int) throws -> Void) throws {
        let isSecondEnd = byte == 0x0A && lastWasReturn
        lastWasReturn = byte == 0x0D
        if isEnd, !isSecondEnd { line += 1 }
        switch (state, byte) {
        case (.quoted, UInt8(ascii: "\"")): state = .afterQuote
        case (.quoted, _): cell.append(byte)
        case (.afterQuote, UInt8(ascii: "\"")):
            cell.append(byte)
            state = .quoted
        case (.start, UInt8(ascii: "\"")): state = .quoted
        case (.plain, UInt8(ascii: "\"")): cell.append(byte)
        case _ where isEnd: if !isSecondEnd { try endRow(row) } else { rowLine = line }
        default: endCell()
        }
    }

    private mutating func append(_ bytes: UnsafeRawBufferPointer, _ range: Range<Int>) {
        if !range.isEmpty { cell.append(contentsOf: bytes[range]) }
    }

    private mutating func endCell() {
        cells.append(encoding.text(cell))
        cell.removeAll(keepingCapacity: true)
        state = .start
    }

    /// Blank lines are no rows.
    private mutating func endRow(_ row: ([String], Int) throws -> Void) throws {
        let isBlank = state == .start && cells.isEmpty
        endCell()
        let done = cells
        cells.removeAll(keepingCapacity: true)
        columns = max(columns, done.count)
        cells.reserveCapacity(columns)
        defer { (rowLine, rowBytes) = (line, 0) }
        if !isBlank { try row(done, rowLine) }
    }

    private mutating func checkLength(_ count: Int) throws {
        rowBytes = rowBytes == 0 ? cell.count : rowBytes + count
        if rowBytes > CSVParser.rowLimit { throw unclosed }
    }

    private var unclosed: ImportProblem {
        ImportProblem(
            fr:
                "Ligne \(rowLine)\u{A0}: un guillemet (\") ouvert n’est jamais refermé. Fermez-le, ou doublez-le s’il fait partie du texte.",
            en:
                "Line \(rowLine): a quotation mark (\") is opened and never closed. Close it, or double it if it belongs to the text."
        )
    }
}
