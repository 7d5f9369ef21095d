extension Module {
    /// Documents that count for something: issued, and still standing. Drafts, and what was written off, replaced or cancelled, are none.
    package var counting: [Filter] {
        guard let state, !state.void.isEmpty else { return [] }
        return [Filter(state.field, .isNot(state.void.sorted().map(Value.text)))]
    }

    /// Of them, those that take away from what was invoiced.
    package var credits: [Filter] { [Filter("kind", .equals(.text("credit_note")))] + counting }

    /// What a view of the module's list narrows it to; nothing for a view that it does not have.
    package func filters(of view: String, _ today: Day) -> [Filter] {
        views.first { $0.key == view }?.filters(today) ?? []
    }
}
