/// French typography: the space before `: ; ! ?` and `»`, after `«`, and between a number and its unit never breaks.
///
/// Sentences are written with ordinary spaces; only spaces that are there are changed, so that addresses, times such as 12:31
/// and placeholders such as `{url}` stay as they are. Pages make hundreds of sentences: one that has nothing to mend costs one
/// walk over its bytes and no copy.
package func frenchSpacing(_ text: String) -> String {
    var text = text
    let breaks = text.withUTF8 { bytes in
        bytes.indices.contains { bytes[$0] == space && isUnbreakable(bytes, at: $0) }
    }
    return breaks ? text.withUTF8(mended) : text
}

private let space = UInt8(ascii: " ")

private func mended(_ bytes: UnsafeBufferPointer<UInt8>) -> String {
    var mended: [UInt8] = []
    mended.reserveCapacity(bytes.count + 8)
    for (index, byte) in bytes.enumerated() {
        if byte == space, isUnbreakable(bytes, at: index) {
            mended += [0xC2, 0xA0]
        } else {
            mended.append(byte)
        }
    }
    return String(decoding: mended, as: UTF8.self)
}

/// Whether the space at `index` must hold its neighbours together.
private func isUnbreakable(_ bytes: UnsafeBufferPointer<UInt8>, at index: Int) -> Bool {
    guard index > 0, index + 1 < bytes.count else { return false }
    let next = bytes[index + 1]
    switch next {
    case UInt8(ascii: ":"), UInt8(ascii: ";"), UInt8(ascii: "!"), UInt8(ascii: "?"): return true
    case 0xC2 where index + 2 < bytes.count && bytes[index + 2] == 0xBB: return true
    default: break
    }
    if bytes[index - 1] == 0xAB, index > 1, bytes[index - 2] == 0xC2 { return true }
    guard isDigit(bytes[index - 1]), !isDigit(next) else { return false }
    return units.contains { isWord($0, in: bytes, at: index + 1) }
}

private let units = ["%", "€", "o", "Ko", "ko", "Mo", "Go", "kg", "h", "min"].map { Array($0.utf8) }

private func isWord(_ word: [UInt8], in bytes: UnsafeBufferPointer<UInt8>, at start: Int) -> Bool {
    let end = start + word.count
    guard end <= bytes.count, bytes[start..<end].elementsEqual(word) else { return false }
    // A letter, or the start of an accented one, goes on with another word.
    return end == bytes.count || !(isLetter(bytes[end]) || bytes[end] >= 0xC3)
}

private func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }
private func isLetter(_ byte: UInt8) -> Bool { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20) }
