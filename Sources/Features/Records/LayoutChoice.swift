import Core
import HTML
import Web

/// The layouts that a record may have, where a module has several.
enum LayoutChoice {
    static let label = Phrase(fr: "Disposition", en: "Layout")

    /// The module in the layout that an address or a form names, among those that exist for the viewer; the first of them when it names none.
    /// Nil when it names another one.
    static func module(_ module: Module, _ wanted: String?, _ viewer: Viewer) -> Module? {
        guard module.hasLayouts else { return module }
        let open = open(module, viewer)
        guard let key = wanted ?? open.first?.key, open.contains(where: { $0.key == key }) else { return nil }
        return module.inLayout(key)
    }

    private static func open(_ module: Module, _ viewer: Viewer) -> [Layout] {
        module.layouts.filter { viewer.isStaff || viewer.grants[module.key].shows(layout: $0.key) }
    }

    /// Above the form of a new record: in which layout it is made.
    static func links(_ module: Module, current: String?, _ viewer: Viewer, path: String, _ language: Language) -> HTML
    {
        links(open(module, viewer), current: current, path: path, name: "layout", language)
    }

    static func links(_ open: [Layout], current: String?, path: String, name: String, _ language: Language) -> HTML {
        guard open.count > 1 else { return .empty }
        let links: [HTML] = open.map { layout in
            let mark: HTML? = layout.key == current ? " aria-current=\"page\"" : nil
            return
                "<li><a class=\"pick\" href=\"\(path)?\(name)=\(escapedForURL(layout.key))\"\(mark)>\(layout.name(language))</a></li>"
        }
        return "<nav class=\"layouts\" aria-label=\"\(label(language))\"><ul class=\"filters\">\(links)</ul></nav>"
    }

    /// In the form of staff: the layout may be another one.
    static func select(_ module: Module, _ current: String?, _ language: Language) -> HTML {
        guard module.hasLayouts else { return .empty }
        let hint = Phrase(
            fr: "Décide des sections de la fiche, et de ce que chaque type d’utilisateur en voit.",
            en: "Decides the sections of the record, and what each user type sees of it.")
        return Input(
            "layout", label(language), .choice(module.layouts.map { ($0.key, $0.name(language)) }, emptyLabel: nil),
            value: current ?? Layout.standard, hint: hint(language)
        ).html(language)
    }
}
