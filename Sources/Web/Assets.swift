import Crypto
import Foundation
import HTTPTypes
package import Hummingbird
import NIOCore

/// A file that is part of the program: its address carries its hash, so browsers keep it for ever.
package struct Asset: Sendable {
    package let path: String
    package let type: String
    package let bytes: [UInt8]

    init(_ name: String, _ ending: String, type: String, _ bytes: [UInt8]) {
        let hash = SHA256.hash(data: bytes).prefix(6).map { String(format: "%02x", $0) }.joined()
        path = "/assets/\(name).\(hash).\(ending)"
        self.type = type
        self.bytes = bytes
    }

    package var response: Response {
        var headers = HTTPFields()
        headers[.contentType] = type
        headers[.cacheControl] = "public, max-age=31536000, immutable"
        return Response(status: .ok, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
    }
}

/// The program's own style, script and icon.
package enum Assets {
    package static let style = Asset("parvis", "css", type: "text/css; charset=utf-8", PackageResources.parvis_css)
    package static let script = Asset(
        "parvis", "js", type: "text/javascript; charset=utf-8", PackageResources.parvis_js)
    package static let icon = Asset("parvis", "svg", type: "image/svg+xml", PackageResources.parvis_svg)
    package static let all = [style, script, icon]
}
