import Core
import HTML
import Web

/// The rows of a layout's form, each with buttons that move it.
struct LayoutForm: Sendable {
    let desk: ModuleDesk
    let draft: LayoutDraft
    let language: Language

    var html: HTML {
        let rows: [HTML] = draft.items.indices.map(row)
        let add = Phrase(fr: "Ajouter une section", en: "Add a section")(language)
        return """
            <ol class="arrange" data-arrange>\(rows)</ol><p><button class="btn quiet" name="move" value="add" formnovalidate>\(add)</button></p>
            """
    }

    private func row(_ index: Int) -> HTML {
        switch draft.items[index] {
        case .field(let key):
            let label = desk.module[key]?.label(language) ?? key
            return """
                <li><input type="hidden" name="item" value="\(key)"><span>\(label)</span>\(moves(index, label))</li>
                """
        case .section(let title):
            let number = draft.items[...index].count { if case .section = $0 { true } else { false } }
            let label = Phrase(fr: "Section \(number)", en: "Section \(number)")(language)
            let drop = Phrase(fr: "Enlever la section", en: "Drop the section")(language)
            let button: HTML =
                "<button class=\"btn quiet\" name=\"move\" value=\"drop:\(index)\" formnovalidate>\(drop)</button>"
            return """
                <li class="section"><input type="hidden" name="item" value="section">\
                <input type="text" name="section_fr" value="\(title.fr)" aria-label="\(label), français"><input type="text" name="section_en" value="\(title.en)" aria-label="\(label), English">\
                \(moves(index, label))\(button, if: index > 0)</li>
                """
        }
    }

    private func moves(_ index: Int, _ label: String) -> HTML {
        guard index > 0 else { return .empty }
        func button(_ way: String, _ sign: String, _ word: Phrase) -> HTML {
            """
            <button class="btn quiet icon" name="move" value="\(way):\(index)" formnovalidate aria-label="\(word(language)) : \(label)" title="\(word(language))">\(sign)</button>
            """
        }
        let up = button("up", "↑", Phrase(fr: "Monter", en: "Move up"))
        let down = button("down", "↓", Phrase(fr: "Descendre", en: "Move down"))
        return "<span class=\"acts\">\(up)\(down)</span>"
    }
}
