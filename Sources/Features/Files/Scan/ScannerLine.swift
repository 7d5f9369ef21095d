import Foundation
import Store

/// One connection to clamd, with deadlines. Blocks: only for threads that may.
struct ScannerLine: ~Copyable {
    private let socket: Int32
    /// A large archive takes clamd a while.
    private static let patience = 120

    init(_ address: ScannerAddress) throws {
        socket =
            switch address {
            case .unix(let path): try ScannerLine.connect(unix: path)
            case .tcp(let host, let port): try ScannerLine.connect(host, port)
            }
    }

    deinit { close(socket) }

    func send(_ bytes: some Collection<UInt8>) throws {
        try Array(bytes).withUnsafeBytes { buffer in
            var sent = 0
            while sent < buffer.count {
                let count = Foundation.send(
                    socket, buffer.baseAddress?.advanced(by: sent), buffer.count - sent, Int32(MSG_NOSIGNAL))
                if count < 0, errno == EINTR { continue }
                guard count > 0 else { throw ScannerLine.down("send") }
                sent += count
            }
        }
    }

    /// Everything up to the NUL that ends an answer.
    func answer() throws -> String {
        var (answer, buffer) = ([UInt8](), [UInt8](repeating: 0, count: 1024))
        while answer.count < 8192 {
            let count = recv(socket, &buffer, buffer.count, 0)
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { break }
            answer += buffer[..<count]
            if let end = answer.firstIndex(of: 0) { return String(decoding: answer[..<end], as: UTF8.self) }
        }
        throw ScannerLine.down("answer")
    }

    private static func connect(unix path: String) throws -> Int32 {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
        let handle = try open(AF_UNIX)
        let result = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                Foundation.connect(handle, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
        return try connected(handle, result)
    }

    private static func connect(_ host: String, _ port: UInt16) throws -> Int32 {
        var (hints, found) = (addrinfo(), UnsafeMutablePointer<addrinfo>?.none)
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        guard getaddrinfo(host, String(port), &hints, &found) == 0, let first = found else {
            throw down("look-up of \(host)")
        }
        defer { freeaddrinfo(first) }
        let handle = try open(first.pointee.ai_family)
        return try connected(handle, Foundation.connect(handle, first.pointee.ai_addr, first.pointee.ai_addrlen))
    }

    private static func open(_ family: Int32) throws -> Int32 {
        let handle = Foundation.socket(family, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        guard handle >= 0 else { throw down("socket") }
        var limit = timeval(tv_sec: patience, tv_usec: 0)
        for option in [SO_RCVTIMEO, SO_SNDTIMEO] {
            setsockopt(handle, SOL_SOCKET, option, &limit, socklen_t(MemoryLayout<timeval>.size))
        }
        return handle
    }

    private static func connected(_ handle: Int32, _ result: Int32) throws -> Int32 {
        guard result == 0 else {
            let error = down("connect")
            close(handle)
            throw error
        }
        return handle
    }

    private static func down(_ call: String) -> ClamAV.Down {
        ClamAV.Down(reason: "\(call): \(String(cString: strerror(errno)))")
    }
}
