import Core
import Dispatch
import Foundation
import Synchronization

/// The rows of a part in batches, read on a thread of its own and never more than two batches ahead: memory stays flat however long the source is.
struct RowFeed {
    private let gate = ReadingGate()
    private var batches: AsyncThrowingStream<[Importer.Row], any Error>.Iterator

    init(_ part: Importer.Part) {
        let (stream, continuation) = AsyncThrowingStream.makeStream(of: [Importer.Row].self)
        let gate = gate
        gate.open()
        Thread.detachNewThread {
            do {
                try part.inBatches { rows in
                    try gate.pass()
                    continuation.yield(rows)
                }
                continuation.finish()
            } catch {
                continuation.finish(throwing: error)
            }
        }
        batches = stream.makeAsyncIterator()
    }

    /// The next batch; nil at the end.
    mutating func next() async throws -> [Importer.Row]? {
        gate.open()
        let batch = try await batches.next()
        try Task.checkCancellation()
        return batch
    }

    /// Ends the reading early.
    func stop() { gate.close() }
}

/// Lets a reader go on one batch at a time.
private final class ReadingGate: Sendable {
    private struct Closed: Error {}

    private let places = DispatchSemaphore(value: 0)
    private let isClosed = Mutex(false)

    func open() { places.signal() }

    func pass() throws {
        places.wait()
        if isClosed.withLock({ $0 }) { throw Closed() }
    }

    func close() {
        isClosed.withLock { $0 = true }
        places.signal()
    }
}

extension Importer.Part {
    /// The most rows of a batch: a page that wants to write meanwhile waits for no more than that.
    static let most = 250
    /// The most bytes of files in a batch.
    static let weight = 16 << 20

    /// Gives the rows in batches, bounded by number and by the size of their files.
    func inBatches(_ body: ([Importer.Row]) throws -> Void) throws {
        var (batch, bytes): ([Importer.Row], Int) = ([], 0)
        try read { row in
            batch.append(row)
            if case .success(let record) = row { bytes += record.files.reduce(0) { $0 + $1.bytes.count } }
            guard batch.count >= Importer.Part.most || bytes >= Importer.Part.weight else { return }
            try body(batch)
            (batch, bytes) = ([], 0)
        }
        if !batch.isEmpty { try body(batch) }
    }
}
