import Core
import Testing

@testable import Store

/// A value is the same after it was a word in a file.
@Suite struct TransferCellTests {
    @Test(
        arguments: [
            .null, .int(0), .int(.min), .int(.max), .text(""), .text("-"), .text("i1"), .text("\t"), .text("\\"),
            .text("\\t"),
            .text("\r\n"), .text("é🙂\u{2028}"), .text("\\\\\\"), .bytes([]), .bytes([0, 9, 10, 255]),
        ] as [Value])
    func itComesBack(_ value: Value) {
        let text = TransferCell.text(value)
        #expect(!text.utf8.contains { [0x09, 0x0A, 0x0D].contains($0) })
        #expect(TransferCell.value(Array(text.utf8)) == value)
    }

    @Test(arguments: ["", "x", "-1", "i", "i1.5", "i9223372036854775808", "t\\", "t\\x", "b?", "n"])
    func whatWasNeverWrittenIsNoValue(_ text: String) { #expect(TransferCell.value(Array(text.utf8)) == nil) }
}
