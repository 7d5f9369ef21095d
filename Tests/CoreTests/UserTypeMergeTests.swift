import Core
import Testing

/// Two administrators change one type: what each changed is kept.
@Suite struct UserTypeMergeTests {
    private static let modules = ["invoices", "quotes", "tasks"]

    @Test(arguments: 0..<200) func whatOneSideLeftAloneIsTheOthers(_ seed: Int) {
        var random = SeededRandom(UInt64(seed))
        let (base, one) = (document(&random), document(&random))
        #expect(base.merged(onto: one, from: base) == one, "nothing was changed here")
        #expect(one.merged(onto: base, from: base) == one, "nothing was changed there")
        #expect(one.merged(onto: one, from: base) == one, "the same was changed on both sides")
    }

    @Test func eachChangeOfBothSidesIsKept() {
        var random = SeededRandom(7)
        let base = document(&random)
        var (mine, theirs) = (base, base)
        mine.grants["invoices"]?.see = Scope.everyone.text
        mine.grants["invoices"]?.fields["ref"] = "edit"
        mine.grants["tasks"] = nil
        mine.quota = 3
        theirs.grants["invoices"]?.notes = "edit"
        theirs.grants["invoices"]?.fields["date"] = "read"
        theirs.grants["quotes"]?.otherLayouts["l1"] = ["ref": "read"]
        theirs.name = Phrase(same: "Autre nom")
        let merged = mine.merged(onto: theirs, from: base)
        #expect(merged.grants["invoices"]?.see == Scope.everyone.text && merged.grants["invoices"]?.notes == "edit")
        #expect(
            merged.grants["invoices"]?.fields["ref"] == "edit" && merged.grants["invoices"]?.fields["date"] == "read")
        #expect(merged.grants["tasks"] == nil && merged.grants["quotes"]?.otherLayouts["l1"] == ["ref": "read"])
        #expect(merged.quota == 3 && merged.name == Phrase(same: "Autre nom"))
    }

    private func document(_ random: inout SeededRandom) -> UserTypeDocument {
        var grants: [String: Grant] = [:]
        for module in UserTypeMergeTests.modules {
            var grant = Grant(
                see: Bool.random(using: &random) ? .everyone : .through(Scope.Path(["account_id"], to: .account)))
            grant.create = Bool.random(using: &random)
            grant.editOwn = Bool.random(using: &random)
            grant.delete = Bool.random(using: &random)
            grant.files = [FieldRight.hidden, .read, .edit].randomElement(using: &random) ?? .read
            for field in ["ref", "date", "total"] where Bool.random(using: &random) { grant.fields[field] = .read }
            if Bool.random(using: &random) { grant.otherLayouts = ["l1": ["ref": .edit]] }
            grants[module] = grant
        }
        return UserTypeDocument(key: "t", name: Phrase(same: "Type"), mainModule: "contacts", grants: grants)
    }
}
