import Core
import HTML
import Web

/// Fields that belong together in a form, under one title.
struct FieldGroup: Sendable {
    let kind: FieldKind
    let title: Phrase
    let fields: [Field]

    /// The sections of a layout with those of the fields that are among `fields`; what no section names comes last.
    static func of(_ fields: [Field], _ layout: Layout, _ module: Module) -> [FieldGroup] {
        var left = fields
        var groups = layout.sections.compactMap { section -> FieldGroup? in
            let own = section.fields.compactMap { key in left.first { $0.key == key } }
            left.removeAll { field in own.contains { $0.key == field.key } }
            let isReach = own.contains { $0.key == "address" }
            return own.isEmpty ? nil : FieldGroup(kind: isReach ? .reach : .identity, title: section.title, fields: own)
        }
        if !left.isEmpty {
            groups.append(
                FieldGroup(kind: .identity, title: Phrase(fr: "Autres champs", en: "Other fields"), fields: left))
        }
        return groups
    }
}

extension RecordForm {
    /// What it is, how to reach it, what it costs, what only staff see; groups without fields are left out.
    var groups: [FieldGroup] {
        if let layout = module.layouts.first { return FieldGroup.of(fields, layout, module) }
        let sorted = Dictionary(grouping: fields, by: FieldKind.init)
        return FieldKind.allCases.compactMap { kind in
            sorted[kind].map { FieldGroup(kind: kind, title: kind.title(module), fields: $0) }
        }
    }

    /// The groups with their controls, two in a row where there is room; `above` stands before the fields of a group.
    func controls(above: [FieldKind: HTML] = [:]) -> HTML {
        let groups = groups
        guard groups.count > 1 else { return groups.first.map { rows($0.fields) } ?? .empty }
        return groups.reduce(into: HTML.empty) { html, group in
            html +=
                "<fieldset class=\"group\"><legend>\(group.title(language))</legend>\(above[group.kind])\(rows(group.fields))</fieldset>"
        }
    }

    private func rows(_ fields: [Field]) -> HTML {
        var html = HTML.empty
        var waiting: Field?
        for field in fields {
            if field.isWide {
                if let left = waiting { html += row(left, nil) }
                waiting = nil
                html += input(field)
            } else if let left = waiting {
                html += row(left, field)
                waiting = nil
            } else {
                waiting = field
            }
        }
        if let left = waiting { html += row(left, nil) }
        return html
    }

    private func row(_ left: Field, _ right: Field?) -> HTML {
        "<div class=\"row2\">\(input(left))\(right.map(input))</div>"
    }
}

/// The groups of a form or a card, in their order.
enum FieldKind: CaseIterable, Sendable {
    case identity, reach, amounts, inside

    private static let reachKeys: Set<String> = [
        "address", "zip", "town", "country", "department", "fax", "website", "no_mailing", "language",
    ]

    init(_ field: Field) {
        if field.isInternal {
            self = .inside
        } else if field.type is MoneyType || field.type is CurrencyType {
            self = .amounts
        } else if field.type is EmailType || field.type is PhoneType || FieldKind.reachKeys.contains(field.key) {
            self = .reach
        } else {
            self = .identity
        }
    }

    func title(_ module: Module) -> Phrase {
        switch self {
        case .identity: module.isPeople ? Phrase(fr: "Identité", en: "Identity") : module.one
        case .reach: Phrase(fr: "Coordonnées", en: "Contact details")
        case .amounts: Phrase(fr: "Montants", en: "Amounts")
        case .inside: Phrase(fr: "Réservé à l’équipe", en: "For staff only")
        }
    }
}

extension Field {
    /// Takes a whole row of a form: long texts, and the sentence that names a request.
    var isWide: Bool {
        if key == "subject" { return true }
        switch type.control {
        case .paragraph, .choices: return true
        default: return false
        }
    }
}
