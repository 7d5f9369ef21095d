package import Core

/// The HTML alternative of a mail whose text a person could also read alone: company on top, paragraphs, links.
///
/// Tables and inline styles, because mail programs of every age draw them alike; no image, no script, no remote part.
package func htmlBody(fromText text: String, look: MailLook, language: Language) -> String {
    let accent = look.accent.onWhite
    let company = MailLinks.escaped(look.company[...])
    let font = "font-family:-apple-system,BlinkMacSystemFont,'Segoe UI',Roboto,Helvetica,Arial,sans-serif"
    return """
        <!DOCTYPE html>
        <html lang="\(language.rawValue)">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>\(company)</title>
        </head>
        <body style="margin:0;padding:0;background-color:#f3f4f6">
        <table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" bgcolor="#f3f4f6">
        <tr><td align="center" style="padding:32px 12px">
        <table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" bgcolor="#ffffff" \
        style="max-width:560px;background-color:#ffffff;border-radius:8px;border-top:4px solid \(look.accent.hex)">
        <tr><td style="padding:28px 32px 0;\(font);font-size:18px;line-height:1.3;font-weight:600;color:\(accent)">
        \(company)
        </td></tr>
        <tr><td style="padding:16px 32px 24px;\(font);font-size:16px;line-height:1.6;color:#1f2933">
        \(paragraphs(of: text, linkColour: accent))
        </td></tr>
        </table>
        </td></tr>
        </table>
        </body>
        </html>

        """
}

/// Empty lines part paragraphs; other line ends stay as the author set them.
private func paragraphs(of text: String, linkColour: String) -> String {
    let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    let blocks = lines.split { $0.allSatisfy(\.isWhitespace) }
    return blocks.map { block in
        let html = block.map { MailLinks.html($0, colour: linkColour) }.joined(separator: "<br>\n")
        return "<p style=\"margin:0 0 16px\">\(html)</p>"
    }.joined(separator: "\n")
}
