import Core
import Features
import Store
import TestSupport
import Testing
import Web

/// What is mailed about a request, and to whom, on both engines.
@Suite struct RequestMailTests {
    private static let atu = "atu@atu.example"

    @Test(arguments: Engine.allCases) func eachSideIsToldWhatTheOtherWrote(_ engine: Engine) async throws {
        try await RequestDesk.with(engine) { desk in
            let id = try await desk.open()
            try await desk.answer(id)
            try await desk.reply(id)
            #expect(
                try await desk.told() == [
                    "REQUEST_OPENED \(RequestDesk.address)", "REQUEST_ANSWERED \(Self.atu)",
                    "REQUEST_REPLIED \(RequestDesk.address)",
                ])
            let mails = try await desk.mails()
            let (office, portal) = ("http://portal.test/admin/tickets/", "http://portal.test/p/clients/tickets/")
            #expect(mails.map { $0.body.contains(office + id.text) } == [true, false, true])
            #expect(mails.map { $0.body.contains(portal + id.text) } == [false, true, false])
            #expect(mails.allSatisfy { $0.body.contains("Livraison partielle") && $0.title.contains("TS2611-") })
            for text in ["12 rouleaux", "Nous passons", "Le matin"] {
                #expect(mails.allSatisfy { !$0.body.contains(text) && !$0.title.contains(text) }, "\(text)")
            }
            #expect(mails.map(\.person) == [nil, desk.world.atu.person, nil])
            #expect(mails.allSatisfy { $0.subject == Journal.Subject("tickets", id) })
        }
    }

    @Test(arguments: Engine.allCases) func withoutAnybodyToTellNobodyIsTold(_ engine: Engine) async throws {
        try await RequestDesk.with(engine, address: nil) { desk in
            try await desk.reply(try await desk.open())
            #expect(try await desk.told() == [])
        }
    }

    @Test func askingBackSaysSoAndNotesStayInside() async throws {
        try await RequestDesk.with(address: nil) { desk in
            let id = try await desk.open()
            try await desk.answer(id, "Voir avec l’entrepôt", ["private": "1"])
            try await desk.answer(id, "Voir avec l’entrepôt", ["private": "1", "wait": "1"])
            #expect(try await desk.told() == [])
            try await desk.answer(id, "Quel quai ?", ["wait": "1"])
            #expect(try await desk.told() == ["REQUEST_QUESTION \(Self.atu)"])
        }
    }

    @Test(arguments: Engine.allCases) func theEndOfARequestIsTold(_ engine: Engine) async throws {
        try await RequestDesk.with(engine, address: nil) { desk in
            let id = try await desk.open()
            for state in ["read", "assigned", "in_progress", "on_hold"] { try await desk.move(id, to: state) }
            #expect(try await desk.told() == [])
            try await desk.move(id, to: "solved")
            try await desk.move(id, to: "solved")
            #expect(try await desk.told() == ["REQUEST_CLOSED \(Self.atu)"])
            #expect(try await desk.mails().first?.body.contains("Résolue") == true)
            try await desk.edit(id, ["state": "abandoned"])
            #expect(try await desk.mails().last?.title.contains("Fermée sans solution") == true)
            try await desk.edit(id, ["subject": "Livraison"])
            #expect(try await desk.mails().count == 2)
            try await desk.move(id, to: "needs_answer")
            #expect(try await desk.told().last == "REQUEST_QUESTION \(Self.atu)")
        }
    }

    @Test func eachReadsTheirOwnLanguage() async throws {
        try await RequestDesk.with { desk in
            let world = desk.world
            try await desk.app.database.write { connection in
                try People(connection).setLanguage(.en, of: world.atu.person)
                try People(connection).setLanguage(.en, of: world.bruno)
                try Settings(connection).setRequestsAddress("bruno@parvis.example", of: world.portal.id)
            }
            let id = try await desk.open()
            try await desk.move(id, to: "solved")
            let mails = try await desk.mails()
            #expect(mails.map(\.language) == [.en, .en])
            #expect(mails[0].body.contains("Hello Bruno Petit") && mails[0].title.contains("New request"))
            #expect(mails[1].title.contains("Solved"))
        }
    }

    @Test func wordsThatStaffChangedAreUsed() async throws {
        try await RequestDesk.with(address: nil) { desk in
            let (id, now) = (desk.world.ids.next(), desk.world.now)
            try await desk.app.database.write {
                try Templates($0).save(
                    MailText.requestAnswered.rawValue, .fr, portal: nil, subject: "Du nouveau",
                    body: "{auteur}, ici : {lien}",
                    id: id, at: now)
            }
            try await desk.answer(try await desk.open())
            let mail = try await desk.mails().first
            #expect(mail?.title == "Du nouveau" && mail?.body.hasPrefix("Claire Martin, ici : http") == true)
        }
    }

    @Test func whatComesByTheAPIIsAnnouncedToo() async throws {
        try await RequestDesk.with { desk in
            let body = #"{"subject": "Par l’API", "message": "Bonjour"}"#
            let answer = try await desk.customer.send(
                "POST", "/api/v1/tickets", type: "application/json", Array(body.utf8))
            #expect(answer.status == 201)
            #expect(try await desk.told() == ["REQUEST_OPENED \(RequestDesk.address)"])
        }
    }

    @Test(arguments: [("/p/clients", true), ("/admin", false)]) func theLinkLeadsThroughTheSignInAndBack(
        _ door: String, _ isPortal: Bool
    ) async throws {
        try await RequestDesk.with { desk in
            let path = "\(door)/tickets/\(try await desk.open().text)"
            let client = Client(desk.app)
            let sent = try #require(try await client.get(path).location)
            #expect(sent == "\(door)/signin?to=\(escapedForURL(path))")
            #expect(try await client.get(sent).body.contains("name=\"to\" value=\"\(path)\""))
            let person = isPortal ? desk.world.atu.person : desk.world.claire
            let name = try await desk.app.database.read { try People($0).find(person)?.signInName } ?? ""
            let answer = try await client.post(
                door + "/signin", ["login": name, "password": RequestDesk.password, "to": path])
            #expect(answer.location == path)
            #expect(try await client.get(path).body.contains("Il manque 12 rouleaux."))
        }
    }
}
