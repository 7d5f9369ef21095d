import Core
import Store

/// What one module contributes to a customer's home page: one bounded statement.
struct HomeFigures: Sendable {
    let module: Module
    /// Answers by name, such as `due` and `dueSum`.
    private let named: [String: Value]
    /// Documents by month, the oldest of the last twelve first; empty for modules that are not documents.
    let months: [Int64]
    /// What is left to pay, for invoices.
    let due: Amounts
    /// How many records there are, as far as they were looked at.
    let total: Int
    /// False when there were too many records to look at them all.
    let isWhole: Bool

    subscript(name: String) -> Int64 { named[name]?.int ?? 0 }
    func day(_ name: String) -> Day? { named[name]?.day }

    static func read(_ seen: SeenRecords, today: Day) throws -> HomeFigures {
        let questions = questions(seen.module, today)
        let months =
            isDocument(seen.module)
            ? Month.last12(today).map { TallyPart.count($0.filters("date") + seen.module.counting) } : []
        let tally = try seen.tally(questions.map(\.part) + months, upTo: 20_000)
        let named = zip(questions.map(\.name), tally.answers).reduce(into: [:]) { $0[$1.0] = $1.1 }
        return HomeFigures(
            module: seen.module, named: named, months: tally.answers.dropFirst(questions.count).map { $0.int ?? 0 },
            due: try due(seen, named, today), total: tally.total, isWhole: tally.isWhole)
    }

    /// One currency is summed up on the way; several are asked for each.
    private static func due(_ seen: SeenRecords, _ named: [String: Value], _ today: Day) throws -> Amounts {
        guard named["dueForeign"]?.int ?? 0 > 0 else { return Amounts([.init(named["dueSum"]?.int ?? 0)]) }
        var query = Query(sort: seen.module.sort)
        query.filters = seen.module.views.first { $0.key == "due" }?.filters(today) ?? []
        return try seen.sums("remaining", query)
    }

    static func isDocument(_ module: Module) -> Bool { module["date"]?.type is DayType && module.title == "ref" }

    /// The count of each view, and what only some modules have.
    private static func questions(_ module: Module, _ today: Day) -> [(name: String, part: TallyPart)] {
        var questions = module.views.map { (name: $0.key, part: TallyPart.count($0.filters(today))) }
        func filters(_ view: String) -> [Filter] { module.filters(of: view, today) }
        switch module.key {
        case "invoices":
            questions.append(("dueSum", .sum("remaining", filters("due"))))
            questions.append(("dueForeign", .count(filters("due") + [Filter(Currencies.field, .isFilled)])))
        case "quotes": questions.append(("firstEnd", .least("valid_until", filters("open"))))
        case "orders":
            questions.append(
                (
                    "nextDelivery",
                    .least("delivery_date", filters("current") + [Filter("delivery_date", .atLeast(.day(today)))])
                ))
        case "shipments":
            questions.append(
                (
                    "nextDelivery",
                    .least("delivery_date", filters("current") + [Filter("delivery_date", .atLeast(.day(today)))])
                ))
        default: break
        }
        return questions
    }
}

/// A month of a year.
struct Month: Sendable, Hashable {
    let year: Int
    /// 1 to 12.
    let number: Int

    var first: Day? { Day(year: year, month: number, day: 1) }
    private var last: Day? {
        (number == 12 ? Day(year: year + 1, month: 1, day: 1) : Day(year: year, month: number + 1, day: 1))?.advanced(
            by: -1)
    }
    var name: Phrase { Formats.months[number - 1] }

    func filters(_ field: String) -> [Filter] {
        [Filter(field, .atLeast(.day(first))), Filter(field, .atMost(.day(last)))]
    }

    /// The month of `today` and the eleven before, in order.
    static func last12(_ today: Day) -> [Month] {
        let (year, month, _) = today.parts
        return (0..<12).map { back in
            let index = year * 12 + month - 1 - (11 - back)
            return Month(year: index / 12, number: index % 12 + 1)
        }
    }
}
