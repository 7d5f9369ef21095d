import Core
import Testing

/// The built-in modules keep the promises that lists, forms and the schema build on.
@Suite struct ModuleTests {
    @Test(arguments: Catalog.builtIn.modules.map(\.key)) func namesInAModuleExist(_ key: String) throws {
        let module = try #require(Catalog.builtIn[key])
        #expect(Set(module.fields.map(\.key)).count == module.fields.count)
        #expect(module[module.title] != nil && module[module.sort.field]?.isSorted == true)
        for column in module.columns { #expect(module[column] != nil, "\(column)") }
        if let state = module.state {
            let choices = (module[state.field]?.type as? ChoiceType)?.choices.map(\.key) ?? []
            #expect(
                !choices.isEmpty
                    && state.lateness.map { Set($0.states).isSubset(of: choices) && module[$0.due] != nil } ?? true)
        }
        for view in module.views {
            for filter in view.filters(Day(number: 20_000)) { #expect(module[filter.field] != nil, "\(view.key)") }
        }
    }

    /// A foreign key can only point to a table that is there.
    @Test func lookupsPointToModulesThatStandBefore() {
        var known: Set<String> = []
        for module in Catalog.builtIn.modules {
            known.insert(module.key)
            for field in module.fields + module.subforms.flatMap(\.fields) {
                #expect(field.target.map(known.contains) ?? true, "\(module.key).\(field.key)")
            }
        }
    }

    @Test func aLateInvoiceSaysSo() throws {
        let today = try #require(Day(iso: "2026-11-22"))
        func chip(_ state: String, due: String) -> Tone? {
            let row = Row(columns: Columns(["state", "due_date"]), values: [.text(state), .text(due)])
            return Record(module: .invoices, row: row).chip(today: today)?.tone
        }
        #expect(
            chip("unpaid", due: "2026-11-21") == .bad && chip("unpaid", due: "2026-11-22") == .warn
                && chip("paid", due: "2026-01-01") == .ok)
    }
}
