import Core
import Testing

/// Grants, scopes and permissions as values.
@Suite struct AccessTests {
    @Test func aScopeReadsBack() {
        var scopes: [Scope] = [.nobody, .everyone]
        for target in Scope.Target.allCases {
            for steps in [[], ["account_id"], ["project_id", "account_id"]] {
                scopes.append(.through(Scope.Path(steps, to: target)))
            }
        }
        for scope in scopes { #expect(Scope(text: scope.text) == scope, "\(scope.text)") }
    }

    @Test(arguments: [
        "", "all", "Everyone", "everyone ", "account", "accounts:", ":", "nobody:x", "*", "everybody:account_id",
    ])
    func whatIsNoScopeIsNobody(_ text: String) { #expect(Scope(text: text) == .nobody) }

    @Test func permissionsAreBits() {
        for bits in Int64(0)..<512 {
            let permissions = Permissions(bits: bits)
            #expect(
                permissions.bits == bits && Permissions(permissions.list) == permissions
                    && permissions.count == permissions.list.count)
        }
        #expect(
            Permissions(bits: -1) == .all && Permissions(bits: 512) == Permissions.none && Permissions.all.count == 9)
    }

    @Test func nothingGrantedIsNothing() {
        let viewer = viewer(Grants([:]))
        for module in Catalog.builtIn.modules {
            let rule = Rule(viewer, module)
            #expect(
                rule.see == .never && rule.edit == .never && rule.delete == .never
                    && viewer.visibleFields(of: module).isEmpty)
        }
    }

    @Test func bothGatesMustBeOpen() {
        let preset = Preset.customer(.builtIn)
        let keys = Catalog.builtIn.modules.map(\.key)
        #expect(Grants(preset, open: keys, permissions: .all).modules.contains("invoices"))
        #expect(!Grants(preset, open: keys.filter { $0 != "invoices" }, permissions: .all).modules.contains("invoices"))
        #expect(!Grants(preset, open: keys, permissions: Permissions([.viewQuotes])).modules.contains("invoices"))
        #expect(Grants(preset, open: keys, permissions: Permissions([.viewQuotes])).modules.contains("quotes"))
        #expect(Grants(preset, open: [], permissions: .all).modules.isEmpty)
    }

    @Test func withoutThePermissionTheContactIsReadOnly() {
        let keys = Catalog.builtIn.modules.map(\.key)
        let without = viewer(Grants(Preset.customer(.builtIn), open: keys, permissions: .none))
        let with = viewer(
            Grants(Preset.customer(.builtIn), open: keys, permissions: Permissions([.editPersonalInformation])))
        for (viewer, may) in [(without, false), (with, true)] {
            #expect((Rule(viewer, .contacts).edit != .never) == may)
            for key in Preset.personalInformation {
                let field = Module.contacts[key]
                #expect(field.map { viewer.mayEdit($0, of: .contacts) } == may, "\(key)")
            }
        }
    }

    @Test func internalFieldsAreForStaffOnly() {
        let everything = Grants.everything(in: .builtIn)
        let staff = Viewer(staff: RecordID(1), name: "Claire Martin", grants: everything)
        for module in Catalog.builtIn.modules {
            let hidden = Set(module.fields.filter(\.isInternal).map(\.key))
            #expect(staff.visibleFields(of: module).count == module.fields.count)
            #expect(
                viewer(everything).visibleFields(of: module).allSatisfy { !hidden.contains($0.key) }, "\(module.key)")
        }
    }

    /// A viewer without an account is not a viewer of everything that has none.
    @Test func aPathToNothingLeadsNowhere() {
        for target in Scope.Target.allCases where target != .anchor {
            let grants = Grants(["invoices": Grant(see: .through(Scope.Path(["account_id"], to: target)))])
            let viewer = Viewer(
                access: RecordID(1), person: RecordID(2), name: "x", grants: grants, anchor: RecordID(3), account: nil)
            #expect(Rule(viewer, .invoices).see == .never, "\(target)")
        }
    }

    private func viewer(_ grants: Grants) -> Viewer {
        Viewer(
            access: RecordID(1), person: RecordID(2), name: "Atu Lenobli", grants: grants, anchor: RecordID(3),
            account: RecordID(4), family: [RecordID(4)])
    }
}
