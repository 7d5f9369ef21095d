import Core

/// The tables of imports. Never edit one: what it has more is an addition.
extension SystemChanges {
    /// How far an import is with each module, and what became of its rows.
    static let importParts = Table(
        "import_parts",
        [
            .key("id"), Column("import_id", .integer).required(), Column("module", .text).required(),
            Column("total", .integer).byDefault(0), Column("done", .integer).byDefault(0),
            Column("created", .integer).byDefault(0), Column("updated", .integer).byDefault(0),
            Column("unchanged", .integer).byDefault(0), Column("in_bin", .integer).byDefault(0),
            Column("refused", .integer).byDefault(0), Column("warnings", .integer).byDefault(0),
            // What a process that was killed had stored: the next one finds it unchanged.
            Column("earlier", .integer).byDefault(0),
            // Live records of the source when the module was done; nil where what is absent cannot be told.
            Column("known", .integer),
        ], unique: [["import_id", "module"]])

    /// Rows and values that an import has something to say about.
    static let importNotes = Table(
        "import_notes",
        [
            .key("id"), Column("import_id", .integer).required(), Column("module", .text).required(),
            Column("kind", .text).required(), Column("external_id", .text).required(), Column("line", .integer),
            Column("reason_fr", .text).required(), Column("reason_en", .text).required(), Column("value", .text),
        ])

    /// Records of a source that a full import no longer found in it, and what became of them.
    static let importAbsents = Table(
        "import_absents",
        [
            .key("id"), Column("import_id", .integer).required(), Column("module", .text).required(),
            Column("record_id", .integer).required(), Column("external_id", .text).required(),
            Column("state", .text).required(), Column("changed_at", .integer).required(),
        ])
}
