import Core
import Features
import Store
import TestSupport
import Testing

/// The policy on e-mail domains, at each door through which an address gets an access.
@Suite struct DomainTests {
    private let page = "/admin/portals/domains"

    @Test(arguments: Engine.allCases) func anExceptionNeedsAReasonAndKeepsIt(_ engine: Engine) async throws {
        try await AdmissionWorld.with(engine) { admission in
            try await admission.set(DomainPolicy(own: ["atu.example"]))
            let type = try await admission.type("Clients du portail")
            let contact = try await admission.contact("lea@atu.example")
            let form = try await admission.office.get(contact + "/account/new")
            #expect(
                form.body.contains("atu.example est un de nos domaines") && form.body.contains("name=\"exception\""))
            let refused = try await admission.create(contact, type, "lea.une")
            #expect(refused.status == 422 && refused.body.contains("pourquoi cette adresse est acceptée"))
            let long = try await admission.create(
                contact, type, "lea.une", ["exception": String(repeating: "a", count: 201)])
            #expect(long.status == 422)
            let made = try await admission.create(contact, type, "lea.une", ["exception": "Salariée et cliente"])
            #expect(made.status == 303)
            let kept = try await admission.world.database.read { try DomainRules($0).exceptions() }
            #expect(kept.map(\.reason) == ["Salariée et cliente"] && kept.first?.address == "lea@atu.example")
            #expect(kept.first?.madeBy == "Alice Moreau")
            #expect(try await admission.office.get(page).body.contains("Salariée et cliente"))
        }
    }

    @Test func refusedDomainsAreRefusedByEveryTypeAndOwnOnesByTypesForCustomers() async throws {
        try await AdmissionWorld.with { admission in
            try await admission.set(DomainPolicy(own: ["nous.example"], refused: ["jetable.example"]))
            let colleagues = try await admission.type("Collègues", allowsOwn: true)
            let own = try await admission.contact("lea@nous.example")
            #expect(try await admission.create(own, colleagues, "lea.une").status == 303)
            let thrown = try await admission.contact("lea@jetable.example")
            #expect(try await admission.create(thrown, colleagues, "lea.deux").status == 422)
        }
    }

    @Test func anotherSignInAddressMeetsTheSameRule() async throws {
        try await AdmissionWorld.with { admission in
            try await admission.set(DomainPolicy(own: ["nous.example"]))
            let path = "/admin/users/\(admission.world.atu.access.text)/edit"
            let person = admission.world.atu.person
            let before = try #require(try await admission.world.database.read { try People($0).find(person) })
            func rename(_ email: String) async throws -> Client.Answer {
                try await admission.office.post(
                    path,
                    [
                        "username": before.username ?? "", "email": email, "was_username": before.username ?? "",
                        "was_email": before.email ?? "",
                    ])
            }
            let refused = try await rename("atu@nous.example")
            #expect(refused.status == 422 && refused.body.contains("Domaines d’e-mail"))
            let (id, now) = (admission.world.ids.next(), admission.world.now)
            try await admission.world.database.write {
                try DomainRules($0).add(
                    "ATU@nous.example", reason: "Convenu", id: id, by: .system("test"), at: now)
            }
            #expect(try await rename("atu@nous.example").status == 303)
        }
    }

    @Test func theListsAreSavedWholeOrNotAtAll() async throws {
        try await AdmissionWorld.with { admission in
            func save(_ own: String, _ refused: String, was: String) async throws -> Client.Answer {
                try await admission.office.post(page, ["own": own, "refused": refused, "was": was])
            }
            func policy() async throws -> DomainPolicy {
                try await admission.world.database.read { try DomainRules($0).policy }
            }
            let start = "|" + DomainPolicy.throwAway.joined(separator: ",")
            #expect(try await policy() == DomainPolicy())
            let wrong = try await save("nous.example\nnous", "", was: start)
            #expect(wrong.status == 422 && wrong.body.contains("n’est pas un domaine"))
            let open = try await save("orange.fr", "", was: start)
            #expect(open.status == 422 && open.body.contains("orange.fr est ouvert à tous"))
            #expect(try await save("@Nous.example", "", was: start).status == 303)
            #expect(try await policy() == DomainPolicy(own: ["nous.example"], refused: []))
            let stale = try await save("autre.example", "", was: start)
            #expect(stale.status == 409 && stale.body.contains("nous.example"))
            #expect(try await policy().own == ["nous.example"])
        }
    }

    @Test func exceptionsComeAndGo() async throws {
        try await AdmissionWorld.with { admission in
            let wrong = try await admission.office.post(page + "/exceptions", ["address": "nobody", "reason": ""])
            #expect(wrong.status == 422 && wrong.body.contains("value=\"nobody\""))
            let added = try await admission.office.post(
                page + "/exceptions", ["address": "x@nous.example", "reason": "Essai"])
            #expect(added.status == 303)
            let one = try #require(try await admission.world.database.read { try DomainRules($0).exceptions() }.first)
            let remove = page + "/exceptions/\(one.id.text)/remove"
            #expect(try await admission.office.post(remove).status == 303)
            #expect(try await admission.office.post(remove).status == 404)
        }
    }

    @Test func theFirstTypeIsForCustomersOnly() async throws {
        try await AdmissionWorld.with { admission in
            let path = "/admin/portals/\(admission.world.portal.id.text)/types/\(admission.world.userType.text)/edit"
            let type = admission.world.userType
            let found = try #require(try await admission.world.database.read { try Portals($0).userType(type) })
            let fields = [
                "name_fr": found.name.fr, "name_en": found.name.en, "main": found.mainModule,
                "version": String(found.version), "own_domains": "1",
            ]
            let refused = try await admission.office.post(path, fields)
            #expect(refused.status == 422 && refused.body.contains("réservé aux clients"))
            let saved = try await admission.office.post(
                path, fields.merging(["own_domains": "0", "quota": "12"]) { $1 })
            #expect(saved.status == 303)
            let after = try await admission.world.database.read { try Portals($0).userType(type) }
            #expect(after?.quota == 12 && after?.allowsOwnDomains == false)
        }
    }
}
