package import Core
package import HTML

/// How many changes of a form marked `data-guard` are not saved yet, kept up to date by the script; nothing without it, or while there are none.
package func unsavedCount(_ language: Language) -> HTML {
    let one = Phrase(fr: "1 changement non enregistré", en: "1 unsaved change")(language)
    let many = Phrase(fr: "{n} changements non enregistrés", en: "{n} unsaved changes")(language)
    let lines = Phrase(
        fr: "{n} changements non enregistrés, sur {m} lignes", en: "{n} unsaved changes, on {m} lines")(language)
    return """
        <p class="unsaved" role="status" data-unsaved data-one="\(one)" data-many="\(many)" data-lines="\(lines)"></p>
        """
}
