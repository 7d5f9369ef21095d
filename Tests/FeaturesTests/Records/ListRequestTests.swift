import HTML
import Core
import Testing
import Web

@testable import Features

/// What addresses ask of a list, friendly and hostile.
struct ListRequestTests {
    private let module = Module.invoices
    private let staff = Viewer(staff: RecordID(1), name: "Claire Martin", grants: .everything(in: .builtIn))
    private let day = Day(number: 20_779)

    private func request(_ query: String, as viewer: Viewer? = nil) throws -> ListRequest {
        ListRequest(try Form(urlEncoded: query), module, for: viewer ?? staff)
    }

    private var buyer: Viewer {
        Viewer(
            access: RecordID(2), person: RecordID(3), name: "Atu Lenobli",
            grants: Grants(Preset.customer(.builtIn), open: Catalog.builtIn.modules.map(\.key), permissions: .all),
            anchor: RecordID(4), account: RecordID(5))
    }

    @Test func anEmptyAddressIsTheWholeListInItsOwnOrder() throws {
        let request = try request("")
        #expect(!request.isNarrowed)
        #expect(request.sort == Sort("date", descending: true))
        #expect(request.position == .first)
        #expect(request.address("/x") == "/x")
    }

    @Test func everyPartIsReadAndWrittenBack() throws {
        let request = try request(
            "q=+caf%C3%A9+&view=due&sort=due_date&f_kind=standard&f_date_from=2026-01-01&col=ref&col=date&col=ref")
        #expect(request.search == "café")
        #expect(request.view?.key == "due")
        #expect(request.sort == Sort("due_date"))
        #expect(request.columns == ["ref", "date"])
        #expect(request.query(today: day).filters.count == 4)
        #expect(
            request.address("/x")
                == "/x?q=caf%C3%A9&view=due&f_date_from=2026-01-01&f_kind=standard&sort=due_date&col=ref&col=date")
    }

    @Test(arguments: [
        "view=nope", "sort=nope", "sort=-", "sort=total_excl", "f_kind=nope", "f_kind=%27+OR+1%3D1",
        "f_date_from=9999-99-99", "f_date_to=x", "f_account_id=1",
        "f_nope=1", "f_=", "f_note=x", "col=nope", "after=", "before=%2B", "q=%20%20", "q=a%01b",
    ])
    func whatCannotBeUnderstoodIsLeftOut(_ query: String) throws {
        let request = try request(query)
        #expect(!request.isNarrowed)
        #expect(request.sort == module.sort)
        #expect(request.columns == nil)
        #expect(request.position == .first)
    }

    @Test func aLongSearchIsCut() throws {
        #expect(try request("q=" + String(repeating: "a", count: 5000)).search?.count == ListRequest.longestSearch)
    }

    @Test func fieldsThatTheViewerMayNotSeeAreNotColumnsFiltersOrOrders() throws {
        let request = try request("col=note&col=ref&f_note=x", as: buyer)
        #expect(request.columns == ["ref"])
        #expect(request.facets.isEmpty)
    }

    @Test func severalValuesOfAFieldAreAlternatives() throws {
        let request = try request("f_state=unpaid&f_state=paid&f_state=nope")
        #expect(request.facets.map(\.tests) == [[.oneOf([.text("unpaid"), .text("paid")])]])
    }

    @Test func theLastDayOfARangeIsPartOfIt() throws {
        let tickets = ListRequest(try Form(urlEncoded: "f_opened_at_to=2026-11-22"), .tickets, for: staff)
        guard case .atMost(let value)? = tickets.facets.first?.tests.first else {
            Issue.record("no upper bound")
            return
        }
        #expect(value.instant.map { Day($0, in: Formats.paris).iso } == "2026-11-22")
        #expect(value.instant.map { Day($0 + .seconds(1), in: Formats.paris).iso } == "2026-11-23")
    }

    @Test func thePlaceOfAPageIsKnownAsLongAsTheAddressSaysIt() throws {
        let key = Position.Key(value: .text("2026-11-01"), id: RecordID(77))
        let after = "after=" + Cursor.text(key)
        #expect(try request("").first == 1 && request(after).first == nil)
        #expect(try request(after + "&n=26").first == 26)
        for hostile in ["n=0", "n=-1", "n=99999999999", "n=x"] {
            #expect(try request(after + "&" + hostile).first == nil)
        }
        #expect(try request("n=26").first == 1)
        #expect(try request("").address("/x", position: .after(key), first: 26) == "/x?\(after)&n=26")
    }

    @Test func changingTheListStartsItOver() throws {
        let key = Position.Key(value: .text("2026-11-01"), id: RecordID(77))
        let request = try request("view=late&after=" + Cursor.text(key))
        #expect(request.position == .after(key))
        #expect(request.address("/x", view: .some(nil)) == "/x")
        #expect(request.address("/x", sort: Sort("ref")) == "/x?view=late&sort=ref")
    }
}
