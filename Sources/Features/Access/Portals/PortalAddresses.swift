import Core
import Store

/// Where a portal's firm is reached: by mail about requests that nobody follows, and by post, as printed documents say.
struct PortalAddresses: Sendable {
    var requests = ""
    var postal = ""

    static func read(_ portal: RecordID, _ connection: any Connection) throws -> PortalAddresses {
        let settings = Settings(connection)
        return PortalAddresses(
            requests: try settings.requestsAddress(of: portal) ?? "",
            postal: try settings.postalAddress(of: portal) ?? "")
    }

    func save(_ portal: RecordID, _ connection: any Connection) throws {
        let settings = Settings(connection)
        try settings.setRequestsAddress(requests.isEmpty ? nil : requests, of: portal)
        try settings.setPostalAddress(postal.isEmpty ? nil : postal, of: portal)
    }
}
