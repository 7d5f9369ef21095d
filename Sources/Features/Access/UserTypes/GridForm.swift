import Core
import Store
import Web

/// The grid as it was posted: for each module what is ticked and chosen.
struct GridForm: Sendable {
    /// A column of boxes.
    struct Verb: Sendable {
        let name: String
        let label: Phrase
        /// At the head of its column, where space is dear.
        let head: Phrase
        let get: @Sendable (Grant) -> Bool
        let set: @Sendable (inout Grant, Bool) -> Void
    }

    static let create = Verb(
        name: "create", label: Phrase(fr: "Créer", en: "Create"), head: Phrase(fr: "Créer", en: "Create"),
        get: { $0.create }, set: { $0.create = $1 })
    static let edits: [Verb] = [
        Verb(
            name: "own", label: Phrase(fr: "Modifier les siennes", en: "Edit own"),
            head: Phrase(fr: "siennes", en: "own"), get: { $0.editOwn }, set: { $0.editOwn = $1 }),
        Verb(
            name: "colleagues", label: Phrase(fr: "Modifier celles des collègues", en: "Edit colleagues’"),
            head: Phrase(fr: "collègues", en: "colleagues"), get: { $0.editColleagues },
            set: { $0.editColleagues = $1 }),
        Verb(
            name: "shared", label: Phrase(fr: "Modifier celles de l’équipe (partagé)", en: "Edit staff’s (shared)"),
            head: Phrase(fr: "équipe", en: "staff"), get: { $0.editShared }, set: { $0.editShared = $1 }),
    ]
    static let delete = Verb(
        name: "delete", label: Phrase(fr: "Supprimer", en: "Delete"), head: Phrase(fr: "Suppr.", en: "Delete"),
        get: { $0.delete }, set: { $0.delete = $1 })
    static let clone = Verb(
        name: "clone", label: Phrase(fr: "Cloner", en: "Clone"), head: Phrase(fr: "Cloner", en: "Clone"),
        get: { $0.clone }, set: { $0.clone = $1 })
    static let verbs: [Verb] = [create] + edits + [delete, clone]

    static let see = Phrase(fr: "Afficher", en: "Show")
    static let filter = Phrase(fr: "Filtrer par", en: "Filter by")
    static let states = Phrase(fr: "États", en: "States")
    static let notes = Phrase(fr: "Notes", en: "Notes")
    static let files = Phrase(fr: "Fichiers", en: "Files")
    static let view = Phrase(fr: "Vue", en: "View")

    /// The grants that the form describes, over those that there are: fields keep their rights. Modules that the form does not have stay.
    let grants: [String: Grant]
    /// What was asked for and cannot be.
    let problems: [GridProblem]

    init(_ form: Form, _ desk: UserTypeDesk) {
        let shown = Set(form.all("m"))
        var (grants, problems): ([String: Grant], [GridProblem]) = (desk.grants, [])
        for row in desk.related where shown.contains(row.module.key) {
            let wanted = GridForm.grant(form, row.module, row.ways, desk.grants[row.module.key] ?? .none)
            problems += GridProblem.of(wanted, on: row.module)
            grants[row.module.key] = wanted
        }
        self.grants = grants
        self.problems = problems
    }

    private static func grant(_ form: Form, _ module: Module, _ ways: [ScopePath], _ before: Grant) -> Grant {
        func value(_ name: String) -> String { form[name + "." + module.key] }
        guard value("see") == "1" else { return .none }
        let chosen = Scope(text: value("by"))
        let see = chosen != .nobody ? chosen : before.see != .nobody ? before.see : ways.first?.scope ?? .nobody
        var grant = before.see == .nobody ? Grant.beginning(on: module, see: see) : before
        grant.see = see
        for verb in verbs { verb.set(&grant, value(verb.name) == "1") }
        if form.has(GridStates.asked + module.key) { grant.states = Set(form.all(GridStates.name + module.key)) }
        grant.notes = FieldRight(rawValue: value("notes")) ?? .hidden
        grant.files = FieldRight(rawValue: value("files")) ?? .hidden
        grant.view = RecordView(rawValue: value("view")) ?? .list
        return grant
    }
}

/// Something in the grid that cannot be, with what to do about it.
struct GridProblem: Sendable {
    let module: Module
    /// The control that is to be changed.
    let field: String
    let message: Phrase

    static func of(_ grant: Grant, on module: Module) -> [GridProblem] {
        guard grant.see != .nobody else { return [] }
        var problems: [GridProblem] = []
        let verbs = GridForm.verbs.filter { $0.get(grant) && !isPossible($0, by: grant.see) }
        if let first = verbs.first {
            let words = Phrase(
                fr: verbs.map(\.label.fr).joined(separator: ", "), en: verbs.map(\.label.en).joined(separator: ", "))
            problems.append(
                .init(module: module, field: first.name + "." + module.key, message: refusal(words, grant.see)))
        }
        if grant.shownStates(module).isEmpty, !module.stateKeys.isEmpty {
            problems.append(.init(module: module, field: GridStates.asked + module.key, message: noState))
        }
        return problems
    }

    /// Whether a right can mean anything for records reached this way.
    static func isPossible(_ verb: GridForm.Verb, by scope: Scope) -> Bool {
        scope.takesNew || scope != .everyone && verb.name != GridForm.create.name && verb.name != GridForm.clone.name
    }

    private static func refusal(_ verbs: Phrase, _ scope: Scope) -> Phrase {
        scope == .everyone
            ? Phrase(
                fr: "un module public se lit seulement. Décochez : \(verbs.fr), ou filtrez autrement.",
                en: "a public module is read only. Untick: \(verbs.en), or filter otherwise.")
            : Phrase(
                fr:
                    "une fiche nouvelle ne serait pas vue par ce filtre. Décochez : \(verbs.fr), ou filtrez autrement.",
                en: "a new record would not be seen by this filter. Untick: \(verbs.en), or filter otherwise.")
    }

    private static let noState = Phrase(
        fr: "cochez au moins un état, ou décochez Afficher.", en: "tick at least one state, or untick Show.")
}
