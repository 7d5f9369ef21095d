import ArgumentParser
import Core
import Features
import Hummingbird
import HummingbirdCore
import Logging
import ServiceLifecycle
import Store
import UnixSignals
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
        if let exposure = config.exposure { logger.warning("\(exposure)") }
        let app = try await config.openApp()
        if let link = try await FirstAdministratorLink.make(app) {
            say("No administrator yet. Open this link, once, within 24 hours:\n\n  \(link)\n")
        }
        var services: [any Service] = [
            MailService(app: app, transport: try config.mailTransport(), rate: config.mailRate, logger: logger),
            BulkService(app: app, logger: logger), ScanService(app: app, logger: logger),
            ImportService(app: app, logger: logger), Housekeeping(app: app, logger: logger),
        ]
        if let metrics = config.metrics { services.append(watch(app, metrics.host, metrics.port, logger)) }
        services.append(site(app, config, logger))
        try await run(services, logger)
        await app.database.close()
    }

    /// The last service stops first: what the others still do, nobody waits for.
    private func run(_ services: [any Service], _ logger: Logger) async throws {
        let ending = Ending(within: 28)
        var configuration = ServiceGroupConfiguration(
            services: services, gracefulShutdownSignals: [.sigterm, .sigint], logger: logger)
        configuration.maximumGracefulShutdownDuration = .seconds(25)
        try await ServiceGroup(configuration: configuration).run()
        withExtendedLifetime(ending) {}
    }

    private func site(_ app: App, _ config: Config, _ logger: Logger) -> some Service {
        Application(
            router: SiteRouter.make(app), server: ConnectionLimits().server,
            configuration: .init(
                address: .hostname(config.host, port: config.port), serverName: nil, reuseAddress: true,
                availableConnectionsDelegate: MaximumAvailableConnections(2000)),
            // Said once the port is open: whoever waits for this line may connect.
            onServerRunning: { _ in
                say(
                    "Parvis answers on \(app.site.baseAddress) (portal) and \(app.site.baseAddress)/admin (back office)."
                )
            }, logger: logger)
    }

    /// The port for what watches the program; a few connections are enough.
    private func watch(_ app: App, _ host: String, _ port: Int, _ logger: Logger) -> some Service {
        Application(
            router: WatchRouter.make(app), server: ConnectionLimits().server,
            configuration: .init(
                address: .hostname(host, port: port), serverName: nil, reuseAddress: true,
                availableConnectionsDelegate: MaximumAvailableConnections(50)), logger: logger)
    }
}
