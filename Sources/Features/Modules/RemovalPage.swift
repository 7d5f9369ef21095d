import Core
import HTML
import Hummingbird
import Store
import Web

/// The question before something of a module is removed: what goes, how long it is kept, how it comes back.
struct RemovalPage: Sendable {
    let desk: ModuleDesk
    let name: String
    let question: Phrase
    /// What else will be different.
    let consequences: [Phrase]
    let action: String
    let hidden: [(String, String)]
    let cancel: String
    var refusal: DefinitionRefusal?

    func response(_ app: App, _ context: OfficeContext) -> Response {
        let language = context.language
        let head = PageHead(
            question(language),
            crumbs: [
                .init(ModuleList.title(language), ModulePath.all),
                .init(desk.module.many(language), ModulePath.module(desk.key)), .init(question(language)),
            ])
        let kept = Phrase(
            fr: "Les données sont gardées 30 jours : d’ici là, vous pouvez tout rétablir depuis la page du module.",
            en: "The data is kept for 30 days: until then you can restore everything from the module’s page.")
        let points: [HTML] = (consequences + [kept]).map { "<li>\($0(language))</li>" }
        let fields: [HTML] = hidden.map { "<input type=\"hidden\" name=\"\($0.0)\" value=\"\($0.1)\">" }
        let yes = Phrase(fr: "Retirer", en: "Remove")(language)
        let content: HTML = """
            \(head.html(language))\(DefinitionForm.notes(refusal, [], context))<section class="panel"><div class="body"><ul>\(points)</ul>\
            <form class="form-acts" method="post" action="\(action)">\(fields)\(DefinitionForm.version(desk.version))\
            <button class="btn bad">\(yes)</button><a class="btn quiet" href="\(cancel)">\(Words.cancel(language))</a></form></div></section>
            """
        return officePage(
            app, context, question(language), current: "modules", status: refusal == nil ? .ok : .conflict, content)
    }
}
