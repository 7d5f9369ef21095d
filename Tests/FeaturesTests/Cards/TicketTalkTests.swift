import Core
@testable import Features
import Store
import Testing

/// References of requests and small rules around them.
@Suite struct TicketTalkTests {
    @Test func aReferenceSaysTheMonthAndComesFromTheId() {
        let clock = Clock { Instant(seconds: 1_795_305_600) }  // 22 November 2026
        let ids = RecordIDGenerator(clock: clock, node: 7)
        let reference = ticketReference(ids.next(), openedAt: clock.now)
        #expect(reference.wholeMatch(of: /TS2611-[0-9A-Z]{6}/) != nil)
    }

    @Test func requestsOfTheSameDayHaveDifferentReferences() {
        let moments = stride(from: Int64(0), to: 86_400_000, by: 60_007).map {
            Instant(milliseconds: 1_795_305_600_000 + $0)
        }
        let references = Set(
            moments.map { moment in
                ticketReference(RecordIDGenerator(clock: Clock { moment }, node: 7).next(), openedAt: moment)
            })
        #expect(references.count == moments.count)
    }

    @Test(arguments: ["", String(repeating: "a", count: MessageRules.longest + 1), "a\u{7}b"])
    func messagesThatCannotBeSentSayWhy(_ text: String) {
        #expect(MessageRules.problem(text) != nil)
    }

    @Test func anOrdinaryMessageIsFine() { #expect(MessageRules.problem("Bonjour,\n\n\tmerci !") == nil) }
}
