import Synchronization

/// Makes ids that rise with time and need no coordination between nodes.
///
/// Layout, high to low: 41 bits of milliseconds since 2024-01-01, 10 bits drawn at start for the node, 12 bits of sequence.
/// Two nodes collide only if they drew the same 10 bits and made the same sequence number in the same millisecond;
/// the primary key then refuses the second insert.
package final class RecordIDGenerator: Sendable {
    private let clock: Clock
    private let node: Int64
    private let last: Mutex<Int64>

    /// One of the 1024 nodes, drawn at random.
    package static func anyNode() -> Int64 { Int64.random(in: 0..<1024) }

    package init(clock: Clock, node: Int64 = RecordIDGenerator.anyNode()) {
        self.clock = clock
        self.node = node
        last = Mutex(0)
    }

    package func next() -> RecordID {
        let now = max(0, clock.now.milliseconds - RecordID.epoch) << Int64(12)
        let tick = last.withLock { last in
            // When 4096 ids a millisecond are not enough the clock is overtaken for a moment; order and uniqueness stay.
            last = max(now, last + 1)
            return last
        }
        return RecordID(((tick >> 12) << 22) | (node << 12) | (tick & 0xFFF))
    }
}

extension RecordID {
    /// 2024-01-01, where ids begin, in milliseconds since 1970.
    fileprivate static let epoch: Int64 = 1_704_067_200_000

    /// When it was made, by the clock of the node that made it.
    package var madeAt: Instant { Instant(milliseconds: (number >> 22) + RecordID.epoch) }
}
