/// What a company puts on its mails: its name and its colour.
package struct MailLook: Hashable, Sendable {
    let company: String
    let accent: AccentColour

    /// The accent is `#rrggbb`. Throws `InvalidMail`.
    package init(company: String, accent: String) throws {
        self.company = try SingleLine(company, as: .company).text
        self.accent = try AccentColour(accent)
    }
}
