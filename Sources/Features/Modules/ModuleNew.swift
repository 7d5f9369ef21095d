import Core
import HTML
import HTTPTypes
import Hummingbird
import Store
import Web

/// `/admin/modules/new`: a kind of record of one's own.
enum ModuleNew {
    static func show(_ app: App, _ request: Request, _ context: OfficeContext) async throws -> Response {
        page(app, context, ModuleNames())
    }

    static func create(_ app: App, _ request: Request, _ context: OfficeContext) async throws -> Response {
        let names = ModuleNames(try await request.form())
        let reserved = ReservedKeys.all(app)
        let made = try await ModuleDesk.change(app, context) {
            try $0.create(names.names, naming: names.naming, reserved: reserved)
        }
        switch made {
        case .success(let key): return .seeOther(ModulePath.module(key) + "?done=\(Done.moduleCreated.rawValue)")
        case .failure(let refusal): return page(app, context, names, refusal)
        }
    }

    private static func page(
        _ app: App, _ context: OfficeContext, _ names: ModuleNames, _ refusal: DefinitionRefusal? = nil
    ) -> Response {
        let language = context.language
        let title = Phrase(fr: "Nouveau module", en: "New module")(language)
        let head = PageHead(
            title, crumbs: [.init(ModuleList.title(language), ModulePath.all), .init(title)],
            sub: HTML.text(
                Phrase(
                    fr:
                        "Une sorte de fiche à vous : interventions, élèves, points de vente… Les champs viennent ensuite.",
                    en: "A kind of record of your own: jobs, pupils, outlets… Fields come next.")(language)))
        let create = Phrase(fr: "Créer le module", en: "Create the module")(language)
        let content: HTML = """
            \(head.html(language))\(DefinitionForm.notes(refusal, names.labels, context))<div class="panel"><form class="form body" method="post" action="\(ModulePath.all)/new" novalidate>\
            \(names.inputs(refusal?.problems() ?? [:], language))\(names.namingInput(refusal?.problems() ?? [:], language))\(DefinitionForm.buttons(create, cancel: ModulePath.all, language))</form></div>
            """
        return officePage(
            app, context, title, current: "modules", status: refusal == nil ? .ok : .unprocessableContent, content)
    }
}

/// The names of a module as a form has them. English that is left out is the French.
struct ModuleNames: Sendable {
    var many = DefinitionForm.Name()
    var one = DefinitionForm.Name()
    var namingWords = DefinitionForm.Name(fr: "Nom", en: "Name")
    var isFeminine = false

    init() {}
    init(_ form: Form) {
        many = .init(form, "many")
        one = .init(form, "one")
        namingWords = .init(form, "naming")
        isFeminine = form.all("isFeminine").last == "1"
    }
    init(_ module: Module) {
        many = .init(module.many)
        one = .init(module.one)
        isFeminine = module.isFeminine
    }

    var names: ModuleDefinition.Names { .init(one: one.phrase, many: many.phrase, isFeminine: isFeminine) }
    var naming: Phrase { namingWords.phrase }

    var labels: [(String, Phrase)] {
        [
            ("many", Phrase(fr: "Nom au pluriel", en: "Plural name")),
            ("one", Phrase(fr: "Nom au singulier", en: "Singular name")),
            ("naming", Phrase(fr: "Champ qui nomme une fiche", en: "Field that names a record")),
        ]
    }

    func inputs(_ problems: [String: FieldProblem], _ language: Language) -> HTML {
        let pairs = [(many, labels[0], "Interventions"), (one, labels[1], "Intervention")]
        let names = pairs.reduce(into: HTML.empty) { html, pair in
            let (words, (key, label), example) = pair
            html += words.inputs(key, label, problems[key], hint: key == "many" ? example : nil, language)
        }
        let gender = DefinitionForm.check(
            "isFeminine", Phrase(fr: "Le nom est féminin", en: "The French name is feminine"), isFeminine,
            hint: Phrase(fr: "Pour écrire « Nouvelle intervention ».", en: "To write “Nouvelle intervention”."),
            language)
        return "\(names)\(gender)"
    }

    func namingInput(_ problems: [String: FieldProblem], _ language: Language) -> HTML {
        namingWords.inputs(
            "naming", labels[2].1, problems["naming"],
            hint: Phrase(
                fr: "Objet, Titre ou Raison sociale.", en: "Subject, Title or Company name.")(language), language)
    }
}

/// Words that addresses have a meaning for already: a module of that name would never be reached.
enum ReservedKeys {
    static func all(_ app: App) -> Set<String> {
        SiteRoutes.all(app).reduce(into: Set(Catalog.builtIn.modules.map(\.key))) { keys, route in
            let parts = route.path.split(separator: "/").map(String.init)
            let next =
                parts.first == "admin" ? parts.dropFirst().first : parts.first == "p" ? parts.dropFirst(2).first : nil
            if let next, !next.hasPrefix(":") { keys.insert(next) }
        }
    }
}
