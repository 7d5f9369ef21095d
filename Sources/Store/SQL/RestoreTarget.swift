package import Core

/// A place for a database that comes back.
package protocol RestoreTarget: Sendable {
    var dialect: Dialect { get }
    /// Throws `StoreError` with a sentence for the operator when anything is there already.
    func refuseUnlessEmpty() async throws
    /// Puts a copy that `Database.backUp(to:)` of the same engine made in place: all of it, or nothing when it throws.
    func take(_ copy: String) async throws
    /// Makes the database of what `TableExport` wrote on either engine: all of it, or nothing when it throws.
    func load(_ tables: String, _ builtIn: Catalog) async throws
}
