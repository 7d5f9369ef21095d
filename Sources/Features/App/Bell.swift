import Synchronization

/// Wakes a worker of this process when something waits for it; other processes see it at their next look.
package final class Bell: Sendable {
    private let continuation: AsyncStream<Void>.Continuation
    package let rings: AsyncStream<Void>

    package init() {
        (rings, continuation) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
    }

    package func ring() { continuation.yield() }
}

extension Bell {
    /// Does the work at each ring, and every five seconds for what other processes left; until the task is cancelled.
    func drive(_ work: @escaping @Sendable () async -> Void) async {
        let (ticks, tick) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        await withTaskGroup(of: Void.self) { group in
            group.addTask { for await _ in self.rings { tick.yield() } }
            group.addTask { await Bell.beat(tick) }
            for await _ in ticks { await work() }
            group.cancelAll()
        }
    }

    private static func beat(_ tick: AsyncStream<Void>.Continuation) async {
        while !Task.isCancelled {
            tick.yield()
            do { try await Task.sleep(for: .seconds(5)) } catch { return }
        }
    }
}
