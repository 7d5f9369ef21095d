import Core
import Synchronization
import Testing

/// Ids are short, read back exactly, rise with time and never repeat.
@Suite struct RecordIDTests {
    @Test func everyIDReadsBack() {
        var random = SeededRandom(5)
        for number in [1, 31, 32, 1 << 60, .max]
            + (0..<10_000).map({ _ in Int64.random(in: 1...(.max), using: &random) })
        {
            let text = RecordID(number).text
            #expect(text.utf8.count == 13 && RecordID(text: text) == RecordID(number))
        }
    }

    @Test func theOrderOfTextsIsTheOrderOfIDs() {
        var random = SeededRandom(6)
        let ids = (0..<1000).map { _ in RecordID(Int64.random(in: 1...(.max), using: &random)) }
        #expect(ids.sorted().map(\.text) == ids.map(\.text).sorted())
    }

    @Test(arguments: [
        "", "0", "0000000000000", "zzzzzzzzzzzzz", "8000000000000", "000000000000", "00000000000001", "000000000000i",
        "000000000000l", "000000000000o",
        "000000000000u", "000000000000A", "0000000000 01", "-000000000001", "00000000000é", "0000000000\u{0}01",
        "١٢٣٤٥٦٧", "000000000000\n",
    ])
    func nothingElseIsAnID(_ text: String) { #expect(RecordID(text: text) == nil) }

    @Test func thereIsOneTextForAnID() {
        var random = SeededRandom(7)
        let alphabet = Array("0123456789abcdefghjkmnpqrstvwxyz")
        for _ in 0..<10_000 {
            let text = String((0..<13).compactMap { _ in random.pick(alphabet) })
            if let id = RecordID(text: text) { #expect(id.text == text && id.number > 0) }
        }
    }

    @Test func idsMadeAtOnceAreDifferentAndRiseForEachMaker() async {
        let generator = RecordIDGenerator(clock: .system)
        let runs = await withTaskGroup(of: [RecordID].self) { group in
            for _ in 0..<20 { group.addTask { (0..<5000).map { _ in generator.next() } } }
            return await group.reduce(into: []) { $0.append($1) }
        }
        #expect(runs.allSatisfy { $0 == $0.sorted() })
        #expect(Set(runs.joined()).count == 100_000)
    }

    @Test func aClockThatStandsOrGoesBackMakesNoTwins() {
        let time = Mutex(Instant(seconds: 1_795_338_000))
        let generator = RecordIDGenerator(clock: Clock { time.withLock { $0 } }, node: 1023)
        var ids: [RecordID] = []
        for step in 0..<20_000 {
            if step == 10_000 { time.withLock { $0 = $0 - .hours(1) } }
            ids.append(generator.next())
        }
        #expect(ids == ids.sorted() && Set(ids).count == ids.count && ids.allSatisfy { $0.number > 0 })
    }

    @Test func aLaterMillisecondOnAnotherNodeIsLater() {
        let early = RecordIDGenerator(clock: Clock { Instant(seconds: 1_795_338_000) }, node: 1023).next()
        let late = RecordIDGenerator(clock: Clock { Instant(milliseconds: 1_795_338_000_001) }, node: 0).next()
        #expect(early < late)
    }
}
