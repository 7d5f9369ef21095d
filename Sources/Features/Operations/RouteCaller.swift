import Core
import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import NIOEmbedded
import Web

/// Calls the site's own router without a network.
struct RouteCaller: Sendable {
    private let responder: any HTTPResponder<SiteContext>
    private let app: App

    /// What came back.
    struct Answer: Sendable, Equatable {
        let status: Int
        let location: String?
        let body: String
    }

    init(app: App, routes: [Route]) {
        self.app = app
        responder = SiteRouter.make(app, routes, limits: .none).buildResponder()
    }

    /// `slug` is the portal that the session is of.
    func call(_ method: HTTPRequest.Method, _ path: String, session: String?, slug: String) async throws -> Answer {
        var fields = HTTPFields()
        fields[.origin] = app.site.baseAddress
        // Its own name would make every refusal another one.
        fields[.xRequestID] = "leak-test"
        if method == .post { fields[.contentType] = "application/x-www-form-urlencoded" }
        if let session {
            fields[.cookie] = app.cookies.set(.portal(slug: slug), session).split(separator: ";").first.map(String.init)
        }
        let head = HTTPRequest(
            method: method, scheme: "http", authority: app.site.host, path: path, headerFields: fields)
        let request = Request(head: head, body: RequestBody(buffer: ByteBuffer()))
        var logger = Logger(label: "leak-test")
        logger.logLevel = .critical
        let context = SiteContext(source: ApplicationRequestContextSource(channel: EmbeddedChannel(), logger: logger))
        let response = try await responder.respond(to: request, context: context)
        let body = Body()
        try await response.body.write(body)
        return Answer(
            status: response.status.code, location: response.headers[.location], body: String(buffer: body.bytes))
    }
}

/// Collects an answer's body.
private final class Body: ResponseBodyWriter {
    var bytes = ByteBuffer()

    func write(_ buffer: ByteBuffer) async throws { bytes.writeImmutableBuffer(buffer) }
    func finish(_ trailingHeaders: HTTPFields?) async throws {}
}
