import Core
import Web

/// A layout as its form has it: sections and fields in one order, moved up and down.
struct LayoutDraft: Sendable {
    var items: [Item]

    /// A section's title, or a field that stands in the section above it.
    enum Item: Sendable, Hashable {
        case section(DefinitionForm.Name)
        case field(String)
    }

    /// The arrangement that forms have as long as nobody made one.
    static func standard(_ desk: ModuleDesk) -> Layout {
        let groups = Dictionary(grouping: desk.module.fields, by: FieldKind.init)
        let sections = FieldKind.allCases.compactMap { kind in
            groups[kind].map { Layout.Section(kind.title(desk.module), $0.map(\.key)) }
        }
        return Layout(Layout.standard, Phrase(fr: "Standard", en: "Standard"), sections)
    }

    /// The same under the key and name of another layout.
    static func standard(_ desk: ModuleDesk, named layout: Layout) -> Layout {
        Layout(layout.key, layout.name, standard(desk).sections)
    }

    static func automatic(_ language: Language) -> String {
        Phrase(fr: "Sections faites d’après les champs", en: "Sections made from the fields")(language)
    }

    init(_ layout: Layout, _ desk: ModuleDesk) {
        items = layout.sections.flatMap { section in
            [.section(.init(section.title))] + section.fields.filter { desk.module[$0] != nil }.map(Item.field)
        }
        complete(desk)
    }

    /// Reads `item` values in the order of the page: `section`, or a field's key.
    init(_ form: Form, _ desk: ModuleDesk) {
        let (french, english) = (form.all("section_fr"), form.all("section_en"))
        var number = 0
        items = form.all("item").compactMap { item in
            guard item == "section" else { return desk.module[item] == nil ? nil : .field(item) }
            defer { number += 1 }
            return .section(
                .init(
                    fr: number < french.count ? french[number].trimmed : "",
                    en: number < english.count ? english[number].trimmed : ""))
        }
        complete(desk)
    }

    /// Every field stands once; new ones come last.
    private mutating func complete(_ desk: ModuleDesk) {
        var seen: Set<String> = []
        items = items.filter { item in
            if case .field(let key) = item { return seen.insert(key).inserted }
            return true
        }
        if items.isEmpty || { if case .field = items[0] { true } else { false } }() {
            items.insert(.section(.init(desk.module.one)), at: 0)
        }
        items += desk.module.fields.map(\.key).filter { !seen.contains($0) }.map(Item.field)
    }

    /// `up:3`, `down:3`, `add`, `drop:3`.
    mutating func move(_ order: String) {
        let parts = order.split(separator: ":").map(String.init)
        if parts.first == "add" { return items.append(.section(.init())) }
        guard parts.count == 2, let index = Int(parts[1]), items.indices.contains(index) else { return }
        switch parts[0] {
        case "up" where index > 1: items.swapAt(index, index - 1)
        case "down" where index + 1 < items.count && index > 0: items.swapAt(index, index + 1)
        case "drop" where index > 0:
            if case .section = items[index] { items.remove(at: index) }
        default: break
        }
    }

    /// The sections in the place of those of `layout`; those without fields are left out.
    func layout(_ layout: Layout) -> Layout {
        var sections: [Layout.Section] = []
        for item in items {
            switch item {
            case .section(let title): sections.append(Layout.Section(title.phrase, []))
            case .field(let key): if !sections.isEmpty { sections[sections.count - 1].fields.append(key) }
            }
        }
        return Layout(layout.key, layout.name, sections.filter { !$0.fields.isEmpty })
    }
}
