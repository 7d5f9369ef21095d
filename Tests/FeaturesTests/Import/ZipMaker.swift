import Foundation

/// Writes a ZIP of stored files (APPNOTE.TXT 4.3), with whatever is to be wrong about it.
struct ZipMaker {
    private var body: [UInt8] = []
    private var directory: [UInt8] = []
    private var count = 0

    /// `mode` is the Unix mode; `flags` bit 0 says that the file is encrypted.
    mutating func add(_ name: String, _ content: String, mode: UInt32 = 0o100644, flags: UInt16 = 0) {
        let (name, content) = (Array(name.utf8), Array(content.utf8))
        var facts: [UInt8] = []
        facts.put(flags | 0x800)
        facts.put(UInt16(0))
        facts.put(UInt32(0))
        facts.put(ZipMaker.crc(content))
        facts.put(UInt32(content.count))
        facts.put(UInt32(content.count))
        facts.put(UInt16(name.count))
        facts.put(UInt16(0))
        let offset = UInt32(body.count)
        body += [0x50, 0x4B, 3, 4, 20, 0]
        body += facts
        body += name
        body += content
        directory += [0x50, 0x4B, 1, 2, 20, 3, 20, 0]
        directory += facts
        directory += [0, 0, 0, 0, 0, 0]
        directory.put(mode << 16)
        directory.put(offset)
        directory += name
        count += 1
    }

    var bytes: [UInt8] {
        var end: [UInt8] = [0x50, 0x4B, 5, 6, 0, 0, 0, 0]
        end.put(UInt16(count))
        end.put(UInt16(count))
        end.put(UInt32(directory.count))
        end.put(UInt32(body.count))
        end += [0, 0]
        return body + directory + end
    }

    static func of(_ files: [(String, String)]) -> [UInt8] {
        var zip = ZipMaker()
        for (name, content) in files { zip.add(name, content) }
        return zip.bytes
    }

    private static func crc(_ bytes: [UInt8]) -> UInt32 {
        var sum = UInt32.max
        for byte in bytes {
            sum ^= UInt32(byte)
            for _ in 0..<8 {
                let isOdd = sum & 1 == 1
                sum >>= 1
                if isOdd { sum ^= 0xEDB8_8320 }
            }
        }
        return ~sum
    }
}

extension [UInt8] {
    /// Adds a number, its lowest byte first.
    fileprivate mutating func put<T: FixedWidthInteger>(_ number: T) {
        Swift.withUnsafeBytes(of: number.littleEndian) { append(contentsOf: $0) }
    }
}
