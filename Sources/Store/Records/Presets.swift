package import Core
import Foundation

extension SeenRecords {
    /// What the system fills in before the person's own values are laid over it: what links the record to a person outside, the state in which
    /// records of the module begin, a request's reference.
    func presets(of id: RecordID, at now: Instant) throws -> [String: Value] {
        try ownLookups().merging(firstState) { first, _ in first }.merging(ticketFacts(of: id, at: now)) { first, _ in
            first
        }.merging(provisional(id, at: now)) { first, _ in first }
    }

    /// A document that a person outside writes has a provisional reference and the day of today until staff give it others.
    private func provisional(_ id: RecordID, at now: Instant) -> [String: Value] {
        guard !viewer.isStaff, module.key != "tickets" else { return [:] }
        var facts: [String: Value] = [:]
        if module["ref"]?.isRequired == true {
            facts["ref"] = .text("WEB" + String(ticketReference(id, openedAt: now).dropFirst(2)))
        }
        if module["date"]?.isRequired == true { facts["date"] = .day(Day(now, in: Formats.paris)) }
        return facts
    }

    /// The look-up through which a person outside will see the record.
    private func ownLookups() throws -> [String: Value] {
        guard !viewer.isStaff, case .through(let path) = viewer.grants[module.key].see, path.steps.count == 1,
            let step = path.steps.first
        else { return [:] }
        switch path.target {
        case .account, .family: return [step: .id(viewer.account)]
        case .anchor: return [step: .id(viewer.anchor)]
        case .projects, .named, .assigned: return [:]
        }
    }

    private var firstState: [String: Value] {
        guard let key = module.state?.field, let first = module.firstState else { return [:] }
        return [key: .text(first)]
    }

    private func ticketFacts(of id: RecordID, at now: Instant) throws -> [String: Value] {
        guard module.key == "tickets" else { return [:] }
        var facts: [String: Value] = ["ref": .text(ticketReference(id, openedAt: now)), "opened_at": .instant(now)]
        if !viewer.isStaff, let anchor = viewer.anchor,
            try connection.int("SELECT 1 FROM \"contacts\" WHERE \"id\" = \(anchor)") != nil
        {
            facts["contact_id"] = .id(anchor)
        }
        return facts
    }
}

/// `TS2611-7K3QD0`: the month it was opened in and the six characters of the id that change within three days.
package func ticketReference(_ id: RecordID, openedAt now: Instant) -> String {
    let (year, month, _) = Day(now, in: Formats.paris).parts
    return "TS" + padded(year % 100, 2) + padded(month, 2) + "-" + id.text.dropFirst(3).prefix(6).uppercased()
}
