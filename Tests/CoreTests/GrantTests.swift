import Core
import Foundation
import Testing

/// What cannot be is not granted, and what was written before keeps its meaning.
@Suite struct GrantTests {
    private let invoices = Module.invoices

    @Test func presetsHideDraftsAndInternalStates() {
        for preset in Preset.allCases {
            for (key, grant) in preset.grants(.builtIn, main: "contacts") {
                guard let module = Catalog.builtIn[key] else { continue }
                #expect(grant.states == nil && grant.shownStates(module) == module.usualStates)
            }
        }
        #expect(invoices.usualStates == ["unpaid", "partly_paid", "paid", "credit"])
        #expect(Module.quotes.usualStates.contains("cancelled") && !Module.quotes.usualStates.contains("draft"))
        #expect(Module.tasks.stateKeys.isEmpty && Grant(see: .everyone).inStates(.tasks) == .always)
    }

    @Test func usualStatesAreNotWrittenDown() {
        let scope = Scope.through(Scope.Path(["account_id"], to: .account))
        var grant = Grant(see: scope)
        grant.states = Set(invoices.usualStates + ["none of them"])
        #expect(grant.settled(on: invoices, main: "contacts", in: .builtIn).states == nil)
        grant.states = ["draft", "none of them"]
        #expect(grant.settled(on: invoices, main: "contacts", in: .builtIn).states == ["draft"])
    }

    @Test func theEarlierWordForEditingMeansOwnAndColleagues() throws {
        let text =
            #"{"see":"account:account_id","may":["create","edit"],"notes":"hidden","files":"read","view":"list","fields":{},"otherLayouts":{}}"#
        let grant = try JSONDecoder().decode(GrantDocument.self, from: Data(text.utf8)).grant
        #expect(grant.create && grant.editOwn && grant.editColleagues && !grant.editShared && grant.states == nil)
        var own = grant
        (own.editColleagues, own.states) = (false, ["paid", "draft"])
        let again = try JSONDecoder().decode(GrantDocument.self, from: JSONEncoder().encode(GrantDocument(own)))
        #expect(again == GrantDocument(own) && again.grant == own && again.states == ["draft", "paid"])
    }

    @Test func nothingIsCreatedWhereItWouldNotBeSeen() {
        let scopes: [(Module, Scope, Bool)] = [
            (.tickets, .through(Scope.Path(["account_id"], to: .account)), true),
            (.contacts, .through(Scope.Path([], to: .anchor)), false),
            (.services, .through(Scope.Path([], to: .assigned)), false),
            (.invoices, .through(Scope.Path([], to: .named)), false),
            (.tasks, .through(Scope.Path(["project_id", "account_id"], to: .account)), true),
        ]
        for (module, scope, isPossible) in scopes {
            var grant = Grant(see: scope)
            (grant.create, grant.clone) = (true, true)
            let settled = grant.settled(on: module, main: "contacts", in: .builtIn)
            #expect(settled.create == isPossible && settled.clone == isPossible, "\(module.key)")
            if module.key == "tasks" {
                #expect(settled.fields["project_id"] == .edit, "the person chooses the project")
            }
        }
    }

    @Test func aNewlyTickedModuleBeginsReadOnlyAndWithoutCosts() {
        let cost = Field("cost", fr: "Coût", en: "Cost", MoneyType()).custom()
        let module = Module(
            "jobs", one: Phrase(same: "Job"), many: Phrase(same: "Jobs"), title: "name", sort: Sort("name"),
            columns: ["name"], fields: [Field("name", fr: "Nom", en: "Name").required().sorted(), cost])
        let grant = Grant.beginning(on: module, see: .everyone)
        #expect(grant.fields == ["name": .read])
    }

    /// Records that lead to the person's company are offered beside those that lead to the person.
    @Test func contactsAreOfferedWaysToTheirCompanyToo() {
        let ways = ScopePaths(.builtIn).offered(.tickets, main: "contacts").map(\.scope.text)
        #expect(ways.contains("account:account_id") && ways.contains("anchor:contact_id"))
        let club = Module(
            "clubs", one: Phrase(same: "Club"), many: Phrase(same: "Clubs"), title: "name", sort: Sort("name"),
            columns: ["name"], isCustom: true, fields: [Field("name", fr: "Nom", en: "Name").required().sorted()])
        let catalog = Catalog(Catalog.builtIn.modules + [club])
        #expect(ScopePaths(catalog).offered(.tickets, main: "clubs").isEmpty, "a club has no company")
    }
}
