import Core
import Testing

/// Which addresses get no access because of their domain.
@Suite struct DomainPolicyTests {
    private let policy = DomainPolicy(own: ["parvis.example"], refused: ["yopmail.com"])

    @Test(arguments: [
        ("claire@parvis.example", DomainPolicy.Objection.own("parvis.example")),
        ("Claire@Paris.PARVIS.example", .own("parvis.example")),
        ("x@yopmail.com", .refused("yopmail.com")), ("x@fr.yopmail.com", .refused("yopmail.com")),
    ])
    func aDomainStandsForItsSubdomains(_ address: String, _ objection: DomainPolicy.Objection) {
        #expect(policy.objection(to: address, allowsOwn: false) == objection)
    }

    @Test(arguments: ["atu@atu.example", "x@notparvis.example", "x@yopmail.com.example", "parvis.example", ""])
    func othersAreFree(_ address: String) { #expect(policy.objection(to: address, allowsOwn: false) == nil) }

    @Test func aTypeMayTakeColleaguesButNoThrowAwayAddress() {
        #expect(policy.objection(to: "claire@parvis.example", allowsOwn: true) == nil)
        #expect(policy.objection(to: "x@yopmail.com", allowsOwn: true) == .refused("yopmail.com"))
    }

    @Test func listsAreReadAsPeopleTypeThem() throws {
        #expect(try DomainPolicy.read(" @B.example, a.example\r\nb.example;\n") == ["a.example", "b.example"])
        #expect(try DomainPolicy.read("") == [])
        #expect(try DomainPolicy.read("münchen.example") == ["münchen.example"])
    }

    @Test(arguments: ["example", "a@b.example", "-a.example", "a..example", ".example", "a_b.example", "<b>.example"])
    func whatIsNoDomainIsNamed(_ text: String) {
        #expect {
            try DomainPolicy.read("good.example " + text)
        } throws: {
            ($0 as? FieldProblem)?.message.fr.contains(text) ?? false
        }
    }

    @Test func anOpenServiceIsNobodysOwn() {
        #expect(DomainPolicy(own: ["orange.fr"]).ownProblem != nil)
        #expect(DomainPolicy(own: ["parvis.example"]).ownProblem == nil)
        #expect(throws: FieldProblem.self) {
            try DomainPolicy.read((0...DomainPolicy.limit).map { "a\($0).example" }.joined(separator: "\n"))
        }
    }
}
