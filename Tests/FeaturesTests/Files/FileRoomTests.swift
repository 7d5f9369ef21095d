import Core
import Features
import Store
import TestSupport
import Testing

/// An account's people may send so much and no more; what they write is taken all the same.
@Suite struct FileRoomTests {
    private func app(_ world: World, quota: Int64) throws -> App {
        var site = Site(
            baseAddress: "http://portal.test", dataFolder: TemporaryFolder.newPath("data"), keepsMailHere: false,
            hasMail: true)
        site.fileQuota = quota
        return try App(database: world.database, clock: world.clock.clock, site: site, node: TestNodes.next())
    }

    @Test(arguments: Engine.allCases) func itIsToldCountedAndFreedAgain(_ engine: Engine) async throws {
        try await engine.withWorld { world in
            let app = try app(world, quota: 1000)
            let atu = try await OfficeDoor.atu(world, app)
            let path = "/p/clients/tickets/\(try #require(world.atu["tickets"].first).text)"
            func reply(_ letter: String, _ size: Int = 600) async throws -> Client.Answer {
                let content = Array(String(repeating: letter, count: size).utf8)
                return try await FormWithFiles().text("body", "Bonjour").file("files", "note.txt", content).post(
                    atu, path + "/comments")
            }
            #expect(try await reply("a").status == 303)
            #expect(try await atu.get(path).body.contains("Il reste 400\u{A0}octets à votre société."))
            #expect(try await reply("c", 100).status == 303)
            #expect(try await reply("c", 100).status == 303)
            let once = try await atu.get(path).body
            #expect(once.contains("Il reste 300\u{A0}octets à votre société."), "the same content counts once")
            let full = try await reply("b")
            #expect(
                full.status == 422 && full.body.contains("dépasse la place qui reste à votre société (300\u{A0}octets)")
            )
            #expect(try app.storedFiles().count == 2)
            #expect(try await atu.post(path + "/comments", ["body": "Sans fichier"]).status == 303)
            // Staff take the file away: from the next sweep on there is room again.
            let removed = world.now
            _ = try await world.database.write { connection in
                try connection.run("UPDATE \"files\" SET \"deleted_at\" = \(removed) WHERE \"size\" = 600")
            }
            world.clock.advance(by: .days(2))
            try await FileSweep(app: app).run()
            let again = try await OfficeDoor.atu(world, app)
            #expect(try await again.get(path).body.contains("Il reste 900\u{A0}octets à votre société."))
        }
    }
}
