package import HummingbirdCore
package import NIOCore

/// How long a connection may take for what. Tests take shorter ones.
package struct ConnectionLimits: Sendable {
    /// What everybody gets for a request or an answer, however small; and how long a connection may do nothing.
    package var patience = TimeAmount.seconds(30)
    /// Beyond that, so many bytes have to have come, or gone, each second.
    package var bytesASecond: Int64 = 4 << 10
    /// A request has arrived by then, however steady its bytes come.
    package var longest = TimeAmount.seconds(630)
    /// How long the other end may still read and send after the last answer, so that it gets to see it.
    package var lingering = TimeAmount.seconds(5)
    /// When the program ends, how long a connection that does nothing is kept for a request that is on its way.
    package var lastCall = TimeAmount.seconds(1)
    /// When the program ends, how long what runs may take.
    package var farewell = TimeAmount.seconds(20)

    package init() {}

    /// An HTTP server whose connections keep to these limits.
    package var server: HTTPServerBuilder {
        let configuration = HTTP1Channel.Configuration(
            additionalChannelHandlers: [ConnectionGuard(self)], idleTimeout: patience)
        return HTTPServerBuilder { SiteChannel(HTTP1Channel(responder: $0, configuration: configuration)) }
    }
}
