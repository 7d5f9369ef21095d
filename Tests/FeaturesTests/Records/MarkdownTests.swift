@testable import Features
import HTML
import Testing

/// What staff write becomes markup of ours, and nothing of it gets through unescaped.
@Suite struct MarkdownTests {
    @Test(arguments: [
        ("Bonjour **à tous**.", "<p>Bonjour <strong>à tous</strong>.</p>"), ("# Titre", "<h2>Titre</h2>"),
        ("- un\n- deux", "<ul><li>un</li><li>deux</li></ul>"),
        ("1. un\n\n2. deux", "<ol><li><p>un</p></li><li><p>deux</p></li></ol>"),
        ("`a<b`", "<p><code>a&lt;b</code></p>"), ("> x", "<blockquote><p>x</p></blockquote>"),
        ("[site](https://exemple.fr)", "<p><a href=\"https://exemple.fr\" rel=\"noopener noreferrer\">site</a></p>"),
        ("[ici](/p/client)", "<p><a href=\"/p/client\">ici</a></p>"), ("", ""),
        ("<div>Fermé le 14</div>", "<p>Fermé le 14</p>"),
        ("<center>\nAvis **important**\n</center>\n\nSuite", "<p>Avis **important**</p><p>Suite</p>"),
    ]) func whatIsWrittenIsShown(_ text: String, _ html: String) {
        #expect(Markdown.html(text).text == html)
    }

    @Test(arguments: [
        "<script>alert(1)</script>", "a <img src=x onerror=alert(1)> b", "[x](javascript:alert(1))",
        "[x](JaVaScRiPt:alert(1))",
        "[x](data:text/html,x)", "![x](https://exemple.fr/a.png)", "[x](//elsewhere.example/)",
        "<https://exemple.fr/\"onclick=x>",
        "[a](https://exemple.fr/%22onmouseover=1)", String(repeating: "> ", count: 5000) + "x",
        String(repeating: "[", count: 20_000),
    ]) func nothingGetsThrough(_ text: String) {
        let html = Markdown.html(text).text
        #expect(!html.contains("<script") && !html.contains("<img") && !html.lowercased().contains("href=\"javascript"))
        #expect(!html.contains("onerror=alert(1)>") && !html.contains("href=\"data:") && !html.contains("href=\"//"))
    }
}
