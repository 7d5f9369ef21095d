/// A record as another system gives it, translated to a module's fields but not yet linked to other records.
package struct IncomingRecord: Sendable {
    package let module: String
    /// The stable key in the source system; with the source's name it is unique here.
    package let externalID: String
    /// Values by field key; look-ups are in `references`.
    package var values: [String: Value] = [:]
    /// External ids of the records that look-ups point to, by field key.
    package var references: [String: String] = [:]
    /// The lines of sub-forms, by sub-form key, in order. They replace what was there.
    package var lines: [String: [IncomingLine]] = [:]
    package var comments: [IncomingComment] = []
    package var files: [IncomingFile] = []
    /// People of the other side that a document names; they replace those that were there. Nil when the source does not say.
    package var contacts: [IncomingContact]?
    package var createdAt: Instant?
    /// Values that their field does not take; they went to the private note.
    package var asides: [SetAside] = []
    /// The line of the file it stands on, when the source has lines.
    package var line: Int?

    package init(module: String, externalID: String) {
        self.module = module
        self.externalID = externalID
    }
}

/// A value that its field does not take, kept in the private note instead.
package struct SetAside: Sendable, Hashable {
    /// The field's name.
    package let field: Phrase
    package let value: String

    package init(field: Phrase, value: String) {
        self.field = field
        self.value = value
    }
}

/// One line of a sub-form.
package struct IncomingLine: Sendable {
    package var values: [String: Value]
    package var references: [String: String]

    package init(values: [String: Value], references: [String: String] = [:]) {
        self.values = values
        self.references = references
    }
}

/// A message or note that came with a record.
package struct IncomingComment: Sendable {
    package let externalID: String
    package let author: String
    package let isFromStaff: Bool
    /// Not for people outside.
    package let isPrivate: Bool
    package let at: Instant
    package let text: String

    package init(externalID: String, author: String, isFromStaff: Bool, isPrivate: Bool, at: Instant, text: String) {
        self.externalID = externalID
        self.author = author
        self.isFromStaff = isFromStaff
        self.isPrivate = isPrivate
        self.at = at
        self.text = text
    }
}

/// A contact that a document names, and what for.
package struct IncomingContact: Sendable, Hashable {
    package let externalID: String
    package let role: DocumentRole

    package init(externalID: String, role: DocumentRole) {
        self.externalID = externalID
        self.role = role
    }
}

/// What a document names a contact for.
package enum DocumentRole: String, Sendable, CaseIterable {
    case billing, shipping, customer
    /// The source names the contact without saying what for.
    case unknown

    /// The modules whose records name contacts.
    package static let modules: Set<String> = ["quotes", "orders", "shipments", "invoices"]

    package var label: Phrase {
        switch self {
        case .billing: Phrase(fr: "facturation", en: "billing")
        case .shipping: Phrase(fr: "livraison", en: "shipping")
        case .customer: Phrase(fr: "suivi", en: "follow-up")
        case .unknown: Phrase(fr: "contact", en: "contact")
        }
    }
}

/// A file that came with a record.
package struct IncomingFile: Sendable {
    package let name: String
    package let type: String
    package let bytes: [UInt8]

    package init(name: String, type: String, bytes: [UInt8]) {
        self.name = name
        self.type = type
        self.bytes = bytes
    }
}

/// A row that an import refused, and why.
package struct RefusedRow: Sendable, Hashable, Error {
    package let module: String
    package let externalID: String
    package let reason: Phrase
    /// The line of the file, when the source has lines.
    package let line: Int?
    /// False when it is not known which record the row is about, so that no record can be said to be absent.
    package let isIdentified: Bool

    package init(module: String, externalID: String, reason: Phrase, line: Int? = nil, isIdentified: Bool = true) {
        self.module = module
        self.externalID = externalID
        self.reason = reason
        self.line = line
        self.isIdentified = isIdentified
    }

    /// The refusal of a record that was read, with its line when it has one.
    package init(_ record: IncomingRecord, _ reason: Phrase) {
        self.init(
            module: record.module, externalID: record.externalID,
            reason: record.line.map { RefusedRow.on($0, reason) } ?? reason, line: record.line)
    }

    /// A reason that begins with its line.
    package static func on(_ line: Int, _ reason: Phrase) -> Phrase {
        Phrase(fr: "Ligne \(line). \(reason.fr)", en: "Line \(line). \(reason.en)")
    }
}
