import Core
import Store
import Web

extension LinesForm {
    /// The lines as they are sent to the store; empty and removed ones are left out. `problems` says what cannot be read.
    mutating func read(_ products: [String: RecordID]) -> [(index: Int, line: SentLine)] {
        var sent: [(index: Int, line: SentLine)] = []
        for index in lines.indices where !lines[index].isEmpty && !(lines[index].isRemoved && mayAdd) {
            sent.append((index, line(index, products)))
        }
        return sent
    }

    private mutating func line(_ index: Int, _ products: [String: RecordID]) -> SentLine {
        var values: [String: Value] = [:]
        for field in fields where mayEdit(field) {
            let text = lines[index].cells[field.key] ?? ""
            if text.isEmpty, lines[index].unnamed.contains(field.key) { continue }
            do throws(FieldProblem) {
                values[field.key] = text.isEmpty ? .null : try value(field, text, products)
            } catch {
                problems[LinesForm.name(index, field.key)] = error
            }
        }
        return SentLine(id: lines[index].id, values)
    }

    private func value(_ field: Field, _ text: String, _ products: [String: RecordID]) throws(FieldProblem) -> Value {
        guard field.target == "products" else { return try field.type.read(text) }
        guard let product = products[text] else {
            throw FieldProblem(
                fr: "Aucun produit ne porte la référence « \(text) ».", en: "No product has the reference “\(text)”.")
        }
        return .id(product)
    }

    /// Puts what the store refused, as `LINE.FIELD` of the lines that were sent, beside the cells.
    mutating func refuse(_ refused: [String: FieldProblem], sent: [Int]) {
        for (key, problem) in refused {
            let parts = key.split(separator: ".", maxSplits: 1).map(String.init)
            guard parts.count == 2, let line = Int(parts[0]), sent.indices.contains(line) else { continue }
            problems[LinesForm.name(sent[line], parts[1])] = problem
        }
    }
}
