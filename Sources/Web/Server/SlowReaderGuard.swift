package import NIOCore

/// Closes a connection whose reader takes nothing of an answer for a minute: Hummingbird's idle time-out ends with the request, so such a reader would stay for ever.
package final class SlowReaderGuard: ChannelOutboundHandler, RemovableChannelHandler {
    package typealias OutboundIn = NIOAny
    package typealias OutboundOut = NIOAny
    private static let patience = TimeAmount.seconds(60)

    private var waiting = 0
    private var taken = 0
    private var check: Scheduled<Void>?

    package init() {}

    package func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        waiting += 1
        let watched = promise ?? context.eventLoop.makePromise(of: Void.self)
        watched.futureResult.assumeIsolated().whenComplete { _ in self.finished() }
        if check == nil { schedule(context.channel, context.eventLoop) }
        context.write(data, promise: watched)
    }

    package func handlerRemoved(context: ChannelHandlerContext) { check?.cancel() }

    private func finished() {
        waiting -= 1
        taken += 1
        guard waiting == 0 else { return }
        check?.cancel()
        check = nil
    }

    private func schedule(_ channel: any Channel, _ loop: any EventLoop) {
        let before = taken
        check = loop.assumeIsolated().scheduleTask(in: SlowReaderGuard.patience) {
            guard self.waiting > 0 else { return }
            if self.taken == before { channel.close(promise: nil) } else { self.schedule(channel, loop) }
        }
    }
}
