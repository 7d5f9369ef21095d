import Hummingbird
import Logging
import ServiceLifecycle
import Web

/// A server on a port of its own, with the connections of the real one.
struct RunningServer: Sendable {
    let port: Int
    private let group: ServiceGroup

    /// Runs `body` beside the server; returns when the server has ended, too.
    static func with(
        _ limits: ConnectionLimits, _ router: Router<BasicRequestContext>,
        _ body: (RunningServer) async throws -> Void
    ) async throws {
        let logger = Logger(label: "server", factory: { _ in SwiftLogNoOpLogHandler() })
        let (ports, found) = AsyncStream.makeStream(of: Int.self)
        let application = Application(
            router: router, server: limits.server, configuration: .init(address: .hostname("127.0.0.1", port: 0)),
            onServerRunning: { found.yield($0.localAddress?.port ?? 0) }, logger: logger)
        let group = ServiceGroup(configuration: .init(services: [application], logger: logger))
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask { try await group.run() }
            for await port in ports {
                try await body(RunningServer(port: port, group: group))
                break
            }
            await group.triggerGracefulShutdown()
            try await tasks.waitForAll()
        }
    }

    /// What `SIGTERM` does.
    func stop() async { await group.triggerGracefulShutdown() }

    func connect() throws -> RawClient { try RawClient(port: port) }
}
