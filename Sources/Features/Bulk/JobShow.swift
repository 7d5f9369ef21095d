import Core
import HTML
import HTTPTypes
import Hummingbird
import Store
import Web

/// `/admin/users/jobs/:job`: how far a job is, then how it ended.
enum JobShow {
    static func path(_ id: RecordID) -> String { "/admin/users/jobs/" + id.text }

    static func handle(_ app: App, _ request: Request, _ context: OfficeContext) async throws -> Response {
        let (job, visitor) = (try await find(app, context), context.visitor)
        let (progress, groups, remedies) = try await app.records { records in
            (
                try BulkJobs(records.connection).progress(of: job.id),
                try FailureGroup.read(job, visitor.viewer, records),
                try Remedies.read(for: visitor, records.connection, asker: (job.madeBy, job.madeByName))
            )
        }
        let view = JobView(
            job: job, progress: progress, groups: groups, remedies: remedies, crumbs: InviteList.crumbs(context),
            formats: context.formats)
        return officePage(app, context, JobWords.title(job.kind)(context.language), current: "users", view.html)
    }

    static func find(_ app: App, _ context: OfficeContext) async throws -> BulkJobs.Job {
        guard let id = context.parameters.get("job").flatMap({ RecordID(text: $0) }),
            let job = try await app.database.read({ try BulkJobs($0).find(id) })
        else { throw Refusal.notFound }
        // Who manages portals invites; what else is done to users is for who manages them.
        guard job.kind == .invite || context.visitor.powers.contains(.users) else { throw Refusal.notFound }
        return job
    }
}

/// The failures of one reason, the first of them by name.
struct FailureGroup: Sendable {
    let reason: BulkObstacle
    let count: Int
    let people: [Failed]

    /// Something that could not be done.
    struct Failed: Sendable {
        let name: String
        /// Nil where nothing can be opened any more.
        let path: String?
        let address: String
    }

    private static let named = 20

    static func read(_ job: BulkJobs.Job, _ viewer: Viewer, _ records: Records) throws -> [FailureGroup] {
        let counts = try BulkJobs(records.connection).reasons(of: job.id)
        guard !counts.isEmpty else { return [] }
        let items = try BulkJobs(records.connection).failures(of: job.id, limit: 500)
        return try BulkObstacle.allCases.compactMap { reason in
            guard let count = counts[reason.rawValue] else { return nil }
            let first = items.filter { $0.reason == reason.rawValue }.prefix(named)
            return FailureGroup(reason: reason, count: count, people: try first.map { try failed($0, viewer, records) })
        }
    }

    static func failed(_ item: BulkJobs.Item, _ viewer: Viewer, _ records: Records) throws -> Failed {
        let subject = item.subject
        if subject.module == "accesses" {
            do {
                let profile = try AccessProfile.find(subject.id, viewer, records)
                return Failed(name: profile.person.name, path: profile.path, address: profile.person.email ?? "")
            } catch is Refusal {
                return gone(item)
            }
        }
        guard let module = records.catalog[subject.module],
            let record = try records.seen(by: viewer, module).find(subject.id)
        else { return gone(item) }
        let address = module.emailField.flatMap { record[$0.key].text } ?? ""
        return Failed(name: record.title, path: "/admin/\(module.key)/\(subject.id.text)", address: address)
    }

    /// By the name that it had when the job was asked for.
    private static func gone(_ item: BulkJobs.Item) -> Failed {
        Failed(name: item.label ?? "–", path: nil, address: "")
    }
}

/// The page of a job.
struct JobView {
    let job: BulkJobs.Job
    let progress: BulkJobs.Progress
    let groups: [FailureGroup]
    let remedies: Remedies
    let crumbs: [PageHead.Crumb]
    let formats: Formats

    private var language: Language { formats.language }
    private var isOver: Bool { job.endedAt != nil }

    var html: HTML {
        let title = JobWords.title(job.kind)(language)
        let who = Phrase(
            fr: "Demandé par \(job.madeByName) le \(formats.moment(job.madeAt))",
            en: "Asked for by \(job.madeByName) on \(formats.moment(job.madeAt))")
        let head = PageHead(
            title, crumbs: crumbs + [.init(title)], sub: HTML.text(who(language)))
        return """
            \(head.html(language))<div class="stack measure" data-live="job"\(" data-refresh=\"2\"", if: !isOver)>\(standing)\(failures)</div>
            """
    }

