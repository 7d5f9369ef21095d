import HTTPTypes
package import NIOCore
package import NIOHTTPTypes

/// Bounds what one connection costs, whatever its other end does: a request that drips, also one whose body nobody reads, and an answer that
/// is read too slowly are cut; an answer that comes before its request has arrived is the last one and says so; when the program ends, what
/// runs is finished and nothing new begins.
///
/// Hummingbird's own time-out starts anew with every byte and ends with the request; it covers what this leaves, headers and idleness.
package final class ConnectionGuard: ChannelDuplexHandler, RemovableChannelHandler {
    package typealias InboundIn = HTTPRequestPart
    package typealias InboundOut = HTTPRequestPart
    package typealias OutboundIn = HTTPResponsePart
    package typealias OutboundOut = HTTPResponsePart

    private let limits: ConnectionLimits
    private var request = Pace()
    private var answer = Pace()
    /// Requests whose answers are not written.
    private var due = 0
    /// Parts of answers that the network has not taken.
    private var unwritten = 0
    /// The answer at hand is the last of this connection.
    private var isLast = false
    /// The last answer was handed over: what still arrives is thrown away.
    private var isDone = false
    private var isFinished = false
    private var isQuiescing = false
    private var hasPeerEnded = false
    private var check: Scheduled<Void>?
    private var closing: Scheduled<Void>?

    package init(_ limits: ConnectionLimits) { self.limits = limits }

    package func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head where !isDone:
            due += 1
            request.begin(at: .now())
            watch(context)
        case .head: break
        case .body(let bytes): request.count(bytes.readableBytes)
        case .end:
            request.pause(at: .now())
            if isFinished { return context.close(promise: nil) }
        }
        if !isDone { context.fireChannelRead(data) }
    }

    /// Whoever took the request reads no more of it by now; what is thrown away has to be asked for here.
    package func channelReadComplete(context: ChannelHandlerContext) {
        if isFinished { context.read() }
        context.fireChannelReadComplete()
    }

    package func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        var part = unwrapOutboundIn(data)
        switch part {
        case .head(let head) where head.status.kind != .informational:
            answer = Pace()
            isLast = isLast || isQuiescing || request.isRunning && due <= 1
            if isLast { part = .head(closing: head) }
        case .head: break
        case .body(let bytes): answer.count(bytes.readableBytes)
        case .end:
            due -= 1
            isDone = isLast || isQuiescing
        }
        hand(part, context, promise)
    }

    private func hand(_ part: HTTPResponsePart, _ context: ChannelHandlerContext, _ promise: EventLoopPromise<Void>?) {
        unwritten += 1
        answer.resume(at: .now())
        let watched = promise ?? context.eventLoop.makePromise(of: Void.self)
        watched.futureResult.assumeIsolated().whenComplete { _ in self.wasWritten(context) }
        watch(context)
        context.write(wrapOutboundOut(part), promise: watched)
    }

    private func wasWritten(_ context: ChannelHandlerContext) {
        unwritten -= 1
        guard unwritten == 0 else { return }
        answer.pause(at: .now())
        if isDone { finish(context) }
    }

    package func handlerRemoved(context: ChannelHandlerContext) {
        check?.cancel()
        closing?.cancel()
    }

    package func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if event is ChannelShouldQuiesceEvent { return quiesce(context) }
        if let event = event as? ChannelEvent, event == .inputClosed {
            hasPeerEnded = true
            if isFinished { return context.close(promise: nil) }
        }
        context.fireUserInboundEventTriggered(event)
    }
}

extension ConnectionGuard {
    /// One look ahead a connection, not one a request: whoever begins later is looked at then, and again when its own time is over.
    private func watch(_ context: ChannelHandlerContext) {
        guard check == nil, let next = left(at: .now()) else { return }
        check = context.eventLoop.assumeIsolated().scheduleTask(in: max(next, .milliseconds(1))) {
            self.check = nil
            if let left = self.left(at: .now()), left <= .nanoseconds(0) { return context.close(promise: nil) }
            self.watch(context)
        }
    }

    private func left(at now: NIODeadline) -> TimeAmount? {
        let arriving = request.left(limits, atMost: limits.longest, at: now)
        let leaving = answer.left(limits, atMost: nil, at: now)
        return [arriving, leaving].compactMap(\.self).min()
    }

    /// Says that no more comes, and waits a little for the other end to have read: with bytes of it unread, closing at once would take the
    /// answer away from it.
    private func finish(_ context: ChannelHandlerContext) {
        guard !isFinished else { return }
        (isDone, isFinished) = (true, true)
        guard !hasPeerEnded else { return context.close(promise: nil) }
        context.close(mode: .output, promise: nil)
        context.read()
        close(in: limits.lingering, context)
    }

    private func close(in time: TimeAmount, _ context: ChannelHandlerContext) {
        closing?.cancel()
        closing = context.eventLoop.assumeIsolated().scheduleTask(in: time) { context.close(promise: nil) }
    }

    /// What runs is answered, and a request that is on its way; then, or after a time in any case, it is over.
    private func quiesce(_ context: ChannelHandlerContext) {
        isQuiescing = true
        close(in: limits.farewell, context)
        guard due == 0 else { return }
        context.eventLoop.assumeIsolated().scheduleTask(in: limits.lastCall) {
            if self.due == 0, self.unwritten == 0 { self.finish(context) }
        }
    }
}

extension HTTPResponsePart {
    fileprivate static func head(closing head: HTTPResponse) -> HTTPResponsePart {
        var head = head
        head.headerFields[.connection] = "close"
        return .head(head)
    }
}
