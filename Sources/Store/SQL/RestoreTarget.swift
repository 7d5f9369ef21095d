/// A place for a copy that `Database.backUp(to:)` made.
package protocol RestoreTarget: Sendable {
    /// Throws `StoreError` with a sentence for the operator when anything is there already.
    func refuseUnlessEmpty() async throws
    /// Puts the copy in place: all of it, or nothing when it throws.
    func take(_ copy: String) async throws
}