    private var standing: HTML {
        let (handled, total) = (progress.done + progress.failed, max(job.total, 1))
        let done = JobWords.done(job.kind, progress.done)(language)
        let failed = progress.failed
        let not = Phrase(
            fr: failed == 0 ? "aucun échec" : failed == 1 ? "1 échec" : "\(failed) échecs",
            en: failed == 0 ? "no failure" : failed == 1 ? "1 failure" : "\(failed) failures")(language)
        guard isOver else {
            let words = Phrase(
                fr: "En cours : \(formats.number(Int64(handled))) sur \(formats.number(Int64(job.total))).",
                en: "Running: \(formats.number(Int64(handled))) of \(formats.number(Int64(job.total))).")(language)
            let stay = Phrase(
                fr: "Vous pouvez quitter cette page : le travail continue, même après un redémarrage.",
                en: "You may leave this page: the work goes on, even after a restart.")(language)
            return """
                <section class="panel"><div class="body stack"><p role="status">\(words)</p><progress max="\(String(total))" value="\(String(handled))" aria-label="\(words)"></progress>\
                <p class="soft">\(stay)</p></div></section>
                """
        }
        let outbox = Phrase(
            fr: "Les e-mails partent l’un après l’autre. Leur départ se suit dans",
            en: "The mails leave one after the other. Their departure is shown in")
        let mails: HTML =
            job.kind == .invite && progress.done > 0
            ? "<p class=\"soft\">\(outbox(language)) <a href=\"/admin/mails\">\(Phrase(fr: "Messages", en: "Messages")(language))</a></p>"
            : .empty
        return "\(note(failed == 0 ? .ok : progress.done == 0 ? .bad : .warn, "\(done), \(not)."))\(mails)"
    }

    private var failures: HTML {
        guard !groups.isEmpty else { return .empty }
        let rows: [HTML] = groups.map { group in
            obstacleGroup(
                group.reason, remedies, remedies.link(group.reason, portal: nil, language),
                group.people.map { ($0.name, $0.path) }, of: group.count, formats)
        }
        let csv = buttonLink(
            Phrase(fr: "Télécharger la liste (CSV)", en: "Download the list (CSV)")(language),
            JobShow.path(job.id) + "/failures.csv", .normal, icon: "i-get")
        let again =
            isOver
            ? postButton(
                Phrase(fr: "Réessayer les échecs", en: "Try the failures again")(language),
                to: JobShow.path(job.id) + "/retry") : .empty
        return panel(
            Phrase(fr: "Échecs", en: "Failures")(language), id: "failures-t", count: progress.failed,
            "<ul class=\"reasons\">\(rows)</ul><div class=\"form-acts body\">\(again)\(csv)</div>")
    }
}

/// `POST …/jobs/:job/retry`: what failed becomes a job of its own.
enum JobRetry {
    static func handle(_ app: App, _ request: Request, _ context: OfficeContext) async throws -> Response {
        let job = try await JobShow.find(app, context)
        let items = try await app.database.read { try BulkJobs($0).failures(of: job.id, limit: BulkJobs.limit) }
        guard job.endedAt != nil, !items.isEmpty else { return .seeOther(JobShow.path(job.id)) }
        let id = try await BulkStart.add(
            app, context.viewer, job.kind, type: job.userType, items.map(\.new), note: job.note)
        return .seeOther(JobShow.path(id))
    }
}

/// `GET …/jobs/:job/failures.csv`: all failures, for a table program.
enum JobFailures {
    static func handle(_ app: App, _ request: Request, _ context: OfficeContext) async throws -> Response {
        let (job, visitor, language) = (try await JobShow.find(app, context), context.visitor, context.language)
        let lines = try await app.records { records in
            let remedies = try Remedies.read(
                for: visitor, records.connection, asker: (job.madeBy, job.madeByName))
            return try BulkJobs(records.connection).failures(of: job.id, limit: BulkJobs.limit).map { item in
                let failed = try FailureGroup.failed(item, visitor.viewer, records)
                let reason = item.reason.flatMap(BulkObstacle.init(rawValue:)) ?? .failed
                return [
                    failed.name, failed.address, remedies.reason(reason)(language), remedies.text(reason)(language),
                ]
            }
        }
        let heads = [
            Phrase(fr: "Nom", en: "Name"), Phrase(fr: "E-mail", en: "E-mail"), Phrase(fr: "Raison", en: "Reason"),
            Phrase(fr: "Remède", en: "Remedy"),
        ].map { $0(language) }
        return TableFile.response("echecs.csv", heads, lines)
    }
}
