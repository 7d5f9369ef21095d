import HTML
import Core
@testable import Features
import Foundation
@testable import Store
import Testing

/// Events in words: none is written that has no words, and each says what it happened to.
@Suite struct EventWordsTests {
    /// Verbs look like `ticket.state`; they stand where an event is made.
    @Test func everyVerbThatIsWrittenHasWords() throws {
        let sources = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../../Sources")
            .standardizedFileURL
        let pattern = /"([a-z_]+\.[a-z_]+)"/
        let makers = [".append(", "Event(", "change(", "verb = "]
        var found: Set<String> = []
        for case let file as URL in try #require(
            FileManager.default.enumerator(at: sources, includingPropertiesForKeys: nil))
        where file.pathExtension == "swift" {
            let lines = try String(contentsOf: file, encoding: .utf8).split(separator: "\n")
            // A long call has its verb on one of the next lines.
            for (index, line) in lines.enumerated() where makers.contains(where: line.contains) {
                let call = lines[index..<min(lines.count, index + 3)].joined(separator: " ")
                found.formUnion(call.matches(of: pattern).map { String($0.1) })
            }
        }
        #expect(found.contains("record.updated") && found.contains("access.created"))
        #expect(found.subtracting(EventWords.table.keys).sorted() == [])
    }

    private func entry(_ verb: String, _ detail: [String: String]) -> JournalEntry {
        JournalEntry(seq: 1, at: Instant(seconds: 0), actor: "Claire Martin", verb: verb, detail: detail)
    }

    @Test func fieldsAndStatesAreToldInTheReadersLanguage() {
        let changed = entry(
            "record.updated", ["module": "contacts", "title": "Atu Lenobli", "fields": "last_name,town"])
        #expect(
            EventWords.title(changed, .builtIn, .fr)
                == "Fiche modifiée\u{A0}: Contact Atu Lenobli – Nom / Libellé, Ville")
        #expect(
            EventWords.title(changed, .builtIn, .en) == "Record changed: Contact Atu Lenobli – Last name / label, Town")
        let moved = entry("ticket.state", ["module": "tickets", "title": "Panne", "state": "solved"])
        #expect(EventWords.title(moved, .builtIn, .fr).hasSuffix("Résolue"))
    }

    @Test func theRecordItIsShownOnIsNotNamedAgain() {
        let row = Row(
            columns: Columns(["id", "first_name", "last_name"]), values: [.int(4), .text("Atu"), .text("Lenobli")])
        let event = entry("contact.created", ["module": "contacts", "title": "Atu Lenobli"])
        #expect(EventWords.title(event, .builtIn, .fr, on: Record(module: .contacts, row: row)) == "Contact créé")
    }

    @Test func theVerbsOwnNounIsNotRepeated() {
        let event = entry("contact.created", ["module": "contacts", "title": "Contact Atu Jumeau"])
        #expect(EventWords.title(event, .builtIn, .fr) == "Contact créé\u{A0}: Contact Atu Jumeau")
        let plain = entry("contact.created", ["module": "contacts", "title": "Atu Jumeau"])
        #expect(EventWords.title(plain, .builtIn, .fr) == "Contact créé\u{A0}: Atu Jumeau")
    }

    @Test func anUnknownVerbIsStillToldAndNothingIsTakenForMarkup() {
        #expect(EventWords.title(entry("moon.landed", [:]), .builtIn, .en) == "Other event (moon.landed)")
    }
}
