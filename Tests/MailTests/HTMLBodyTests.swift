import Core
import Foundation
import Mail
import Testing

@Suite struct HTMLBodyTests {
    private func html(_ text: String, company: String = "Durand", accent: String = "#0b5cad") throws -> String {
        htmlBody(fromText: text, look: try MailLook(company: company, accent: accent), language: .fr)
    }

    @Test func escapesEverything() throws {
        let found = try html("<script>alert('x')</script> & \"y\"", company: "A & B <b>")
        #expect(found.contains("&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt; &amp; &quot;y&quot;"))
        #expect(found.contains("A &amp; B &lt;b&gt;"))
        #expect(!found.contains("<script") && !found.contains("<b>"))
    }

    @Test func makesParagraphs() throws {
        let found = try html("Un\nDeux\r\n \n\n\nTrois\n")
        #expect(found.contains("<p style=\"margin:0 0 16px\">Un<br>\nDeux</p>\n<p style=\"margin:0 0 16px\">Trois</p>"))
    }

    @Test(arguments: [
        ("Voir https://a.example/x?y=1&z=2.", "https://a.example/x?y=1&amp;z=2"),
        ("(http://a.example/b_(c))", "http://a.example/b_(c)"),
        ("«\u{A0}HTTPS://A.example\u{A0}»", "HTTPS://A.example"),
        ("https://a.example/\"onmouseover=alert(1)", "https://a.example/"),
        ("https://a.example/'x", "https://a.example/&#39;x"),
        ("[https://[::1]:8080/a]", "https://[::1]:8080/a"),
        ("javascript://https://a.example", "https://a.example"),
    ])
    func linksAddresses(text: String, address: String) throws {
        let found = try html(text)
        #expect(found.contains("<a href=\"\(address)\" "))
        #expect(found.contains(">\(address)</a>"))
        #expect(found.components(separatedBy: "<a ").count == 2)
    }

    @Test(arguments: [
        "javascript:alert(1)", "ftp://a.example", "mailto:a@b", "www.a.example", "https://", "http:// a", "xhttps://a",
        "data:text/html,x",
        "://", "//a.example",
    ])
    func linksNothingElse(text: String) throws {
        #expect(!(try html(text)).contains("<a "))
    }

    @Test func keepsTextReadable() throws {
        #expect(try html("https://a.example", accent: "#FFEE00").contains("style=\"color:#1f2933"))
        #expect(try html("https://a.example", accent: "#0B5CAD").contains("style=\"color:#0b5cad"))
    }

    @Test(arguments: ["", "red", "#fff", "#12345g", "#0b5cad;x:y", "0b5cad1", "#１２３４５６"])
    func refusesOtherColours(accent: String) {
        #expect(throws: InvalidMail(.accent, .malformed)) { try MailLook(company: "A", accent: accent) }
    }

    @Test func neverLetsMarkupThrough() throws {
        var random = SeededGenerator(seed: 11)
        for _ in 0..<1000 {
            let text = random.text("<>&\"'htps:/hps://  \n", upTo: 60).replacing("https://", with: "")
            let inside = try #require(try html(text).firstRange(of: "line-height:1.6;color:#1f2933\">"))
            let found = try html(text)[inside.upperBound...]
            let body = found[..<(try #require(found.firstRange(of: "</td>")).lowerBound)]
            let tags = body.split(separator: "<").dropFirst().map { $0.prefix { $0 != ">" && $0 != " " } }
            #expect(tags.allSatisfy { ["p", "/p", "br", "a", "/a"].contains($0) })
        }
    }
}
