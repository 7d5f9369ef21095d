import Foundation

/// Writes a ZIP of stored files (APPNOTE.TXT 4.3), with whatever is to be wrong about it.
struct ZipMaker {
    private var body: [UInt8] = []
    private var directory: [UInt8] = []
    private var count = 0

    /// `mode` is the Unix mode; `flags` bit 0 says that the file is encrypted.
    mutating func add(_ name: String, _ content: String, mode: UInt32 = 0o100644, flags: UInt16 = 0) {
        let (name, content) = (Array(name.utf8), Array(content.utf8))
        var facts = ZipMaker.little(flags | 0x800) + ZipMaker.little(UInt16(0)) + ZipMaker.little(UInt32(0))
        facts += ZipMaker.little(ZipMaker.crc(content)) + ZipMaker.little(UInt32(content.count))
        facts +=
            ZipMaker.little(UInt32(content.count)) + ZipMaker.little(UInt16(name.count)) + ZipMaker.little(UInt16(0))
        let offset = UInt32(body.count)
        body += [0x50, 0x4B, 3, 4] + ZipMaker.little(UInt16(20)) + facts + name + content
        directory += [0x50, 0x4B, 1, 2] + ZipMaker.little(UInt16(3 << 8 | 20)) + ZipMaker.little(UInt16(20)) + facts
        directory += ZipMaker.little(UInt16(0)) + ZipMaker.little(UInt16(0)) + ZipMaker.little(UInt16(0))
        directory += ZipMaker.little(mode << 16) + ZipMaker.little(offset) + name
        count += 1
    }

    var bytes: [UInt8] {
        var end: [UInt8] = [0x50, 0x4B, 5, 6, 0, 0, 0, 0]
        end += ZipMaker.little(UInt16(count)) + ZipMaker.little(UInt16(count))
        end += ZipMaker.little(UInt32(directory.count)) + ZipMaker.little(UInt32(body.count)) + [0, 0]
        return body + directory + end
    }

    static func of(_ files: [(String, String)]) -> [UInt8] {
        var zip = ZipMaker()
        for (name, content) in files { zip.add(name, content) }
        return zip.bytes
    }

    private static func little<T: FixedWidthInteger>(_ number: T) -> [UInt8] {
        withUnsafeBytes(of: number.littleEndian) { Array($0) }
    }

    private static func crc(_ bytes: [UInt8]) -> UInt32 {
        ~bytes.reduce(~UInt32(0)) { sum, byte in
            (0..<8).reduce(sum ^ UInt32(byte)) { value, _ in value & 1 == 1 ? value >> 1 ^ 0xEDB8_8320 : value >> 1 }
        }
    }
}
