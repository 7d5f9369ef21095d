import HTML
import Core
import Foundation
import Testing
import TestSupport

@testable import Features

/// The place of a page in an address: what comes back is what was written, or nothing.
struct CursorTests {
    private let date = Field("date", fr: "Date", en: "Date", DayType())
    private let ref = Field("ref", fr: "Référence", en: "Reference")
    private let total = Field("total", fr: "Total", en: "Total", MoneyType())

    @Test func everyKindOfValueComesBack() {
        let keys: [(Value, Field)] = [
            (.text("2026-11-22"), date), (.text("FA-1 é & \u{1F600}"), ref), (.text(""), ref), (.int(-5), total),
            (.int(.max), total), (.null, total), (.null, date),
        ]
        for (value, field) in keys {
            let key = Position.Key(value: value, id: RecordID(123_456_789))
            #expect(Cursor.key(Cursor.text(key), sortedBy: field) == key)
        }
    }

    @Test func aCursorOfAnotherColumnIsNone() {
        let text = Cursor.text(Position.Key(value: .text("FA-1"), id: RecordID(1)))
        #expect(Cursor.key(text, sortedBy: total) == nil)
        #expect(Cursor.key(text, sortedBy: date) == nil)
        #expect(Cursor.key(Cursor.text(Position.Key(value: .int(3), id: RecordID(1))), sortedBy: ref) == nil)
    }

    @Test func brokenCursorsAreNone() {
        let hostile = ["", "x", "====", "!!!!!!!!!!!!!!!!!!!!", String(repeating: "A", count: 10_000)]
        let forged = [
            "0000000000001", "0000000000001x", "0000000000001i99999999999999999999", "0000000000001t\0",
            "0000000000001n1", "zzzzzzzzzzzzzi1", "iiiiiiiiiiiiii1",
        ]
        for text in hostile + forged.map({ Data($0.utf8).base64EncodedString() }) {
            for field in [date, ref, total] { #expect(Cursor.key(text, sortedBy: field) == nil) }
        }
    }

    @Test func changedBytesNeverStopTheProgram() {
        var random = TestSupport.SeededRandom(7)
        let text = Array(Cursor.text(Position.Key(value: .text("2026-11-22"), id: RecordID(99))).utf8)
        for _ in 0..<2000 {
            var bytes = text
            for _ in 0...random.below(4) { bytes[random.below(bytes.count)] = UInt8(random.below(256)) }
            if let key = Cursor.key(String(decoding: bytes, as: UTF8.self), sortedBy: date) {
                #expect(key.value.isNull || key.value.day != nil)
            }
        }
    }
}
