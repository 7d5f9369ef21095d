import HTML
import Testing

@Suite("Forms that post carry what the page was made for")
struct PostingFormsTests {
    private func carried(_ html: HTML) -> String { html.postingForms(carry: "as=1&once=2").text }

    @Test("An address without and with a query, and with a place on the page")
    func addresses() {
        #expect(
            carried("<form class=\"x\" method=\"post\" action=\"/p/a\"><input></form>")
                == "<form class=\"x\" method=\"post\" action=\"/p/a?as=1&amp;once=2\"><input></form>")
        #expect(
            carried("<form method=\"post\" action=\"/p/a?b=c#top\">")
                == "<form method=\"post\" action=\"/p/a?b=c&amp;as=1&amp;once=2#top\">")
    }

    @Test("Forms that read, text that looks like a form, and broken markup stay as they are")
    func others() {
        let typed = "<form method=\"post\" action=\"/evil\">"
        for html: HTML in [
            "<form action=\"/p/a\"><input></form>", "<p>\(typed)</p>", "<form method=\"post\"", "no form at all", "",
        ] {
            #expect(carried(html) == html.text)
        }
    }

    @Test("Every form of a page")
    func several() {
        let one: HTML = "<form method=\"post\" action=\"/a\"></form>"
        #expect(
            carried("\(one)<hr>\(one)")
                == String(repeating: "<form method=\"post\" action=\"/a?as=1&amp;once=2\"></form>", count: 2).replacing(
                    "</form><form", with: "</form><hr><form"))
    }
}
