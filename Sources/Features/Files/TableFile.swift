import HTTPTypes
import Hummingbird

/// Rows as a file for table programs.
enum TableFile {
    static func response(_ name: String, _ heads: [String], _ lines: [[String]]) -> Response {
        var headers = FileDownload.headers(name)
        headers[.contentType] = "text/csv; charset=utf-8"
        // Table programs take a file for UTF-8 by this mark.
        let text = "\u{FEFF}" + ([heads] + lines).map(line).joined()
        return Response(status: .ok, headers: headers, body: .init(byteBuffer: .init(string: text)))
    }

    private static func line(_ cells: [String]) -> String { cells.map(cell).joined(separator: ";") + "\r\n" }

    /// A cell that begins like a formula would be run by table programs: it gets an apostrophe.
    private static func cell(_ text: String) -> String {
        let isFormula = text.first.map { "=+-@\t\r".contains($0) } ?? false
        return "\"" + (isFormula ? "'" : "") + text.replacing("\"", with: "\"\"") + "\""
    }
}
