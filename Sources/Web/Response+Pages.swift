package import HTML
package import HTTPTypes
package import Hummingbird
import NIOCore

extension Response {
    /// A page.
    package static func page(_ html: HTML, status: HTTPResponse.Status = .ok) -> Response {
        var headers = HTTPFields()
        headers[.contentType] = "text/html; charset=utf-8"
        headers[.cacheControl] = "no-store"
        return Response(status: status, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(bytes: html.bytes)))
    }

    /// After a write: the browser goes to a page by GET. Only a path of this site.
    package static func seeOther(_ path: String) -> Response {
        var headers = HTTPFields()
        headers[.location] = isLocalPath(path) ? path : "/"
        headers[.cacheControl] = "no-store"
        return Response(status: .seeOther, headers: headers)
    }

    package static func json(_ json: JSON, status: HTTPResponse.Status = .ok, type: String = "application/json")
        -> Response
    {
        .text(ByteBuffer(bytes: json.bytes), status: status, type: type)
    }

    package static func json(_ text: String, status: HTTPResponse.Status = .ok, type: String = "application/json")
        -> Response
    {
        .text(ByteBuffer(string: text), status: status, type: type)
    }

    private static func text(_ bytes: ByteBuffer, status: HTTPResponse.Status, type: String) -> Response {
        var headers = HTTPFields()
        headers[.contentType] = type
        headers[.cacheControl] = "no-store"
        return Response(status: status, headers: headers, body: ResponseBody(byteBuffer: bytes))
    }

    package static func text(_ text: String, status: HTTPResponse.Status = .ok) -> Response {
        .json(text, status: status, type: "text/plain; charset=utf-8")
    }

    package func with(cookie: String) -> Response {
        var copy = self
        copy.headers.append(HTTPField(name: .setCookie, value: cookie))
        return copy
    }
}

/// True for `/path`, false for anything that a browser could read as another site.
package func isLocalPath(_ path: String) -> Bool {
    path.hasPrefix("/") && !path.hasPrefix("//")
        && path.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "\\") }
}

/// A text as part of an address.
package func escapedForURL(_ text: String) -> String {
    let digits = Array("0123456789ABCDEF".utf8)
    var out: [UInt8] = []
    for byte in text.utf8 {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F, 0x7E: out.append(byte)
        default: out += [0x25, digits[Int(byte >> 4)], digits[Int(byte & 15)]]
        }
    }
    return String(decoding: out, as: UTF8.self)
}
