import Core
import Foundation

extension DolibarrRow {
    mutating func product() throws {
        try copy("ref", to: "ref")
        try copy("label", to: "label")
        try copyCode("type", to: "kind", ["0": "product", "1": "service"])
        try copyNumber("price", to: "price_excl")
        try copyNumber("tva_tx", to: "vat_rate")
        try copyRich("description", to: "description")
        try copyCode("status", to: "state", ["0": "off_sale", "1": "on_sale"])
        try created("date_creation")
    }

    mutating func project() throws {
        try copy("ref", to: "ref")
        try copy("title", to: "title")
        link(try source.id("socid"), "account_id")
        try copyDay("date_start", to: "starts_on")
        try copyDay("date_end", to: "ends_on")
        try copyNumber("budget_amount", to: "budget")
        try copyRich("description", to: "description")
        try copyCode("status", to: "state", ["0": "draft", "1": "open", "2": "closed"])
        try bothNotes()
        try created("date_c", "date_creation")
    }

    mutating func task() throws {
        try copy("ref", to: "ref")
        try copy("label", to: "label")
        link(try source.id("fk_project"), "project_id")
        link(try source.id("fk_task_parent"), "parent_id")
        try copyDay("date_start", to: "starts_on")
        try copyDay("date_end", to: "ends_on")
        try copyNumber("progress", to: "progress")
        // Nobody has declared anything yet: the task is still to be done.
        if record.values["progress"] == .null { set(.int(0), "progress") }
        try plannedHours()
        try copyRich("description", to: "description")
        try bothNotes()
        try created("date_c", "date_creation")
    }

    /// Dolibarr plans in seconds.
    private mutating func plannedHours() throws {
        guard let text = try source.text("planned_workload"), let field = module["planned_hours"] else {
            return set(.null, "planned_hours")
        }
        let hundredths = DecimalText.decimal(text).flatMap {
            DecimalText.scaled(($0 / 3600).description, scale: field.scale)
        }
        guard let value = hundredths.flatMap(field.importedNumber) else {
            throw ImportProblem.refused(text, field: field, source: "planned_workload", FieldProblem.number.message)
        }
        set(value, "planned_hours")
    }
}
