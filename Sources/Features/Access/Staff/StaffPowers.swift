import Core
import HTML
import HTTPTypes
import Hummingbird
import Store
import Web

/// `/admin/staff/:id/powers`: what a member of staff may do beside records.
enum StaffPowers {
    /// The powers as a list says them.
    static func words(_ person: Person) -> Phrase {
        let labels = StaffPower.allCases.filter(person.powers.contains).map(\.label)
        guard !labels.isEmpty else { return Phrase(fr: "Collaborateur", en: "Staff") }
        return Phrase(
            fr: "Collaborateur : " + labels.map { $0.fr.lowercased() }.joined(separator: ", "),
            en: "Staff: " + labels.map { $0.en.lowercased() }.joined(separator: ", "))
    }

    static func show(_ app: App, _ request: Request, _ context: OfficeContext) async throws -> Response {
        let person = try await person(app, context)
        let language = context.language
        let title = Phrase(fr: "Pouvoirs de \(person.name)", en: "Powers of \(person.name)")(language)
        let staff = Phrase(fr: "Collaborateurs", en: "Staff")(language)
        let head = PageHead(
            title, crumbs: [.init(staff, "/admin/staff"), .init(title)],
            sub: HTML.text(
                Phrase(
                    fr: "Voir et modifier les fiches est permis à tous les collaborateurs ; ceci vient en plus.",
                    en: "All staff see and edit records; this comes on top.")(language)))
        let boxes = Input(
            "power", Phrase(fr: "Peut en plus", en: "May also")(language),
            .checkboxes(StaffPower.allCases.map { ($0.rawValue, $0.label(language)) }),
            value: StaffPower.text(person.powers))
        let content: HTML = """
            \(head.html(language))<div class="panel measure"><form class="form body" method="post" action="/admin/staff/\(person.id.text)/powers">\(boxes.html(language))\
            \(DefinitionForm.buttons(Words.save(language), cancel: "/admin/staff", language))</form></div>
            """
        return officePage(app, context, title, current: "staff", content)
    }

    private static func person(_ app: App, _ context: OfficeContext) async throws -> Person {
        let id = try context.id()
        guard let person = try await app.database.read({ try People($0).find(id) }), person.kind == .staff,
            person.role != .administrator
        else { throw Refusal.notFound }
        return person
    }

    static func update(_ app: App, _ request: Request, _ context: OfficeContext) async throws -> Response {
        let person = try await person(app, context)
        let names = try await request.form().all("power").filter { !$0.isEmpty }
        let powers = Set(names.compactMap(StaffPower.init(rawValue:)))
        guard powers.count == Set(names).count else { throw Refusal.unreadable }
        let (viewer, now) = (context.viewer, app.clock.now)
        try await app.database.write { connection in
            try People(connection).setPowers(powers, of: person.id)
            let detail = [
                "name": person.name, "before": StaffPower.text(person.powers), "after": StaffPower.text(powers),
            ]
            try Journal(connection).append(
                .init("staff.powers", on: [Journal.Subject("people", person.id)], detail: detail), by: Author(viewer),
                at: now)
        }
        return .seeOther("/admin/staff?done=\(Done.saved.rawValue)")
    }
}
