package import Core

/// What the documents of an account come to in one module, by meaning: one definition for every page that adds them up.
package struct Billing: Sendable {
    /// Documents that count.
    package let count: Int
    /// What they come to in each currency; credit notes subtract, whatever sign their source gives them.
    package let total: Amounts
    /// What was paid of them, is left to pay, and is late; nil for documents that are not paid.
    package let payment: Payment?

    /// Where the payment of invoices stands.
    package struct Payment: Sendable, Hashable {
        package let paid: Amounts
        package let left: Amounts
        package let late: Amounts
    }
}

extension SeenRecords {
    /// What the records that pass the filters come to.
    package func billing(_ filters: [Filter], today: Day) throws -> Billing {
        let counting = filters + module.counting
        let isPaid = module["remaining"] != nil
        let credits = module["kind"] != nil ? filters + module.credits : nil
        func sum(_ field: String, _ more: [Filter]) throws -> Amounts {
            var query = Query(sort: module.sort)
            query.filters = more
            return try sums(field, query)
        }
        let credited = try credits.map { try sum("total_incl", $0) }?.aboveZero ?? Amounts([])
        let all = try sum("total_incl", counting)
        var counted = Query(sort: module.sort)
        counted.filters = counting
        return Billing(
            count: try count(counted, upTo: 10_000), total: all.without(credited).without(credited),
            payment: isPaid
                ? Billing.Payment(
                    paid: try sum("paid", counting),
                    left: try sum("remaining", filters + module.filters(of: "due", today)),
                    late: try sum("remaining", filters + module.filters(of: "late", today))) : nil)
    }
}
