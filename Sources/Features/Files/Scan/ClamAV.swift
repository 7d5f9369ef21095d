import Foundation
import NIOPosix

/// clamd over its socket (clamd(8), INSTREAM): bytes go to it, nothing else does.
package struct ClamAV: Sendable {
    private let address: ScannerAddress

    package init(_ address: ScannerAddress) { self.address = address }

    /// What clamd says about a file.
    enum Answer: Sendable, Hashable {
        case clean
        case found(signature: String)
        /// clamd is there and cannot say, such as for a file larger than its StreamMaxLength.
        case unsure(reason: String)
    }

    /// clamd cannot be reached, or broke off.
    struct Down: Error, CustomStringConvertible {
        let reason: String
        var description: String { reason }
    }

    /// Throws `Down`, or the reason why the file cannot be read.
    func scan(_ path: String) async throws -> Answer {
        try await NIOThreadPool.singleton.runIfActive { [address] in
            let handle = try FileHandle(forReadingFrom: URL(filePath: path))
            defer { try? handle.close() }
            let line = try ScannerLine(address)
            do {
                try line.send(Array("zINSTREAM\0".utf8))
                while let data = try handle.read(upToCount: 64 << 10), !data.isEmpty {
                    try line.send(ClamAV.length(data.count) + data)
                }
                try line.send(ClamAV.length(0))
            } catch is Down {
                // clamd says why it stops listening before it hangs up.
                return ClamAV.read(try line.answer())
            }
            return ClamAV.read(try line.answer())
        }
    }

    /// The scanner's name and version. Throws `Down`.
    package func version() async throws -> String {
        try await NIOThreadPool.singleton.runIfActive { [address] in
            let line = try ScannerLine(address)
            try line.send(Array("zVERSION\0".utf8))
            return try line.answer()
        }
    }

    private static func length(_ count: Int) -> [UInt8] {
        [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: count >> $0) }
    }

    /// `stream: OK`, `stream: NAME FOUND`, `… ERROR`.
    static func read(_ answer: String) -> Answer {
        if answer == "stream: OK" { return .clean }
        guard answer.hasSuffix(" FOUND") else { return .unsure(reason: answer) }
        let name = answer.dropLast(6)
        return .found(signature: String(name.hasPrefix("stream: ") ? name.dropFirst(8) : name))
    }
}
