import Testing

@testable import Features

/// HTML and plain text as people and mail programs write them into Dolibarr.
struct PlainTextTests {
    @Test(arguments: [
        ("Bonjour,\nMerci", "Bonjour,\nMerci"), ("a\r\nb\rc", "a\nb\nc"), ("1 < 2 & 3 > 2", "1 < 2 & 3 > 2"),
        ("Écrire à <jean@exemple.fr>", "Écrire à <jean@exemple.fr>"), ("Appuyer sur <Entrée>", "Appuyer sur <Entrée>"),
        ("<p>Bonjour,</p><p>Merci &amp; à bient&ocirc;t</p>", "Bonjour,\nMerci & à bientôt"),
        ("Livrer au <b>dépôt</b>\nmerci", "Livrer au dépôt\nmerci"),
        ("a<br>b<br />c<BR/>d", "a\nb\nc\nd"), ("<ul><li>Un</li>\n<li>Deux</li></ul>", "• Un\n• Deux"),
        ("&eacute;t&#233;&#xE9;", "étéé"),
        ("<div>a<script>alert('</div>')</script>b</div>", "ab"), ("<p>a</p><style>p{}</style>", "a"), ("<script>x", ""),
        ("<p>a<!-- b<c> -->d</p>", "ad"),
        ("<img src=x onerror=alert(1)>a", "a"), ("<p title=\"1>2\">a</p>", "a"), ("<p title=\"open>a</p>", "a"),
        ("<p", "<p"), ("<p>a < b</p>", "a < b"),
        (#"<p>Voir <a href="https://a.example/x">ici</a></p>"#, "Voir ici (https://a.example/x)"),
        (#"<a href="javascript:alert(1)">ici</a>"#, "ici"),
        (#"<a href="https://a.example">https://a.example</a>"#, "https://a.example"),
        ("<p>a&nbsp;b&#0;&#8;&unknown;</p>", "a\u{A0}b&#0;&#8;&unknown;"),
        ("<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>", "a b\nc"),
        ("<p>a</p><p>&nbsp;</p><p>b</p>", "a\n\nb"),
        ("<p>a<o:p></o:p></p>", "a"), ("", ""),
    ])
    func reads(html: String, text: String) { #expect(PlainText.from(html) == text) }

    @Test(arguments: ["<p ", "<p \"", "<!--", "<script>", "&amp", "<", "<a href=", "</p", "<p title='"])
    func longNonsenseIsCheap(piece: String) {
        // So long that work growing with its square would never end.
        let text = "<p>" + String(repeating: piece, count: 400_000)
        #expect(PlainText.from(text).utf8.count <= text.utf8.count)
    }
}
