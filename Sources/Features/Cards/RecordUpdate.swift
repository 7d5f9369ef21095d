import Core
import HTTPTypes
import Hummingbird
import Store
import Web

/// `POST /admin/:module/:id/edit`: saves what changed, unless somebody else saved the record in between.
enum RecordUpdate {
    static func handle(_ app: App, _ request: Request, _ context: OfficeContext, _ module: Module) async throws
        -> Response
    {
        let target = try CardTarget(module, context)
        let current = try await RecordEdit.editable(app, context.viewer, target)
        let upload = try await Upload.read(request, app, for: context.viewer)
        let posted = upload.recordForm
        let form = RecordForm(current.module, context.viewer, context.formats)
        let search = LookupSearch(posted, form)
        let read = try await RecordCreate.settled(app, context.viewer, form, posted, search)
        var kept = form.keeping(read)
        if posted.has("fill") || search.isAsked {
            kept.problems = read.problems.filter { search.texts[$0.key] != nil }
            if posted.has("fill") { kept = try await RecordCreate.filled(app, context.viewer, kept) }
            return try await RecordEdit.page(
                app, context, target, kept, current.with(version: posted), searches: search.texts, status: .ok)
        }
        guard read.problems.isEmpty else {
            return try await RecordEdit.page(
                app, context, target, kept, current.with(version: posted), searches: search.texts,
                status: .unprocessableContent)
        }
        guard let version = posted.version else { throw Refusal.unreadable }
        if version == current.version, let question = try await CarrierQuestion.read(app, current, read),
            posted[CarrierQuestion.field] != question.key
        {
            for key in posted.attached.keys where current.module[key] != nil { kept.problems[key] = .chooseAgain }
            return try await RecordEdit.page(
                app, context, target, kept, current, searches: search.texts, note: question.html(context.formats),
                submit: question.submit, agreed: question.key, status: .ok)
        }
        do {
            try await upload.keep(app, for: context.viewer)
            try await save(app, context.viewer, target, read, version, posted.has("layout") ? posted["layout"] : nil)
            return .seeOther("\(target.path)?done=\(Done.saved.rawValue)")
        } catch WriteRefusal.fields(let problems) {
            kept.problems = problems
            return try await RecordEdit.page(
                app, context, target, kept, current.with(version: posted), searches: search.texts,
                status: .unprocessableContent)
        } catch WriteRefusal.stale {
            return try await StaleRecord.page(app, context, target, kept, read)
        }
    }

    private static func save(
        _ app: App, _ viewer: Viewer, _ target: CardTarget, _ read: PostedRecord, _ version: Int64, _ layout: String?
    ) async throws {
        let (now, catalog) = (app.clock.now, app.catalog)
        try await app.database.write { connection in
            let seen = Records(connection, catalog).seen(by: viewer, target.module)
            guard let before = try seen.find(target.id) else { throw WriteRefusal.notFound }
            // Asked before looking at what changed: a stale form must say so even when it would change nothing.
            guard before.version == version else { throw WriteRefusal.stale(current: before.version) }
            let changes = read.changes(to: before)
            let laysOut = layout != nil && layout != before.module.layout
            guard !changes.isEmpty || laysOut else { return }
            try seen.update(target.id, version: version, changes, layout: layout, at: now)
            let former =
                changes["account_id"] == nil ? nil : before["account_id"].id.map { Journal.Subject("accounts", $0) }
            guard let after = try seen.find(target.id) else { throw WriteRefusal.notFound }
            let fields = changes.keys.sorted().joined(separator: ",")
            let event = Journal.Event(
                "record.updated", on: eventSubjects(after, also: [former]),
                detail: eventDetail(after, ["fields": fields]))
            try Journal(connection).append(event, by: Author(viewer), at: now)
            try RequestMails(app: app, connection: connection).tellState(
                changes, of: target.id, in: target.module, by: Author(viewer), at: now)
        }
        app.mailBell.ring()
    }
}

extension Record {
    /// The record with the version that a form was opened with, so that a form given back for correction stays as old as it is.
    fileprivate func with(version posted: Form) -> Record {
        guard let version = posted.version, let position = row.columns.position(of: "version")
        else { return self }
        var values = row.values
        values[position] = .int(version)
        return Record(module: module, row: Row(columns: row.columns, values: values))
    }
}
