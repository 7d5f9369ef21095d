import Core
import Store
import TestSupport
import Testing

/// What may not be seen is not selected.
@Suite struct HiddenFieldTests {
    @Test(arguments: Engine.allCases) func aRecordHasOnlyTheFieldsThatMayBeSeen(_ engine: Engine) async throws {
        try await engine.withWorld { world in
            let viewer = self.viewer(world, fields: ["ref": .read, "state": .edit])
            let found = try await world.read("invoices", as: viewer) { try $0.find(world.atu["invoices"][0]) }
            let record = try #require(found)
            #expect(
                Set(record.row.columns.names) == [
                    "id", "ref", "state", "version", "author_kind", "created_at", "updated_at", "deleted_at",
                ])
        }
    }

    /// Neither as a column nor as the key of the next page.
    @Test(arguments: Engine.allCases) func aListHasOnlyTheFieldsThatMayBeSeen(_ engine: Engine) async throws {
        try await engine.withWorld { world in
            let viewer = self.viewer(world, fields: ["ref": .read, "state": .read])
            for sort in [Sort("date"), Sort("ref"), Sort("total_incl"), Sort("nothing"), Sort("note")] {
                let page = try await world.read("invoices", as: viewer) { seen in
                    var query = Query(sort: sort)
                    query.limit = 2
                    return try seen.list(
                        query, columns: ["ref", "date", "total_incl", "note", "author_kind", "search_text"])
                }
                for record in page.records {
                    #expect(
                        Set(record.row.columns.names).isSubset(of: ["id", "ref", "ref_key", "state"]), "\(sort.field)")
                }
                if case .after(let key) = page.next {
                    #expect(key.value.text?.hasPrefix("2026") != true, "\(sort.field)")
                }
            }
        }
    }

    /// Nor by the order of the rows.
    @Test(arguments: Engine.allCases) func sortingByAHiddenFieldIsTheDefaultSort(_ engine: Engine) async throws {
        try await engine.withWorld { world in
            var fields = ["ref": FieldRight.read, "date": .read, "due_date": .read]
            let viewer = self.viewer(world, fields: fields)
            fields["total_incl"] = .read
            let orders = try await world.read("invoices", as: viewer) { seen in
                try [Sort("total_incl"), Sort("remaining", descending: true), seen.module.sort].map {
                    try seen.list(Query(sort: $0)).records.map(\.id)
                }
            }
            #expect(orders[0] == orders[2] && orders[1] == orders[2])
        }
    }

    @Test(arguments: Engine.allCases) func internalFieldsStayInside(_ engine: Engine) async throws {
        try await engine.withWorld { world in
            for module in world.catalog.modules {
                let hidden = module.fields.filter(\.isInternal).map(\.key)
                for id in world.atu[module.key] {
                    let record = try await world.read(module.key, as: Generous.viewer(world)) { try $0.find(id) }
                    #expect(hidden.allSatisfy { record?.has($0) != true }, "\(module.key)")
                }
            }
        }
    }

    @Test(arguments: Engine.allCases) func titlesShowOnlyWhatMayBeSeen(_ engine: Engine) async throws {
        try await engine.withWorld { world in
            let invoice = world.atu["invoices"][0]
            let (open, shut) = (viewer(world, fields: ["ref": .read]), viewer(world, fields: ["date": .read]))
            let titles = try await world.read("invoices", as: open) {
                try $0.titles([invoice, world.secret["invoices"][0]])
            }
            #expect(titles == [invoice: "ATU-0001"])
            let nameless = try await world.read("invoices", as: shut) { try $0.titles([invoice]) }
            #expect(nameless == [invoice: invoice.text])
        }
    }

    private func viewer(_ world: World, fields: [String: FieldRight]) -> Viewer {
        var grant = Grant(see: .through(Scope.Path(["account_id"], to: .account)))
        grant.fields = fields
        return world.viewer(of: world.atu, ["invoices": grant])
    }
}
