import Core
import Features
import Store
import TestSupport
import Testing

/// Creating an account with its mail leaves both steps in *Suivi*.
@Suite struct AccountMailEventTests {
    @Test(arguments: Engine.allCases) func theMailOfANewAccountIsAnEvent(_ engine: Engine) async throws {
        try await engine.withWorld { world in
            let app = try world.app()
            let office = try await OfficeDoor.client(world.claire, world, app)
            let contact = try await office.post(
                "/admin/contacts/new",
                [
                    "last_name": "Martin", "first_name": "Léa", "state": "open", "email": "lea@atu.example",
                    "account_id": world.atu.account.text,
                ])
            let path = try #require(contact.location?.split(separator: "?").first.map(String.init))
            // The world's type stands on invoices; an account of a contact needs one that stands on contacts.
            let (id, portal, now) = (world.ids.next(), world.portal.id, world.now)
            try await world.database.write {
                try Portals($0).addUserType(
                    id, portal: portal, key: "contact", name: Phrase(fr: "Contact", en: "Contact"),
                    mainModule: "contacts", at: now)
            }
            let made = try await office.post(
                path + "/account/new", ["username": "lea.martin", "user_type": id.text, "send": "now"])
            #expect(made.status == 303)
            let subject = Journal.Subject("contacts", try #require(RecordID(text: path.suffix(13))))
            let verbs = try await app.database.read {
                try Journal($0).events(of: subject, limit: 9, connection: $0).map(\.verb)
            }
            #expect(verbs.contains("access.created") && verbs.contains("access.link_sent"))
        }
    }
}
