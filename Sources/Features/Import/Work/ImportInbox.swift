package import Core
import Foundation
package import Store

/// Imports that another program on this machine hands over, as a folder in the inbox with what is asked for and the source beside it.
///
/// SQLite bears one process that writes (decision 0005), so the command hands over to the one that serves the site and watches the import's row.
package struct ImportInbox: Sendable {
    private let app: App

    package init(app: App) { self.app = app }

    /// What is asked for, as the other program wrote it.
    package struct Order: Codable, Sendable {
        package enum Action: String, Codable, Sendable {
            case run, dryRun, withdraw
        }

        package let action: Action
        /// For a run.
        package let request: ImportRequest?
        /// For a withdrawal: which import, and how many records the person was told.
        package let run: String?
        package let count: Int?

        package init(_ request: ImportRequest, isDry: Bool) {
            (action, self.request, run, count) = (isDry ? .dryRun : .run, request, nil, nil)
        }

        package init(withdraw run: RecordID, count: Int) {
            (action, request, self.run, self.count) = (.withdraw, nil, run.text, count)
        }
    }

    static let order = "order.json"
    /// Whoever asks for an import on the command line, in the journal.
    package static let author = Author.system("parvis import")

    /// Takes what lies in the inbox, oldest first as far as names tell.
    func take() async throws {
        let folder = app.importFolder
        // No inbox: nobody ever handed anything over.
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.inbox)) ?? []
        for name in names.sorted() where !name.hasPrefix(".") { try await take(name) }
    }

    private func take(_ ticket: String) async throws {
        let place = app.importFolder.inbox + "/" + ticket
        guard let order = ImportInbox.read(place + "/" + ImportInbox.order) else {
            return ImportFolder.remove(place)
        }
        if let run = order.run {
            try await withdraw(run, order.count ?? 0)
            return ImportFolder.remove(place)
        }
        guard let request = order.request else { return ImportFolder.remove(place) }
        let id = try await row(ticket, request, isDry: order.action == .dryRun)
        try await app.database.write { _ = try Imports($0).start(id, isDry: order.action == .dryRun) }
        // The row first: a process that is killed here finds it by its ticket, and moves the folder then.
        try FileManager.default.moveItem(atPath: place, toPath: app.importFolder.folder(of: id))
    }

    private func row(_ ticket: String, _ request: ImportRequest, isDry: Bool) async throws -> RecordID {
        let (id, now, options) = (app.ids.next(), app.clock.now, try request.json)
        return try await app.database.write { connection in
            let imports = Imports(connection)
            if let known = try imports.find(ticket: ticket) { return known.id }
            try imports.add(
                id, source: request.source, options: options, state: .draft, isDry: isDry, by: ImportInbox.author,
                ticket: ticket, at: now)
            return id
        }
    }

    private func withdraw(_ run: String, _ count: Int) async throws {
        guard let id = RecordID(text: run) else { return }
        try await app.database.write { connection in
            guard try Absents(connection).tallies(of: id).values.reduce(0, { $0 + $1.listed }) == count else { return }
            _ = try Absents(connection).start(id)
        }
    }

    private static func read(_ path: String) -> Order? {
        guard let data = FileManager.default.contents(atPath: path), data.count <= 1 << 20 else { return nil }
        // What is not an order is removed, whoever wrote it.
        do { return try JSONDecoder().decode(Order.self, from: data) } catch { return nil }
    }
}

/// Puts an order into the inbox of the process that serves the site.
package struct ImportHandover: Sendable {
    private let folder: ImportFolder

    package init(_ folder: ImportFolder) { self.folder = folder }

    /// Copies the source and writes the order beside it, then shows both at once. Returns the ticket by which the import is found.
    package func send(_ order: ImportInbox.Order, source: String? = nil) throws -> String {
        let ticket = String(format: "%013llx-", Int64(Date().timeIntervalSince1970 * 1000)) + UUID().uuidString
        let hidden = folder.inbox + "/." + ticket
        do {
            try ImportFolder.make(hidden)
            if let source, let request = order.request {
                try copy(source, to: hidden + "/" + ImportFolder.name(request.kind), request.kind)
            }
            try JSONEncoder().encode(order).write(to: URL(filePath: hidden + "/" + ImportInbox.order))
            try FileManager.default.moveItem(atPath: hidden, toPath: folder.inbox + "/" + ticket)
            return ticket
        } catch {
            ImportFolder.remove(hidden)
            throw error is ImportProblem ? error : ImportFolder.unusable(folder.inbox, error)
        }
    }

    /// A folder's ordinary files only: what a link leads to is not what was asked for.
    private func copy(_ source: String, to target: String, _ kind: ImportRequest.Kind) throws {
        guard kind == .dolibarr else { return try FileManager.default.copyItem(atPath: source, toPath: target) }
        try ImportFolder.make(target)
        let found = FileManager.default.enumerator(atPath: source)
        while let name = found?.nextObject() as? String {
            let type =
                try FileManager.default.attributesOfItem(atPath: source + "/" + name)[.type] as? FileAttributeType
            if type == .typeDirectory { try ImportFolder.make(target + "/" + name) }
            if type == .typeRegular {
                try FileManager.default.copyItem(atPath: source + "/" + name, toPath: target + "/" + name)
            }
        }
    }
}
