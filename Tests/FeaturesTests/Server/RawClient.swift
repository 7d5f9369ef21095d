import Dispatch
import Foundation
import Glibc

/// A client that sends exactly the bytes it wants, and reads only when it is told to.
///
/// It waits on threads of Dispatch: Swift's own are few, and the server under test needs them.
final class RawClient: Sendable {
    private let socket: Int32

    /// The server said nothing for a minute.
    struct Silence: Error {}

    init(port: Int) throws {
        socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var patience = timeval(tv_sec: 60, tv_usec: 0)
        setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(port).bigEndian
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        let connected = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard connected == 0 else { throw POSIXError(.ECONNREFUSED) }
    }

    deinit { close(socket) }

    /// A connection that the server has closed takes nothing; that is seen when reading.
    func send(_ text: String) {
        let bytes = Array(text.utf8)
        _ = Glibc.send(socket, bytes, bytes.count, Int32(MSG_NOSIGNAL))
    }

    /// All that comes until the server closes the connection.
    func rest() async throws -> String { try await read { _ in false } }

    /// What comes until `mark` has, or the server closes the connection.
    func read(until mark: String) async throws -> String { try await read { $0.contains(mark) } }

    private func read(until isEnough: @escaping @Sendable (String) -> Bool) async throws -> String {
        try await withCheckedThrowingContinuation { continuation in
            DispatchQueue.global().async { continuation.resume(with: Result { try self.readHere(isEnough) }) }
        }
    }

    private func readHere(_ isEnough: (String) -> Bool) throws -> String {
        var (text, piece) = ("", [UInt8](repeating: 0, count: 65_536))
        while !isEnough(text) {
            let count = recv(socket, &piece, piece.count, 0)
            if count < 0, errno == EAGAIN { throw Silence() }
            // A connection that was reset is as closed as any.
            guard count > 0 else { break }
            text += String(decoding: piece[..<count], as: UTF8.self)
        }
        return text
    }
}
