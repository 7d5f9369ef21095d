extension HTML {
    /// The same page, in which every form that posts goes to its address with `parameters` added to the query.
    ///
    /// `parameters` are names and values that are safe in an address (`as=04h3`). Forms that read, and everything outside of tags, stay as
    /// they are: in text and in quoted attributes `<` and `>` are escaped, so a tag is what stands between them.
    package func postingForms(carry parameters: String) -> HTML {
        guard !parameters.isEmpty else { return self }
        var out: [UInt8] = []
        out.reserveCapacity(bytes.count + 1024)
        var position = bytes.startIndex
        while let start = next("<form ", from: position), let end = bytes[start...].firstIndex(of: UInt8(ascii: ">")) {
            out += bytes[position..<start]
            out += Self.carrying(parameters, in: bytes[start..<end])
            position = end
        }
        out += bytes[position...]
        return HTML(escaped: out)
    }

    /// One opening tag of a form, without its `>`.
    private static func carrying(_ parameters: String, in tag: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        guard tag.firstRange(of: Array("method=\"post\"".utf8)) != nil,
            let action = tag.firstRange(of: Array(" action=\"".utf8)),
            let quote = tag[action.upperBound...].firstIndex(of: UInt8(ascii: "\""))
        else { return tag }
        let address = tag[action.upperBound..<quote]
        let place = address.firstIndex(of: UInt8(ascii: "#")) ?? quote
        let sign = address.contains(UInt8(ascii: "?")) ? "&amp;" : "?"
        return tag[..<place] + Array((sign + parameters.replacing("&", with: "&amp;")).utf8) + tag[place...]
    }

    private func next(_ word: StaticString, from start: Int) -> Int? {
        word.withUTF8Buffer { word in
            var position = start
            while let found = bytes[position...].firstIndex(of: word[0]) {
                if bytes[found...].starts(with: word) { return found }
                position = found + 1
            }
            return nil
        }
    }
}
