import Core
import Features
import Foundation
import Hummingbird
import HummingbirdTesting
import TestSupport
import Testing

/// What a socket sends that is no HTTP, and what comes back over the wire.
@Suite struct WireTests {
    @Test(arguments: ["GET /livez", "POST /admin/signin", "POST /p/clients/signin", "GET /nowhere"])
    func aCodingThatNobodyKnowsIsRefused(_ line: String) async throws {
        let answer = try await exchange(
            "\(line) HTTP/1.1\r\nHost: portal.test\r\nOrigin: http://portal.test\r\nTransfer-Encoding: xchunked\r\n\r\n"
        )
        #expect(answer.hasPrefix("HTTP/1.1 400 "), "\(answer.prefix(200))")
    }

    @Test func aBrokenChunkIsRefused() async throws {
        let head = "POST /admin/signin HTTP/1.1\r\nHost: portal.test\r\nOrigin: http://portal.test\r\n"
        let type = "Content-Type: application/x-www-form-urlencoded\r\nTransfer-Encoding: chunked\r\n\r\n"
        #expect(try await exchange(head + type + "zz\r\nlogin=a\r\n").hasPrefix("HTTP/1.1 400 "))
    }

    @Test func headIsFollowedByNothing() async throws {
        let request = "HEAD /livez HTTP/1.1\r\nHost: portal.test\r\nConnection: close\r\n\r\n"
        let answer = try await exchange(request)
        #expect(answer.hasPrefix("HTTP/1.1 200 ") && answer.lowercased().contains("content-length: 3"))
        #expect(answer.hasSuffix("\r\n\r\n"))
    }

    /// Sends bytes to a running server and reads the head of its answer, or until it closes when it was asked to.
    private func exchange(_ bytes: String) async throws -> String {
        try await Engine.sqlite.withWorld { world in
            let server = Application(router: SiteRouter.make(try world.app()), logger: RecordedLog().logger)
            return try await server.test(.live) { client in
                let port = try #require(client.port)
                return try await Wire(port: port).answer(to: bytes)
            }
        }
    }
}

/// A socket of the loopback.
private struct Wire {
    let port: Int

    struct Closed: Error {}

    /// On a thread of its own: it waits, and the server needs the others.
    func answer(to bytes: String) async throws -> String {
        try await withCheckedThrowingContinuation { done in
            Thread.detachNewThread { done.resume(with: Result { try self.exchange(bytes) }) }
        }
    }

    private func exchange(_ bytes: String) throws -> String {
        let isClosing = bytes.contains("Connection: close")
        let socket = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(socket) }
        // Only so that a server that never answers fails the test instead of stopping it: a busy machine has all the time it needs.
        var patience = timeval(tv_sec: 120, tv_usec: 0)
        setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(UInt16(truncatingIfNeeded: port).bigEndian)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        let isConnected = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
            }
        }
        guard isConnected else { throw Closed() }
        let sent = Array(bytes.utf8)
        guard send(socket, sent, sent.count, Int32(MSG_NOSIGNAL)) == sent.count else { throw Closed() }
        var answer: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 4096)
        while true {
            let count = recv(socket, &buffer, buffer.count, 0)
            guard count > 0 else { break }
            answer += buffer[..<count]
            // What follows a refusal is read by nobody.
            if !isClosing, String(decoding: answer, as: UTF8.self).contains("\r\n\r\n") { break }
        }
        return String(decoding: answer, as: UTF8.self)
    }
}
