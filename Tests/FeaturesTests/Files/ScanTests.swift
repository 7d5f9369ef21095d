import Core
import Foundation
import Logging
import Mail
import Store
import Synchronization
import TestSupport
import Testing

@testable import Features

/// With a virus scanner nothing leaves before it was looked at, against the real clamd.
@Suite struct ScanTests {
    private func app(_ world: World, _ scanner: ScannerAddress) throws -> App {
        var site = Site(
            baseAddress: "http://portal.test", dataFolder: TemporaryFolder.newPath("data"), keepsMailHere: false,
            hasMail: true)
        site.scanner = scanner
        return try App(database: world.database, clock: world.clock.clock, site: site, node: TestNodes.next())
    }

    private func scanAll(_ app: App) async throws {
        let worker = try #require(ScanWorker(app: app, logger: RecordedLog().logger))
        while try await worker.step() {}
    }

    /// The address of the last file of Atu's first request.
    private func file(_ app: App) async throws -> String {
        let id = try await app.database.read { try $0.int("SELECT max(\"id\") FROM \"files\"") }
        return "/p/clients/files/\(RecordID(try #require(id)).text)"
    }

    private func reply(_ client: Client, _ world: World, _ name: String, _ content: [UInt8]) async throws -> String {
        let path = "/p/clients/tickets/\(try #require(world.atu["tickets"].first).text)"
        let form = FormWithFiles().text("body", "Voici").file("files", name, content)
        #expect(try await form.post(client, path + "/comments").status == 303)
        return path
    }

    @Test(arguments: Engine.allCases) func nothingLeavesBeforeItWasLookedAt(_ engine: Engine) async throws {
        let server = try await ClamServer()
        try await engine.withWorld { world in
            let app = try app(world, server.address)
            let atu = try await OfficeDoor.atu(world, app)
            let claire = try await OfficeDoor.client(world.claire, world, app)
            let page = try await reply(atu, world, "plan.txt", Array("un plan".utf8))
            let (path, office) = (try await file(app), try await file(app).replacing("/p/clients", with: "/admin"))
            #expect(try await atu.get(page).body.contains("En cours d’analyse"))
            for (client, path) in [(atu, path), (claire, office)] {
                let answer = try await client.get(path)
                #expect(answer.status == 409 && answer.body.contains("L’antivirus regarde ce fichier"))
                #expect(!answer.body.contains("un plan"))
            }
            try await scanAll(app)
            #expect(try await !atu.get(page).body.contains("En cours d’analyse"))
            for (client, path) in [(atu, path), (claire, office)] {
                let answer = try await client.get(path)
                #expect(answer.status == 200 && answer.body == "un plan")
            }
        }
    }

    @Test(arguments: Engine.allCases) func aVirusGoesAndEverybodyIsTold(_ engine: Engine) async throws {
        let server = try await ClamServer()
        try await engine.withWorld { world in
            let app = try app(world, server.address)
            let atu = try await OfficeDoor.atu(world, app)
            let page = try await reply(atu, world, "facture.txt", ClamServer.eicar)
            try await scanAll(app)
            #expect(try app.storedFiles().isEmpty)
            let answer = try await atu.get(try await file(app))
            #expect(answer.status == 410 && answer.body.contains("il a été supprimé"))
            #expect(try await atu.get(page).body.contains("Refusé par l’antivirus"))
            let (mails, event) = try await app.database.read { connection in
                (
                    try connection.rows(
                        "SELECT \"kind\", \"recipients\", \"body\" FROM \"outbox\" WHERE \"kind\" LIKE 'FILE_%' ORDER BY \"kind\""
                    ),
                    try connection.row("SELECT \"detail\" FROM \"audit\" WHERE \"verb\" = 'file.infected'")?[0].text
                )
            }
            #expect(mails.map { $0["kind"].text } == ["FILE_REFUSED", "FILE_REFUSED_STAFF"])
            #expect(mails.allSatisfy { $0["body"].text?.contains("facture.txt") == true })
            #expect(mails.last?["body"].text?.contains("Parvis.Test.Eicar") == true)
            #expect(event?.contains("facture.txt") == true && event?.contains("Parvis.Test.Eicar") == true)
            // It is neither missed nor kept: not by the sweep, not by a backup.
            #expect(try await FileSweep(app: app).look().missing.isEmpty)
            let archive = TemporaryFolder.newPath("backup.tar")
            #expect(try await Backup(database: app.database, files: app.files.location).write(to: archive).lost.isEmpty)
            // Sent again it is looked at again: signatures are corrected, too.
            _ = try await reply(atu, world, "facture.txt", ClamServer.eicar)
            #expect(try await atu.get(try await file(app)).status == 409)
            try await scanAll(app)
            #expect(try await atu.get(try await file(app)).status == 410)
            #expect(try app.storedFiles().isEmpty)
        }
    }

    @Test(arguments: Engine.allCases) func aScannerThatIsDownMakesFilesWait(_ engine: Engine) async throws {
        let server = try await ClamServer()
        try server.stop()
        try await engine.withWorld { world in
            let app = try app(world, server.address)
            let atu = try await OfficeDoor.atu(world, app)
            let alice = try await OfficeDoor.client(world.administrator, world, app)
            _ = try await reply(atu, world, "plan.txt", Array("un plan".utf8))
            let path = try await file(app)
            try await scanAll(app)
            let answer = try await atu.get(path)
            #expect(answer.status == 409 && answer.body.contains("L’antivirus ne répond pas"))
            #expect(try await alice.get("/admin").body.contains("1 fichier attend et ne s’ouvre pas"))
            try await server.start()
            world.clock.advance(by: .seconds(31))
            try await scanAll(app)
            #expect(try await atu.get(path).body == "un plan")
            #expect(try await !alice.get("/admin").body.contains("antivirus"))
        }
    }

