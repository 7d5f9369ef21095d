import Core
import Store

/// The address of a page where a person chooses a password.
enum OneTimeLink {
    /// Links in mails start with the configured address, never with what a request claims.
    static func address(_ token: Token, portal: Portal?, _ site: Site) -> String {
        site.baseAddress + (portal.map { "/p/" + $0.slug } ?? "/admin") + "/welcome/" + token.text
    }

    /// The ways to a page where a person chooses a password: the link, or the code and where it is typed.
    struct Ways: Sendable, Hashable {
        let link: String
        let code: String
        let place: String

        /// In a mail. The address comes last, so that no sign is taken for a part of it.
        func words(_ language: Language) -> String {
            Phrase(
                fr:
                    "Choisir mon mot de passe\u{A0}: \(link) – ou, si ce lien ne s’ouvre pas, saisissez le code \(code) sur \(place)",
                en: "Choose my password: \(link) – or, if this link does not open, type the code \(code) at \(place)")(
                    language)
        }
    }

    static func ways(_ token: Token, portal: Portal?, _ site: Site) -> Ways {
        let door = site.baseAddress + (portal.map { "/p/" + $0.slug } ?? "/admin")
        return Ways(link: address(token, portal: portal, site), code: token.code, place: door + "/code")
    }

    /// Issues a token for choosing a password, link and code, and returns the ways to it. `address` is where it is mailed to, nil where it is
    /// handed over: whoever uses it has proved to read there.
    static func issue(
        _ token: Token, to person: RecordID, mailedTo address: String?, portal: Portal?, _ connection: any Connection,
        _ site: Site, at now: Instant, for life: Interval? = nil
    ) throws -> Ways {
        let end = now + (life ?? OneTimeLink.life(of: portal))
        try Tokens(connection).issue(
            token.hash, .setPassword, person: person, portal: portal?.id, at: now, until: end,
            code: TypedCode.hash(token.code, of: person), email: address)
        return ways(token, portal: portal, site)
    }

    /// True unless the link clearly leads to a portal: a text that is not an address of ours counts as the back office's.
    static func opensOffice(_ address: String, _ site: Site) -> Bool { !address.hasPrefix(site.baseAddress + "/p/") }

    /// How many days a link in an invitation works: what the portal says, or 7.
    static func days(of portal: Portal?) -> Int { portal?.invitationDays ?? 7 }
    static func life(of portal: Portal?) -> Interval { .days(Int64(days(of: portal))) }

    /// What is shown where a link was.
    static let mask = Phrase(fr: "[lien à usage unique masqué]", en: "[one-time link hidden]")

    static let codeMask = Phrase(fr: "[code masqué]", en: "[code hidden]")

    /// A mail whose link was taken out, so that sending it again would help nobody.
    static func isMasked(_ text: String, _ language: Language) -> Bool { text.contains(mask(language)) }

    /// A stretch of a mail's text.
    enum Piece: Hashable {
        case text(String)
        case link(String)
    }

    /// The text taken apart at its one-time links.
    static func pieces(of text: String) -> [Piece] {
        var pieces: [Piece] = []
        var rest = text[...]
        while let found = firstLink(in: rest) {
            if found.lowerBound > rest.startIndex { pieces.append(.text(String(rest[..<found.lowerBound]))) }
            pieces.append(.link(String(rest[found])))
            rest = rest[found.upperBound...]
        }
        return rest.isEmpty ? pieces : pieces + [.text(String(rest))]
    }

    /// The text without its one-time links, for everywhere but the mail itself.
    static func masked(_ text: String, _ language: Language) -> String {
        pieces(of: text).map { piece in
            switch piece {
            case .text(let text): TypedCode.masked(text, codeMask(language))
            case .link: mask(language)
            }
        }.joined()
    }

    /// The addresses that a token follows.
    private static let markers = ["/welcome/", "/first/", "/signup/", "/email/", "/not-me/"]

    /// `…/welcome/` or another of the markers, followed by a token, from the white space before it.
    private static func firstLink(in text: Substring) -> Range<Substring.Index>? {
        let found = markers.compactMap { marker -> Range<Substring.Index>? in
            var from = text.startIndex
            while let hit = text[from...].firstRange(of: marker) {
                let token = text[hit.upperBound...].prefix(while: isTokenCharacter)
                // What stands right behind a token is taken for a part of it: no link is shown for a sign too many.
                if token.count >= 43 {
                    let start =
                        text[..<hit.lowerBound].lastIndex(where: \.isWhitespace).map(text.index(after:))
                        ?? text.startIndex
                    return start..<token.endIndex
                }
                from = hit.upperBound
            }
            return nil
        }
        return found.min { $0.lowerBound < $1.lowerBound }
    }

    private static func isTokenCharacter(_ character: Character) -> Bool {
        character.isASCII && (character.isLetter || character.isNumber || character == "-" || character == "_")
    }
}
