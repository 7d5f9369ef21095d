import Core
@testable import Features
import Foundation
import HTML
import Testing
import Web

/// A module's form: what is in it, what is read back, what is refused.
@Suite struct RecordFormTests {
    private let staff = Viewer(staff: RecordID(1), name: "Claire Martin", grants: .everything(in: .builtIn))
    private var contacts: RecordForm { RecordForm(.contacts, staff, Formats(.fr)) }

    private func buyer(_ permissions: Permissions = .all) -> Viewer {
        let grants = Grants(
            Preset.customer(.builtIn), open: Catalog.builtIn.modules.map(\.key), permissions: permissions)
        return Viewer(
            access: RecordID(2), person: RecordID(3), name: "Atu Lenobli", grants: grants, anchor: RecordID(4),
            account: RecordID(5))
    }

    @Test func textIsTrimmedAndNothingIsNull() {
        let read = contacts.read(Form([("last_name", "  Lenobli "), ("first_name", "Atu"), ("position", "   ")]))
        #expect(read.values == ["last_name": .text("Lenobli"), "first_name": .text("Atu"), "position": .null])
        #expect(read.problems.isEmpty)
    }

    @Test func aContactNeedsBothNames() {
        let read = contacts.read(Form([("last_name", "Lenobli"), ("first_name", "")]))
        #expect(read.problems.keys.sorted() == ["first_name"])
    }

    @Test func whatWasTypedStaysInTheFormWithTheReasonBesideIt() {
        let form = contacts
        let html = form.keeping(form.read(Form([("last_name", "<b>"), ("email", "pas une adresse")]))).html(frame).text
        #expect(html.contains("value=\"pas une adresse\""))
        #expect(html.contains("Écrivez une adresse comme nom@exemple.fr."))
        #expect(html.contains("&lt;b&gt;") && !html.contains("<b>"))
    }

    @Test func boxesAreReadAsOneList() {
        let read = contacts.read(
            Form([
                ("default_roles", ""), ("default_roles", "invoices"), ("default_roles", "quotes"), ("no_mailing", "0"),
                ("no_mailing", "1"),
            ]))
        #expect(read.values == ["default_roles": .text(",quotes,invoices,"), "no_mailing": .bool(true)])
    }

    @Test func aFieldThatMayNotBeEditedIsNotInTheFormAndIsPassedOnWhenPosted() {
        let form = RecordForm(.contacts, buyer(), Formats(.fr))
        #expect(!form.html(frame).text.contains("name=\"note\""))
        #expect(
            form.read(Form([("note", "x"), ("account_id", "not an id")])).values == [
                "note": .text("x"), "account_id": .text("not an id"),
            ])
    }

    @Test func withoutTheRightThereIsNothingToEdit() {
        let permissions = Permissions(Permission.allCases.filter { $0 != .editPersonalInformation })
        #expect(RecordForm(.contacts, buyer(permissions), Formats(.fr)).fields.isEmpty)
    }

    @Test func anEmptyBoxIsNoChangeToAFieldThatWasNeverFilledIn() {
        let row = Row(columns: Columns(["id", "no_mailing", "town"]), values: [.int(4), .null, .text("Nantes")])
        let posted = PostedRecord(values: ["no_mailing": .bool(false), "town": .text("Nantes"), "zip": .text("44000")])
        #expect(posted.changes(to: Record(module: .contacts, row: row)) == ["zip": .text("44000")])
    }

    /// Empty or not, right or wrong: the store is asked, which refuses it by name.
    @Test func aHiddenFieldIsPassedOnEvenEmpty() {
        let row = Row(columns: Columns(["id", "town"]), values: [.int(4), .null])
        let posted = PostedRecord(values: ["note": .null, "no_mailing": .bool(false), "town": .null])
        let changes = posted.changes(to: Record(module: .contacts, row: row))
        #expect(changes == ["note": .null, "no_mailing": .bool(false)])
        #expect(posted.given(by: buyer(), .contacts).keys.sorted() == ["no_mailing", "note"])
    }

    @Test func theSummaryNamesEachFieldInItsOrder() throws {
        var form = contacts
        form.problems = ["email": .mustBeFilled, "last_name": .mustBeFilled, "unknown": .mustBeFilled]
        let text = form.summary.text
        let last = try #require(text.range(of: "#last_name")), email = try #require(text.range(of: "#email"))
        #expect(last.lowerBound < email.lowerBound)
        #expect(text.contains("3 champs"))
    }

    @Test(arguments: Catalog.builtIn.modules.map(\.key)) func everyEditableFieldIsInItsModulesFormOnce(_ key: String)
        throws
    {
        let form = RecordForm(try #require(Catalog.builtIn[key]), staff, Formats(.en))
        #expect(form.groups.flatMap(\.fields).map(\.key).sorted() == form.fields.map(\.key).sorted())
        let html = form.html(frame).text
        for field in form.fields { #expect(html.contains("id=\"\(field.key)\""), "\(key).\(field.key)") }
    }

    private var frame: RecordFormFrame { RecordFormFrame(action: "/x", submit: "Ajouter", cancel: "/y") }
}
