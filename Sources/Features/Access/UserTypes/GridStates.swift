import Core
import HTML
import Web

/// The states of a module in which its records are shown, as boxes behind a count.
struct GridStates: Sendable {
    let module: Module
    let grant: Grant
    /// The type's rights as they are saved.
    let stored: Grant
    let language: Language

    /// The beginnings of the controls' names: a box each, and the mark that the boxes were on the page.
    static let name = "st."
    static let asked = "sts."

    private var states: [String] { module.stateKeys }
    private var isChanged: Bool { grant.shownStates(module) != stored.shownStates(module) }

    var cell: HTML {
        let label = GridForm.states(language)
        guard !states.isEmpty else { return "<td class=\"none\" data-label=\"\(label)\">–</td>" }
        let name = "\(module.many(language))\(language == .fr ? "\u{A0}: " : ": ")\(label)"
        let shown = grant.shownStates(module).count
        return """
            <td class="set\(" was", if: isChanged)" data-label="\(label)"><fieldset class="states"><legend class="sr">\(name)</legend>\
            <input type="hidden" name="\(GridStates.asked)\(module.key)" value="1">\
            <details class="menu" id="\(GridStates.asked)\(module.key)"><summary><span class="sr">\(name), </span><span data-count="{n}/{t}">\(shown)/\(states.count)</span></summary>\
            <div class="pop start">\(each: states, box)</div></details></fieldset></td>
            """
    }

    private func box(_ key: String) -> HTML {
        let (isOn, wasOn) = (grant.shownStates(module).contains(key), stored.shownStates(module).contains(key))
        let mark: HTML? = isOn != wasOn ? " data-was=\"\(wasOn ? "1" : "")\"" : nil
        let hint: HTML? =
            module.usualStates.contains(key)
            ? nil
            : "<small>\(Phrase(fr: "interne, masqué d’ordinaire", en: "internal, usually hidden")(language))</small>"
        return """
            <label class="check"><input type="checkbox" name="\(GridStates.name)\(module.key)" value="\(key)"\(" checked", if: isOn)\(mark)> \
            <span>\((module.stateLabel(key) ?? Phrase(same: key))(language))\(hint)</span></label>
            """
    }
}
