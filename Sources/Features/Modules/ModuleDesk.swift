import Core
import Hummingbird
import Store
import Web

/// A module as its administrator finds it: what there is, what was decided about it, and who decided last.
struct ModuleDesk: Sendable {
    let module: Module
    let definition: ModuleDefinition
    let version: Int64
    let catalog: Catalog

    var key: String { module.key }

    /// The module that the address names, custom ones that were removed are not found.
    static func open(_ app: App, _ context: OfficeContext) async throws -> ModuleDesk {
        let key = context.parameters.get("module") ?? ""
        let builtIn = app.grants.builtIn
        return try await app.database.read { connection in
            let definitions = Definitions(connection)
            let catalog = try definitions.catalog(builtIn)
            guard let module = catalog[key] else { throw Refusal.notFound }
            let stored = try definitions.find(key)
            return ModuleDesk(
                module: catalog.worded(module, for: context.viewer),
                definition: stored?.definition ?? ModuleDefinition(),
                version: stored?.version ?? 0, catalog: catalog)
        }
    }

    /// Makes a change, or says why not.
    static func change<T: Sendable>(
        _ app: App, _ context: OfficeContext, _ body: @escaping @Sendable (ModuleChange) throws -> T
    ) async throws -> Result<T, DefinitionRefusal> {
        let (author, now, ids, builtIn) = (Author(context.viewer), app.clock.now, app.ids, app.grants.builtIn)
        do {
            return .success(
                try await app.database.write {
                    try body(ModuleChange($0, builtIn: builtIn, ids: ids, by: author, at: now))
                })
        } catch DefinitionRefusal.notFound {
            throw Refusal.notFound
        } catch let refusal as DefinitionRefusal {
            return .failure(refusal)
        } catch StoreError.unavailable {
            return .failure(.busy)
        }
    }
}

/// The fields of a module, or of one of its sub-forms (`?in=lines`).
struct ModulePlace: Sendable, Hashable {
    let subform: String?

    init(_ form: Form) { subform = form["in"].isEmpty ? nil : form["in"] }
    init(subform: String?) { self.subform = subform }
    static let module = ModulePlace(subform: nil)

    var place: ModuleChange.Place { subform.map(ModuleChange.Place.subform) ?? .module }
    var query: String { subform.map { "?in=" + escapedForURL($0) } ?? "" }

    /// The fields there are; throws when there is no such sub-form.
    func fields(_ desk: ModuleDesk) throws -> [Field] {
        guard let subform else { return desk.module.fields }
        guard let found = desk.module.subforms.first(where: { $0.key == subform }) else { throw Refusal.notFound }
        return found.fields
    }
}

extension DefinitionRefusal {
    /// Said above the form; nil when the controls say it themselves.
    func note(_ formats: Formats) -> Phrase? {
        switch self {
        case .problems, .notFound: nil
        case .inUse(let reason): reason
        case .busy:
            Phrase(
                fr: "Des personnes utilisent cette table en ce moment. Réessayez dans quelques secondes.",
                en: "People are using this table right now. Try again in a few seconds.")
        case .stale(let name, let at):
            Phrase(
                fr:
                    "\(name) a modifié ce module le \(formats.moment(at)), pendant que vous écriviez. Vérifiez ce que vous voyez ici, puis enregistrez de nouveau.",
                en:
                    "\(name) changed this module on \(formats.moment(at)) while you were writing. Check what you see here, then save again."
            )
        }
    }

    /// The problems of one form: `fields.KEY` is the field at hand.
    func problems(of field: String? = nil) -> [String: FieldProblem] {
        guard case .problems(let problems) = self else { return [:] }
        return Dictionary(
            problems.map { key, problem in (key.hasPrefix("fields.") ? "label" : key, problem) },
            uniquingKeysWith: { first, _ in first })
    }
}
