import Core

extension DolibarrPages {
    /// Reads the rows of a file one after the other; whatever is wrong with one leaves the others alone.
    func pieces(of path: String, _ body: (Piece) throws -> Void) throws {
        guard let bytes = try readable(path, body) else { return }
        guard let rows = JSONRows(bytes) else {
            return try single(bytes, path, body)
        }
        for (index, range) in rows.elements.enumerated() {
            if let object = DolibarrObject(json: bytes[range]) {
                try body(.row(object))
            } else {
                try body(.broken(place: "\(path) #\(index + 1)", DolibarrPages.brokenRow(index + 1).reason))
            }
        }
        if !rows.isComplete { try body(.broken(place: path, DolibarrPages.notJSON(path).reason)) }
    }

    private func readable(_ path: String, _ body: (Piece) throws -> Void) throws -> [UInt8]? {
        do { return try bytes(path) } catch let problem as ImportProblem {
            try body(.broken(place: path, problem.reason))
            return nil
        }
    }

    /// A file that is one object: a single answer, the form with `data` and `pagination`, or an error.
    private func single(_ bytes: [UInt8], _ path: String, _ body: (Piece) throws -> Void) throws {
        guard let object = DolibarrObject(json: bytes) else {
            return try body(.broken(place: path, DolibarrPages.notJSON(path).reason))
        }
        let pieces: [Piece]
        do throws(DolibarrFault) { pieces = try DolibarrPages.pieces(object, path) } catch {
            pieces = [.broken(place: path, error.phrase)]
        }
        for piece in pieces { try body(piece) }
    }

    private static func pieces(_ object: DolibarrObject, _ path: String) throws(DolibarrFault) -> [Piece] {
        if try object.text("id") != nil { return [.row(object)] }
        if let error = try error(object, path) { return [error] }
        return try object.objects("data").map(Piece.row)
    }

    /// The answer 404 after the last full page is how Dolibarr says that a list is over; other errors are reported.
    private static func error(_ object: DolibarrObject, _ path: String) throws(DolibarrFault) -> Piece? {
        let error = try object.object("error")
        guard let code = try error.text("code"), code != "404" else { return nil }
        let message = shortened(try error.text("message") ?? "", to: 120)
        return .broken(
            place: path,
            Phrase(
                fr: "Dolibarr a répondu par l’erreur \(code) (\(message)). Demandez de nouveau cette page.",
                en: "Dolibarr answered with error \(code) (\(message)). Ask for that page again."))
    }

    private static func brokenRow(_ number: Int) -> ImportProblem {
        ImportProblem(
            fr:
                "La ligne \(number) de cette page n’est pas un objet JSON valide. Demandez de nouveau cette page à Dolibarr.",
            en: "Row \(number) of this page is not a valid JSON object. Ask Dolibarr for that page again.")
    }
}
