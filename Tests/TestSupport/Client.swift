package import Core
package import Features
import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import NIOEmbedded
import Store
import Web

/// A browser without a screen: calls the site's own router, keeps cookies, sends what browsers send with forms.
package final class Client {
    private let responder: any HTTPResponder<SiteContext>
    private let site: Site
    private let logger: Logger
    private var jar: [String: String] = [:]
    package var sendsOrigin = true
    /// The network address that requests come from, as the server's socket would say it.
    package var address: String?
    /// Sent with every request, over what a browser sends.
    package var headers: [String: String] = [:]

    /// What the site logs goes to `log`, or nowhere.
    package init(_ app: App, log: RecordedLog? = nil) {
        responder = SiteRouter.make(app).buildResponder()
        site = app.site
        logger = log?.logger ?? Logger(label: "client", factory: { _ in SwiftLogNoOpLogHandler() })
    }

    /// What came back.
    package struct Answer: Sendable {
        package let status: Int
        package let location: String?
        package let body: String
        package let headers: [String: String]
        /// Those that it sets, with all that they say.
        package let cookies: [String]
    }

    package func get(_ path: String) async throws -> Answer { try await call(.get, path, type: nil, []) }

    package func post(_ path: String, _ fields: [String: String] = [:]) async throws -> Answer {
        let text = fields.sorted { $0.key < $1.key }.map { escapedForURL($0) + "=" + escapedForURL($1) }.joined(
            separator: "&")
        return try await call(.post, path, type: "application/x-www-form-urlencoded", Array(text.utf8))
    }

    package func send(_ method: String, _ path: String, type: String?, _ body: [UInt8]) async throws -> Answer {
        try await call(HTTPRequest.Method(method) ?? .get, path, type: type, body)
    }

    package func keep(cookie name: String, _ value: String) { jar["parvis-" + name] = value }
    /// What it keeps, for another browser that stands for the same one.
    package var cookies: [String: String] { jar }
    package func keep(_ cookies: [String: String]) { jar = cookies }
    package func forgetCookies() { jar = [:] }
    package func forget(cookie name: String) { jar["parvis-" + name] = nil }

    private func call(_ method: HTTPRequest.Method, _ path: String, type: String?, _ body: [UInt8]) async throws
        -> Answer
    {
        var fields = HTTPFields()
        if method != .get, sendsOrigin { fields[.origin] = site.baseAddress }
        if let type { fields[.contentType] = type }
        if !jar.isEmpty { fields[.cookie] = jar.map { "\($0)=\($1)" }.joined(separator: "; ") }
        for (name, value) in headers { if let name = HTTPField.Name(name) { fields[name] = value } }
        let head = HTTPRequest(method: method, scheme: "http", authority: site.host, path: path, headerFields: fields)
        var context = SiteContext(source: ApplicationRequestContextSource(channel: EmbeddedChannel(), logger: logger))
        if let address { context.address = address }
        let response = try await responder.respond(
            to: Request(head: head, body: RequestBody(buffer: ByteBuffer(bytes: body))), context: context)
        keep(response.headers[values: .setCookie])
        let collected = Collected()
        try await response.body.write(collected)
        let headers = Dictionary(
            response.headers.map { ($0.name.canonicalName, $0.value) }, uniquingKeysWith: { first, _ in first })
        return Answer(
            status: response.status.code, location: response.headers[.location], body: String(buffer: collected.bytes),
            headers: headers, cookies: response.headers[values: .setCookie])
    }

    private func keep(_ cookies: [String]) {
        for cookie in cookies {
            let halves = cookie.prefix { $0 != ";" }.split(
                separator: "=", maxSplits: 1, omittingEmptySubsequences: false
            ).map(String.init)
            guard halves.count == 2 else { continue }
            jar[halves[0]] = cookie.contains("Max-Age=0") ? nil : halves[1]
        }
    }
}

/// Collects an answer's body.
private final class Collected: ResponseBodyWriter {
    var bytes = ByteBuffer()

    func write(_ buffer: ByteBuffer) async throws { bytes.writeImmutableBuffer(buffer) }
    func finish(_ trailingHeaders: HTTPFields?) async throws {}
}

extension World {
    /// The whole product on this world's database and clock.
    package func app(
        keepsMailHere: Bool = false, trustedProxies: [NetworkRange] = [], baseAddress: String = "http://portal.test",
        limits: RequestLimits = .none
    ) throws -> App {
        let site = Site(
            baseAddress: baseAddress, dataFolder: TemporaryFolder.newPath("data"),
            keepsMailHere: keepsMailHere, hasMail: true, trustedProxies: trustedProxies, limits: limits)
        return try App(database: database, clock: clock.clock, site: site, node: TestNodes.next())
    }

    /// Gives a person a password.
    package func setPassword(_ password: String, of person: RecordID, _ app: App) async throws {
        let hash = try await app.passwords.hash(password)
        let now = now
        try await database.write { connection in
            try People(connection).setPassword(hash, of: person, at: now)
            try Accesses(connection).activate(person: person)
        }
    }
}
