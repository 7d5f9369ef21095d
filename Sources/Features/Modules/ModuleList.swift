import Core
import HTML
import Hummingbird
import Store
import Web

/// `GET /admin/modules`: the kinds of records there are, and those that were removed lately.
enum ModuleList {
    static func handle(_ app: App, _ request: Request, _ context: OfficeContext) async throws -> Response {
        let builtIn = app.grants.builtIn
        let (catalog, stored) = try await app.database.read { connection in
            (try Definitions(connection).catalog(builtIn), try Definitions(connection).all())
        }
        let language = context.language
        let create = Phrase(fr: "Nouveau module", en: "New module")(language)
        let head = PageHead(
            title(language), sub: HTML.text(sub(language)),
            actions: [
                buttonLink(
                    Phrase(fr: "Derniers changements", en: "Latest changes")(language), "/admin/changes", .quiet),
                buttonLink(create, ModulePath.all + "/new", .main, icon: "i-plus"),
            ])
        let removed = stored.filter { !$0.definition.isLive }
        let content: HTML = """
            \(head.html(language))\(Done.note(request, language))<div class="stack">\(table(catalog, stored, language))\(bin(removed, context))</div>
            """
        return officePage(app, context, title(language), current: "modules", content)
    }

    static func title(_ language: Language) -> String { Phrase(fr: "Modules", en: "Modules")(language) }

    private static func sub(_ language: Language) -> String {
        Phrase(
            fr: "Les sortes de fiches, leurs champs et leurs dispositions. Les vôtres s’ajoutent à celles d’origine.",
            en: "The kinds of records, their fields and layouts. Yours stand beside the built-in ones.")(language)
    }

    private static func table(_ catalog: Catalog, _ stored: [Definitions.Stored], _ language: Language) -> HTML {
        let heads = [
            Phrase(fr: "Module", en: "Module"), Phrase(fr: "Origine", en: "Origin"), Phrase(fr: "Champs", en: "Fields"),
            Phrase(fr: "Sous-formulaires", en: "Sub-forms"), Phrase(fr: "Nom technique", en: "Technical name"),
        ]
        let added = Dictionary(
            stored.map { ($0.key, $0.definition.liveFields.count) }, uniquingKeysWith: { first, _ in first })
        let name = title(language)
        let columns: [HTML] = heads.enumerated().map { index, head in
            "<th scope=\"col\"\(" class=\"num\"", if: index == 2 || index == 3)>\(head(language))</th>"
        }
        return """
            <section class="panel" aria-label="\(name)"><div class="sheet" role="group" aria-label="\(name)" tabindex="0"><table class="rows"><thead><tr>\(columns)</tr></thead>\
            <tbody>\(each: catalog.staffModules, { row($0, added[$0.key] ?? 0, heads, language) })</tbody></table></div></section>
            """
    }

    private static func row(_ module: Module, _ added: Int, _ heads: [Phrase], _ language: Language) -> HTML {
        let origin =
            module.isCustom
            ? chip(Phrase(fr: "Personnalisé", en: "Custom")(language), .info)
            : added > 0
                ? HTML.text(Phrase(fr: "D’origine, complété", en: "Built-in, extended")(language))
                : HTML.text(Phrase(fr: "D’origine", en: "Built-in")(language))
        let isPublic: HTML? =
            module.isPublic ? " \(chip(Phrase(fr: "Public", en: "Public")(language), .neutral))" : nil
        return """
            <tr><td class="key"><a href="\(ModulePath.module(module.key))">\(module.many(language))</a>\(isPublic)</td>\
            <td data-label="\(heads[1](language))">\(origin)</td><td class="num" data-label="\(heads[2](language))">\(module.fields.count)</td>\
            <td class="num" data-label="\(heads[3](language))">\(module.subforms.count)</td><td data-label="\(heads[4](language))"><code>\(module.key)</code></td></tr>
            """
    }

    private static func bin(_ removed: [Definitions.Stored], _ context: OfficeContext) -> HTML {
        guard !removed.isEmpty else { return .empty }
        let items = removed.map { stored in
            RemovedThing(
                name: stored.definition.names?.many(context.language) ?? stored.key,
                removedAt: stored.definition.removedAt ?? 0, restore: ModulePath.module(stored.key) + "/restore")
        }
        return RemovedThing.panel(items, context.formats)
    }
}

/// Something that was removed and can still be taken back.
struct RemovedThing: Sendable {
    let name: String
    let removedAt: Int64
    let restore: String

    static func panel(_ things: [RemovedThing], _ formats: Formats) -> HTML {
        guard !things.isEmpty else { return .empty }
        let language = formats.language
        let title = Phrase(fr: "Retirés récemment", en: "Removed lately")(language)
        let rows: [HTML] = things.map { thing in
            let end = Instant(milliseconds: thing.removedAt) + RemovedForGood.keeping
            let text = Phrase(
                fr: "Les données sont gardées jusqu’au \(formats.longDay(Day(end, in: Formats.paris))).",
                en: "The data is kept until \(formats.longDay(Day(end, in: Formats.paris))).")(language)
            let button = postButton(Phrase(fr: "Rétablir", en: "Restore")(language), to: thing.restore)
            return "<li><span><b>\(thing.name)</b><small>\(text)</small></span>\(button)</li>"
        }
        return Web.panel(title, id: "removed", count: things.count, "<ul class=\"acts-list\">\(rows)</ul>")
    }
}
