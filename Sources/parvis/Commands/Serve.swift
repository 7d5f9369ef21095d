import ArgumentParser
import Core
import Features
import Hummingbird
import HummingbirdCore
import Logging
import NIOCore
import Store
import Web

/// Serves the site.
struct Serve: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Serve the portal and the back office.")
    @OptionGroup var options: Config.Options
    @Option(help: "Address to listen on.") var host: String?
    @Option(help: "Port to listen on.") var port: Int?

    func run() async throws {
        let config = try Config(options, host: host, port: port)
        let logger = Logs.start(json: config.logIsJSON, level: config.logLevel)
        let app = try await config.openApp()
        if let link = try await FirstAdministratorLink.make(app) {
            say("No administrator yet. Open this link, once, within 24 hours:\n\n  \(link)\n")
        }
        var server = Application(
            router: SiteRouter.make(app),
            // Idle connections and headers that drip are cut after 30 seconds; bodies and slow readers have deadlines of their own.
            server: .http1(
                configuration: .init(additionalChannelHandlers: [SlowReaderGuard()], idleTimeout: .seconds(30))),
            configuration: .init(
                address: .hostname(config.host, port: config.port), serverName: nil, reuseAddress: true,
                availableConnectionsDelegate: MaximumAvailableConnections(2000)),
            // Said once the port is open: whoever waits for this line may connect.
            onServerRunning: { _ in
                say(
                    "Parvis answers on \(app.site.baseAddress) (portal) and \(app.site.baseAddress)/admin (back office)."
                )
            }, logger: logger)
        server.addServices(
            MailService(app: app, transport: try config.mailTransport(), rate: config.mailRate, logger: logger),
            BulkService(app: app, logger: logger), ScanService(app: app, logger: logger),
            ImportService(app: app, logger: logger),
            Housekeeping(app: app, logger: logger))
        try await server.runService()
        await app.database.close()
    }
}
