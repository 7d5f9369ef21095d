import Core
import Foundation

extension DolibarrRow {
    /// Adds the printed document that Dolibarr made of the record. A broken file is left out with a reason.
    mutating func attach(_ part: String, _ pages: DolibarrPages) throws {
        let path = "documents/download/\(part)-\(record.externalID).json"
        do {
            guard let answer = try pages.object(path), try answer.object("error").text("code") == nil else { return }
            add(try DolibarrRow.file(answer, path))
        } catch { leaveOut(ImportProblem.reason(error)) }
    }

    private static func file(_ answer: DolibarrObject, _ path: String) throws -> IncomingFile {
        guard let name = try answer.text("filename").map(fileName), !name.isEmpty,
            let content = try answer.text("content"),
            let data = Data(base64Encoded: content), !data.isEmpty,
            try answer.text("filesize").map({ $0 == String(data.count) }) ?? true
        else {
            throw ImportProblem(
                fr: "Le fichier joint \(Quoted.fr(path)) est incomplet. Téléchargez-le de nouveau depuis Dolibarr.",
                en: "The attached file \(Quoted.en(path)) is incomplete. Download it from Dolibarr again.")
        }
        return IncomingFile(name: name, type: mediaType(try answer.text("content-type") ?? ""), bytes: [UInt8](data))
    }

    /// The last part of a path, without invisible characters.
    private static func fileName(_ text: String) -> String {
        let last = text.split(whereSeparator: { $0 == "/" || $0 == "\\" }).last.map(String.init) ?? ""
        let clean = String(last.map { $0.isNewline || hasControlCharacters(String($0)) ? "_" : $0 }.prefix(200))
        return clean == "." || clean == ".." ? "" : clean
    }

    private static func mediaType(_ text: String) -> String {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        let isToken = { (part: Substring) in
            (1...80).contains(part.utf8.count)
                && part.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "!#$&-^_.+".contains($0)) }
        }
        return parts.count == 2 && parts.allSatisfy(isToken) ? text.lowercased() : "application/octet-stream"
    }
}
