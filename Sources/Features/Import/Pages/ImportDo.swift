import Core
import HTML
import Web

/// What can be done with a source whose choices are made.
enum ImportDo {
    static func buttons(withPreview: Bool, _ language: Language) -> HTML {
        let look = Phrase(fr: "Actualiser l’aperçu", en: "Refresh the preview")(language)
        let dry = Phrase(fr: "Essayer à blanc", en: "Dry run")(language)
        let go = Phrase(fr: "Importer", en: "Import")(language)
        let preview: HTML = withPreview ? "<button class=\"btn\" name=\"do\" value=\"look\">\(look)</button>" : .empty
        return """
            <div class="form-acts">\(preview)<button class="btn" name="do" value="dry">\(dry)</button><button class="btn main" name="do" value="run">\(go)</button></div>
            """
    }

    /// The question whether absent records are to be listed.
    static func full(_ isFull: Bool, _ language: Language) -> HTML {
        Input(
            "full",
            Phrase(
                fr: "Le fichier contient tout ce que la source a", en: "The file has everything that the source has")(
                    language),
            .checkbox, value: isFull ? "1" : "0",
            hint: Phrase(
                fr: "Ce qui n’y est plus sera listé comme absent. Rien n’est retiré sans votre accord.",
                en: "What is no longer in it is listed as absent. Nothing is withdrawn unless you say so.")(language)
        ).html(language)
    }
}
