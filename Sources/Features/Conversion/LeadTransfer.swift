import Core
import Store
import Web

/// The conversion of a lead by a change of type, with others and without anybody who looks: what would need a choice is left to its card.
struct LeadTransfer {
    let app: App
    let records: Records
    let viewer: Viewer
    /// A type whose people are contacts.
    let type: UserType
    let now: Instant

    /// Why it was not done; the caller holds the journal.
    func run(_ lead: RecordID) throws -> BulkObstacle? {
        let current: ConversionCase
        do {
            current = try ConversionReader(records: records, viewer: viewer).read(lead)
        } catch is ConversionCase.Done {
            return .converted
        } catch is Refusal {
            return .gone
        }
        guard let choice = current.access?.choice(type.id) else { return .otherModule }
        if let obstacle = obstacle(in: choice) { return obstacle }
        guard let draft = draft(current) else { return .needsChoice }
        do {
            try records.connection.savepoint {
                _ = try ConversionWork(
                    app: app, records: records, viewer: viewer, lead: current, draft: draft, token: Token(), now: now
                ).run()
            }
            return nil
        } catch WriteRefusal.fields {
            return .incomplete
        } catch let refused as Conversion.Inadmissible {
            return refused.obstacle
        }
    }

    private func obstacle(in choice: LeadAccess.Choice) -> BulkObstacle? {
        choice.full != nil ? .full : choice.objection?.obstacle
    }

    /// Nil where somebody has to choose. A name or an address alone gives nobody access to an account that exists.
    private func draft(_ current: ConversionCase) -> ConversionDraft? {
        guard current.duplicates.isEmpty, !current.accounts.contains(where: { $0.why == .name }) || hasOwn(current)
        else { return nil }
        var draft = ConversionDraft(proposedFor: current)
        draft.access = .type(type.id)
        return draft.problems(current).isEmpty ? draft : nil
    }

    private func hasOwn(_ current: ConversionCase) -> Bool { current.accounts.contains { $0.why == .own } }
}
