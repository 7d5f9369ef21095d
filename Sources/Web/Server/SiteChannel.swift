import HummingbirdCore
import Logging
import NIOCore
import NIOHTTPTypes
import Synchronization

/// HTTP/1 connections of which one may come in the very moment in which the program ends.
///
/// Hummingbird lets go of such a connection without having begun with it, and what stands behind it then ends the whole process: whoever was
/// being answered at that time would be cut.
struct SiteChannel: ServerChildChannel {
    private let http: HTTP1Channel

    init(_ http: HTTP1Channel) { self.http = http }

    func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<AcceptedConnection> {
        http.setup(channel: channel, logger: logger).map(AcceptedConnection.init)
    }

    func handle(value: AcceptedConnection, logger: Logger) async {
        guard let connection = value.take() else { return }
        await http.handle(value: connection, logger: logger)
    }
}

/// A connection that is closed properly also when nobody begins with it.
final class AcceptedConnection: ServerChildChannelValue {
    typealias Connection = NIOAsyncChannel<HTTPRequestPart, HTTPResponsePart>

    let channel: any Channel
    private let connection: Mutex<Connection?>

    init(_ connection: Connection) {
        channel = connection.channel
        self.connection = Mutex(connection)
    }

    func take() -> Connection? { connection.withLock { $0.take() } }

    deinit {
        guard let connection = take() else { return }
        Task {
            // It is closed either way.
            do { try await connection.executeThenClose { _, outbound in outbound.finish() } } catch { return }
        }
    }
}
