package import Core
package import HTML

/// A secret that is shown this once, with a button that copies it.
package func secretBox(_ id: String, _ words: HTML, secret: String, _ language: Language) -> HTML {
    """
    <div class="secret"><p>\(words)</p><div class="join"><code id="\(id)">\(secret)</code>\
    <button class="btn" type="button" data-copy="#\(id)" data-done="\(Phrase(fr: "Copié", en: "Copied")(language))" hidden>\
    <span class="i i-copy"></span><span class="words">\(Phrase(fr: "Copier", en: "Copy")(language))</span></button></div></div>
    """
}

/// A dialog of the page; `buttonLink(…, dialog: id)` opens it.
package func dialogBox(_ id: String, _ title: String, _ language: Language, _ content: HTML) -> HTML {
    """
    <dialog id="\(id)" aria-labelledby="\(id)-t"><header><h2 id="\(id)-t">\(title)</h2>\
    <button class="btn quiet icon" type="button" data-close aria-label="\(Phrase(fr: "Fermer", en: "Close")(language))"><span class="i i-close"></span></button></header>\
    \(content)</dialog>
    """
}
