import Synchronization

/// Hands each maker of ids of a test run a node of its own: on a clock that stands still two that drew the same one would make the same ids.
package enum TestNodes {
    private static let last = Atomic<Int64>(0)

    package static func next() -> Int64 { last.add(1, ordering: .relaxed).newValue % 1024 }
}
