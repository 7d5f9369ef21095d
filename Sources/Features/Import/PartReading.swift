package import Core
package import Store

/// What is learned of a part while it is read: which records it has, and what was set aside.
package struct PartReading: Sendable {
    /// Every key of the source's rows, refused ones included: their records are not absent.
    private(set) var seen: Set<String> = []
    /// False when a row could not be told from another: then nothing can be called absent.
    private(set) var isComplete: Bool
    package private(set) var asides = Asides()

    init(isWhole: Bool) { isComplete = isWhole }

    mutating func note(_ rows: [Importer.Row]) {
        for row in rows {
            switch row {
            case .success(let record):
                seen.insert(record.externalID)
                asides.add(record)
            case .failure(let refusal):
                if refusal.isIdentified { seen.insert(refusal.externalID) } else { isComplete = false }
            }
        }
    }

    /// A part without any row says nothing about what is absent.
    var tellsAbsents: Bool { isComplete && !seen.isEmpty }
}

/// Values that went to the note: how many by field, and the first of them.
package struct Asides: Sendable {
    package private(set) var counts: [Phrase: Int] = [:]
    package private(set) var first: [ImportNote] = []

    mutating func add(_ record: IncomingRecord) {
        for aside in record.asides {
            counts[aside.field, default: 0] += 1
            guard first.count < Importer.Count.kept else { continue }
            let reason = Phrase(
                fr: "\(aside.field.fr)\u{A0}: mis dans la note privée, car le champ ne l’accepte pas.",
                en: "\(aside.field.en): put in the private note, as the field does not take it.")
            first.append(
                ImportNote(
                    module: record.module, kind: .aside, externalID: record.externalID, line: record.line,
                    reason: reason, value: aside.value))
        }
    }
}
