package import Core

/// Why a change of a module was refused. Nothing of it was done.
package enum DefinitionRefusal: Error, Sendable {
    /// What is wrong, by control or by `fields.KEY`.
    case problems([String: FieldProblem])
    /// Somebody saved the module since the form was opened.
    case stale(by: String, at: Instant)
    case notFound
    /// Something else stands on it; the sentence says what, and what to do first.
    case inUse(Phrase)
    /// The database could not change the tables now.
    case busy
}