    /// What was there before the scanner, or came with an import, waits too; without a scanner nothing waits.
    @Test(arguments: Engine.allCases) func whatCameAnotherWayIsLookedAtToo(_ engine: Engine) async throws {
        let server = try await ClamServer()
        try await engine.withWorld { world in
            let app = try app(world, server.address)
            let atu = try await OfficeDoor.atu(world, app)
            try await world.name(try app.files.keep(Array("importé".utf8)))
            let path = try await file(app)
            #expect(try await atu.get(path).status == 409)
            try await ScanTidy(app: app).run()
            try await scanAll(app)
            #expect(try await atu.get(path).status == 200)
            try await world.name(try app.files.keep(Array("plus tard".utf8)))
            try await ScanTidy(app: app).run()
            let without = try App(
                database: world.database, clock: world.clock.clock,
                site: Site(
                    baseAddress: "http://portal.test", dataFolder: app.site.dataFolder, keepsMailHere: false,
                    hasMail: true))
            try await ScanTidy(app: without).run()
            #expect(try await without.database.read { try Scans($0).waiting().count } == 0)
            let again = try await OfficeDoor.atu(world, without)
            #expect(try await again.get(try await file(app)).body == "plus tard")
        }
    }

    @Test(arguments: Engine.allCases) func aMailWaitsForItsFile(_ engine: Engine) async throws {
        let server = try await ClamServer()
        try await engine.withWorld { world in
            let app = try app(world, server.address)
            let claire = try await OfficeDoor.client(world.claire, world, app)
            func write(_ name: String, _ content: [UInt8]) async throws {
                let form = FormWithFiles().text("to", "atu@example.com").text("subject", name).text("message", "Voici")
                    .text("action", "send").file("files", name, content)
                let answer = try await form.post(claire, "/admin/contacts/\(world.atu.contact.text)/mail")
                #expect(answer.status == 303, "\(answer.body)")
            }
            let sent = SentMails()
            let mails = MailWorker(app: app, transport: sent, logger: RecordedLog().logger)
            try await write("plan.txt", Array("un plan".utf8))
            while try await mails.deliverNext() {}
            #expect(!sent.subjects.contains("plan.txt"))
            try await scanAll(app)
            world.clock.advance(by: .minutes(2))
            while try await mails.deliverNext() {}
            #expect(sent.subjects.contains("plan.txt"))
            try await write("virus.txt", ClamServer.eicar)
            try await scanAll(app)
            while try await mails.deliverNext() {}
            world.clock.advance(by: .days(1))
            while try await mails.deliverNext() {}
            #expect(!sent.subjects.contains("virus.txt"))
            let state = try await app.database.read {
                try $0.row("SELECT \"state\", \"problem\" FROM \"outbox\" WHERE \"subject\" = 'virus.txt'")
            }
            #expect(
                state?[0].text == "dead"
                    && state?[1].text?.contains("refusé le fichier «\u{A0}virus.txt\u{A0}»") == true)
        }
    }

    /// clamd hangs up on what is larger than it takes, and says so first.
    @Test func whatIsTooLargeForTheScannerIsNotClean() async throws {
        let server = try await ClamServer()
        let path = TemporaryFolder.newPath("large")
        try Data(repeating: 0x41, count: 3 << 20).write(to: URL(filePath: path))
        let scanner = ClamAV(server.address)
        // The answer may be lost with the connection: not clean either way.
        do {
            let answer = try await scanner.scan(path)
            #expect(answer != .clean)
        } catch is ClamAV.Down {}
        #expect(try await scanner.version().hasPrefix("ClamAV"))
    }

    @Test func addressesAreReadAndAnswersToo() {
        #expect(ScannerAddress("unix:/run/clamav/clamd.ctl") == .unix(path: "/run/clamav/clamd.ctl"))
        #expect(ScannerAddress("tcp:127.0.0.1:3310") == .tcp(host: "127.0.0.1", port: 3310))
        #expect(ScannerAddress("tcp:[::1]:3310") == .tcp(host: "::1", port: 3310))
        for bad in [
            "", "unix:", "unix:relative", "tcp:host", "tcp:host:0", "tcp:host:70000", "tcp::3310", "/run/x",
            "unix:/" + String(repeating: "x", count: 110),
        ] {
            #expect(ScannerAddress(bad) == nil, "\(bad)")
        }
        #expect(ClamAV.read("stream: OK") == .clean)
        #expect(ClamAV.read("stream: A.B FOUND") == .found(signature: "A.B"))
        for other in ["", "OK", "stream: x ERROR", "INSTREAM size limit exceeded. ERROR", "UNKNOWN COMMAND"] {
            #expect(ClamAV.read(other) == .unsure(reason: other))
        }
    }
}

/// A mail server that takes everything.
private final class SentMails: MailTransport {
    private let kept = Mutex<[String]>([])
    var subjects: [String] { kept.withLock { $0 } }
    func send(_ message: MailMessage) async throws { kept.withLock { $0.append(message.subject) } }
}
