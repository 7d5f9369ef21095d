import Core
import Store
import Web

/// The grid as it was posted: for each module what is ticked and chosen.
struct GridForm: Sendable {
    /// A column of boxes.
    struct Verb: Sendable {
        let name: String
        let label: Phrase
        let get: @Sendable (Grant) -> Bool
        let set: @Sendable (inout Grant, Bool) -> Void
    }

    static let verbs: [Verb] = [
        Verb(name: "create", label: Phrase(fr: "Créer", en: "Create"), get: { $0.create }, set: { $0.create = $1 }),
        Verb(name: "own", label: Phrase(fr: "Modifier", en: "Edit"), get: { $0.editOwn }, set: { $0.editOwn = $1 }),
        Verb(
            name: "shared", label: Phrase(fr: "Modifier (partagé)", en: "Edit (shared)"), get: { $0.editShared },
            set: { $0.editShared = $1 }),
        Verb(name: "delete", label: Phrase(fr: "Supprimer", en: "Delete"), get: { $0.delete }, set: { $0.delete = $1 }),
        Verb(name: "clone", label: Phrase(fr: "Cloner", en: "Clone"), get: { $0.clone }, set: { $0.clone = $1 }),
    ]

    static let see = Phrase(fr: "Afficher", en: "Show")
    static let filter = Phrase(fr: "Filtrer par", en: "Filter by")
    static let notes = Phrase(fr: "Notes", en: "Notes")
    static let files = Phrase(fr: "Fichiers", en: "Files")
    static let view = Phrase(fr: "Affichage", en: "View")

    /// The grants that the form describes, over those that there are: fields keep their rights. Modules that the form does not have stay.
    static func grants(_ form: Form, _ desk: UserTypeDesk) -> [String: Grant] {
        let shown = Set(form.all("m"))
        return desk.related.reduce(into: desk.grants) { grants, row in
            let key = row.module.key
            guard shown.contains(key) else { return }
            let before = grants[key] ?? .none
            let grant = grant(form, row.module, row.ways, before)
            grants[key] = grant.settled(on: row.module, main: desk.type.mainModule, in: desk.catalog)
        }
    }

    private static func grant(_ form: Form, _ module: Module, _ ways: [ScopePath], _ before: Grant) -> Grant {
        func value(_ name: String) -> String { form[name + "." + module.key] }
        guard value("see") == "1" else { return .none }
        var grant = before
        let chosen = Scope(text: value("by"))
        grant.see = chosen != .nobody ? chosen : before.see != .nobody ? before.see : ways.first?.scope ?? .nobody
        for verb in verbs { verb.set(&grant, value(verb.name) == "1") }
        grant.notes = FieldRight(rawValue: value("notes")) ?? .hidden
        grant.files = FieldRight(rawValue: value("files")) ?? .hidden
        grant.view = RecordView(rawValue: value("view")) ?? .list
        if before.see == .nobody {
            let right: FieldRight = grant.create || grant.editOwn || grant.editShared ? .edit : .read
            grant.fields = module.grantable.mapValues { $0.isReadOnly ? .read : right }
            for layout in module.layoutKeys where layout != Layout.standard {
                grant.otherLayouts[layout] = grant.fields
            }
        }
        return grant
    }
}
