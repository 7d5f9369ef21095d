package import Hummingbird

/// The cookies of the site. Over HTTPS they carry the `__Host-` prefix; over plain HTTP, for trials on one's own machine, browsers would refuse that.
package struct SiteCookies: Sendable {
    package let isSecure: Bool

    package init(isSecure: Bool) { self.isSecure = isSecure }

    /// What a cookie is for.
    package enum Name: Sendable, Hashable {
        /// The back office and each portal have sessions of their own: the cookie of one never opens another.
        case office
        case portal(slug: String)
        /// A member of staff looks at the portal in somebody's place.
        case preview(slug: String)
        case device, language, flash

        fileprivate var text: String {
            switch self {
            case .office: "office"
            case .portal(let slug): "portal-" + slug
            case .preview(let slug): "preview-" + slug
            case .device: "device"
            case .language: "lang"
            case .flash: "flash"
            }
        }
    }

    /// As browsers keep it.
    package func fullName(_ name: Name) -> String { prefix + name.text }
    private var prefix: String { isSecure ? "__Host-parvis-" : "parvis-" }

    /// The sessions of all portals that came with a request.
    package func portalSessions(in request: Request) -> [String] {
        let start = (prefix + "portal-").utf8
        return request.headers[values: .cookie].flatMap { header in
            header.utf8.split(separator: 0x3B).compactMap { pair -> String? in
                let halves = pair.split(separator: 0x3D, maxSplits: 1, omittingEmptySubsequences: false)
                guard halves.count == 2, trimmed(halves[0]).starts(with: start) else { return nil }
                return String(decoding: trimmed(halves[1]), as: UTF8.self)
            }
        }
    }

    /// A cookie for the browser session, or for `days`.
    package func set(_ name: Name, _ value: String, days: Int64? = nil) -> String {
        let life = days.map { "; Max-Age=\($0 * 86_400)" } ?? ""
        return "\(fullName(name))=\(value); Path=/; HttpOnly; SameSite=Lax\(isSecure ? "; Secure" : "")\(life)"
    }
    package func clear(_ name: Name) -> String {
        "\(fullName(name))=; Path=/; HttpOnly; SameSite=Lax\(isSecure ? "; Secure" : ""); Max-Age=0"
    }

    package func value(_ name: Name, in request: Request) -> String? {
        let wanted = fullName(name)
        for header in request.headers[values: .cookie] {
            for pair in header.utf8.split(separator: 0x3B) {
                let halves = pair.split(separator: 0x3D, maxSplits: 1, omittingEmptySubsequences: false)
                guard halves.count == 2, trimmed(halves[0]).elementsEqual(wanted.utf8) else { continue }
                return String(decoding: trimmed(halves[1]), as: UTF8.self)
            }
        }
        return nil
    }

    private func trimmed(_ bytes: Substring.UTF8View) -> Substring.UTF8View {
        let start = bytes.drop { $0 == 0x20 || $0 == 0x09 }
        guard let last = start.lastIndex(where: { $0 != 0x20 && $0 != 0x09 }) else { return start }
        return start[...last]
    }
}
