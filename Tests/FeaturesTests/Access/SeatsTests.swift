import Core
import Features
import Store
import TestSupport
import Testing

/// Quotas of portals and of types: never one access too many, however many come at once.
@Suite struct SeatsTests {
    @Test(arguments: Engine.allCases) func fiveFreeSeatsTakeFiveOfTwenty(_ engine: Engine) async throws {
        try await AdmissionWorld.with(engine) { admission in
            let world = admission.world
            let type = try await admission.type("Abonnés", quota: 5)
            var contacts: [String] = []
            for number in 0..<20 {
                contacts.append(try await admission.contact("lea\(number)@atu.example", number: number))
            }
            let other = try world.app()
            let (apps, cookies) = ([admission.app, other], admission.office.cookies)
            let jobs = contacts.enumerated().map { ($0, $1) }
            let statuses = try await withThrowingTaskGroup(of: Int.self) { group in
                for (number, contact) in jobs {
                    group.addTask {
                        let client = Client(apps[number % 2])
                        client.keep(cookies)
                        let fields = ["username": "lea.\(number)", "user_type": type.text, "send": "later"]
                        return try await client.post(contact + "/account/new", fields).status
                    }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(statuses.count { $0 == 303 } == 5, "\(statuses)")
            #expect(statuses.allSatisfy { [303, 409, 422].contains($0) }, "\(statuses)")
            #expect(try await world.database.read { try Seats($0).used(ofType: type) } == 5)
        }
    }

    @Test(arguments: Engine.allCases) func aDeactivatedAccessGivesItsSeatBack(_ engine: Engine) async throws {
        try await AdmissionWorld.with(engine) { admission in
            let type = try await admission.type("Abonnés", quota: 1)
            let (first, second) = (
                try await admission.contact("a@atu.example"), try await admission.contact("b@atu.example")
            )
            #expect(try await admission.create(first, type, "lea.un").status == 303)
            let full = try await admission.create(second, type, "lea.deux")
            #expect(full.status == 422 && full.body.contains("sont pris (1)."))
            let profile = try await access(of: first, admission)
            #expect(try await admission.office.post(profile + "/disable").status == 303)
            #expect(try await admission.create(second, type, "lea.deux").status == 303)
            let again = try await admission.office.post(profile + "/enable")
            #expect(again.status == 409 && again.body.contains("sont pris (1)."))
            #expect(try await state(of: first, admission) == .deactivated)
        }
    }

    @Test func aPortalsQuotaCountsAllItsTypes() async throws {
        try await AdmissionWorld.with { admission in
            let type = try await admission.type("Abonnés")
            let portal = admission.world.portal.id
            let taken = try await admission.world.database.read { try Seats($0).used(ofPortal: portal) }
            let page = "/admin/portals/\(portal.text)"
            func settings(_ quota: String) async throws -> [String: String] {
                let found = try await admission.world.database.read { try Portals($0).find(portal) }
                let portal = try #require(found)
                return [
                    "name": portal.name, "slug": portal.slug, "accent": portal.accent, "quota": quota, "confirmed": "1",
                    "version": String(portal.version),
                ]
            }
            for wrong in ["0", "-3", "1,5", "dix", "99999999999"] {
                let answer = try await admission.office.post(page, try await settings(wrong))
                #expect(answer.status == 422 && answer.body.contains("nombre entier d’au moins 1"), "\(wrong)")
            }
            #expect(try await admission.office.post(page, try await settings("\(taken + 1)")).status == 303)
            let (first, second) = (
                try await admission.contact("a@atu.example"), try await admission.contact("b@atu.example")
            )
            #expect(try await admission.create(first, type, "lea.un").status == 303)
            let full = try await admission.create(second, type, "lea.deux")
            #expect(full.status == 422 && full.body.contains("accès prévus du portail"))
            #expect(try await admission.office.post(page, try await settings("")).status == 303)
            #expect(try await admission.create(second, type, "lea.deux").status == 303)
        }
    }

    private func access(of contact: String, _ admission: AdmissionWorld) async throws -> String {
        let found = try await found(contact, admission)
        return "/admin/users/" + found.id.text
    }

    private func state(of contact: String, _ admission: AdmissionWorld) async throws -> Access.State {
        try await found(contact, admission).state
    }

    private func found(_ contact: String, _ admission: AdmissionWorld) async throws -> Access {
        let id = try #require(RecordID(text: contact.suffix(13)))
        return try #require(
            try await admission.world.database.read { try Accesses($0).on(module: "contacts", record: id) }.first)
    }
}
