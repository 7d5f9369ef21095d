import Core
import Foundation

/// One Dolibarr object on its way to a record: each call moves a member to a field within the field's limits.
struct DolibarrRow {
    let source: DolibarrObject
    let module: Module
    /// The row stands in a list, not in an answer of its own.
    let isListed: Bool
    var record: IncomingRecord
    /// What had to stay behind although the record itself is good: a broken file, a message.
    private(set) var leftOut: [Phrase] = []
    /// Values that their field does not take but that people may need; they end in the private note.
    private var asides: [String] = []

    /// The row's id is the only stable key in Dolibarr: references change when a draft is validated.
    init(_ source: DolibarrObject, module: Module, isListed: Bool = true) throws {
        guard let id = try source.id("id") else {
            throw DolibarrFault.wrongType("id", fr: "un identifiant", en: "an id")
        }
        self.source = source
        self.module = module
        self.isListed = isListed
        record = IncomingRecord(module: module.key, externalID: id)
    }

    mutating func set(_ value: Value, _ key: String) { record.values[key] = value }
    mutating func created(_ keys: String...) throws { record.createdAt = try source.instant(anyOf: keys) }
    mutating func add(_ comment: IncomingComment) { record.comments.append(comment) }
    mutating func add(_ file: IncomingFile) { record.files.append(file) }
    mutating func addLines(_ lines: [IncomingLine]) { record.lines["lines"] = lines }
    mutating func name(_ contacts: [IncomingContact]) { record.contacts = contacts }
    mutating func leaveOut(_ what: Phrase) { leftOut.append(what) }
    mutating func remember(_ text: String, of field: Phrase, _ value: String) {
        asides.append(text)
        record.asides.append(SetAside(field: field, value: value))
    }

    /// Copies raw text: names and labels are never decoded.
    mutating func copy(_ names: String..., to key: String) throws {
        try put(try source.text(anyOf: names), in: key, from: names[0])
    }

    /// Copies text that Dolibarr keeps as HTML or plain text.
    mutating func copyRich(_ names: String..., to key: String) throws {
        try put(try source.text(anyOf: names).map(PlainText.from), in: key, from: names[0])
    }

    mutating func copyDay(_ names: String..., to key: String) throws {
        try put(try source.day(anyOf: names)?.iso, in: key, from: names[0])
    }

    mutating func copyNumber(_ names: String..., to key: String) throws {
        guard let name = try names.first(where: { try source.text($0) != nil }) else { return set(.null, key) }
        set(try source.number(name, for: field(key)), key)
    }

    /// Copies an amount in the currency of the document.
    mutating func copyAmount(_ names: String..., to key: String) throws {
        if let currency = try DolibarrCurrency(source) {
            return set(try currency.amount(names, in: source, for: field(key)), key)
        }
        guard let name = try names.first(where: { try source.text($0) != nil }) else { return set(.null, key) }
        set(try source.number(name, for: field(key)), key)
    }

    /// Translates a code to the key of a choice. An unknown code of an optional field ends in the note.
    mutating func copyCode(_ name: String, to key: String, _ codes: [String: String] = [:]) throws {
        let code = try source.text(name)
        try put(code.map { codes[$0] ?? $0 }, in: key, from: name)
    }

    mutating func link(_ id: String?, _ key: String) {
        if let id { record.references[key] = id } else { set(.null, key) }
    }

    /// Puts text in a field, or refuses the row with the field's own reason.
    mutating func put(_ text: String?, in key: String, from name: String) throws {
        let field = try field(key)
        do throws(FieldProblem) {
            set(try text.map { (text) throws(FieldProblem) in try field.importedValue(text) } ?? .null, key)
        } catch {
            guard let text, field.isForgiving, !hasControlCharacters(text), module["note"] != nil else {
                throw ImportProblem.refused(text ?? "", field: field, source: name, error.message)
            }
            set(.null, key)
            remember("\(field.label.fr) (Dolibarr)\u{A0}: \(text)", of: field.label, text)
        }
    }

    /// The finished record: the note completed, required fields checked.
    func finished() throws -> IncomingRecord {
        var row = self
        if let note = module["note"], !asides.isEmpty {
            let notes = [record.values["note"]?.text].compactMap { $0 } + [asides.joined(separator: "\n")]
            try row.put(notes.joined(separator: "\n\n"), in: note.key, from: "note_private")
        }
        for field in module.fields where field.isRequired && record.references[field.key] == nil {
            if record.values[field.key] ?? .null == .null { throw ImportProblem.missing(field, source: "Dolibarr") }
        }
        return row.record
    }

    private func field(_ key: String) throws -> Field {
        guard let field = module[key] else {
            throw ImportProblem(
                fr: "Le module n’a pas de champ \(Quoted.fr(key)).", en: "The module has no field \(Quoted.en(key)).")
        }
        return field
    }
}

extension Field {
    /// Fields whose odd values are worth less than the record: an e-mail with two @, a telephone with words, an
    /// unknown code.
    fileprivate var isForgiving: Bool {
        !isRequired && (type is EmailType || type is PhoneType || type is CountryType || type is ChoiceType)
    }
}

extension DolibarrObject {
    /// The id in `key`; nil for 0, -1 and what is empty.
    func id(_ key: String) throws(DolibarrFault) -> String? {
        guard let text = try text(key), text != "0", text != "-1" else { return nil }
        guard text.utf8.count <= 18, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
            throw .wrongType(key, fr: "un identifiant", en: "an id")
        }
        return text
    }

    /// The number in `key`, rounded to the field's scale and within its range; `.null` when empty.
    func number(_ key: String, for field: Field) throws -> Value {
        guard let text = try text(key) else { return .null }
        let number = DecimalText.scaled(text, scale: field.scale, isFloat: isJSONNumber(key))
        guard let value = number.flatMap(field.importedNumber) else {
            throw ImportProblem.refused(text, field: field, source: key, FieldProblem.number.message)
        }
        return value
    }
}
