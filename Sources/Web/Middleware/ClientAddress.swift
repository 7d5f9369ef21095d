package import Core
package import Hummingbird

/// Works out where a request comes from. Only a proxy of the settings may say so for others, in `X-Forwarded-For`:
/// read from the right, the first address that is not such a proxy is the client's.
///
/// `Forwarded` (RFC 7239) is not read: with two headers a client could send the one that the proxy does not write.
package struct ClientAddress: RouterMiddleware {
    package typealias Context = SiteContext
    private let trusted: [NetworkRange]

    package init(trusted: [NetworkRange]) { self.trusted = trusted }

    package func handle(_ request: Request, context: SiteContext, next: (Request, SiteContext) async throws -> Response)
        async throws -> Response
    {
        var context = context
        context.address = client(behind: context.address, request.headers[values: .xForwardedFor])
        return try await next(request, context)
    }

    /// What cannot be read ends the walk: the last address that a trusted proxy vouched for counts.
    func client(behind peer: String, _ headers: [String]) -> String {
        guard !trusted.isEmpty, var last = NetworkAddress(peer), isTrusted(last) else { return peer }
        let claims = headers.flatMap { $0.split(separator: ",", omittingEmptySubsequences: false) }
        for claim in claims.reversed() {
            guard let address = NetworkAddress(forwarded: claim.trimmed) else { break }
            last = address
            if !isTrusted(address) { break }
        }
        return last.text
    }

    private func isTrusted(_ address: NetworkAddress) -> Bool { trusted.contains { $0.contains(address) } }
}
