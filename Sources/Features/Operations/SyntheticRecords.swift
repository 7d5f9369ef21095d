import Core
import Store

/// Makes the records of one made-up customer.
struct SyntheticRecords: Sendable {
    let app: App
    let marker: String
    /// The hash of a file that holds the word.
    let file: String
    /// What the customer's user type may see.
    let grants: [String: Grant]
    /// The modules whose records decide whether the access opens anything.
    let carriers: Set<String>

    /// Every text holds the word, every look-up points to the same customer's records; those of `shared` modules are not there.
    func record(of module: Module, without shared: Set<String>) -> IncomingRecord {
        var record = IncomingRecord(module: module.key, externalID: marker)
        for field in module.fields {
            if let target = field.target {
                let leadsOut = module.key == Module.leads.key && field.key == LeadState.contact
                if target != module.key, !shared.contains(target), !leadsOut { record.references[field.key] = marker }
            } else {
                record.values[field.key] = value(of: field, in: module)
            }
        }
        record.comments = [
            IncomingComment(
                externalID: marker, author: marker, isFromStaff: true, isPrivate: false, at: app.clock.now, text: marker
            )
        ]
        if DocumentRole.modules.contains(module.key), !shared.contains("contacts") {
            record.contacts = [IncomingContact(externalID: marker, role: .billing)]
        }
        for subform in module.subforms {
            let texts = subform.fields.filter { $0.type is TextType }.map { ($0.key, Value.text(marker)) }
            record.lines[subform.key] = [IncomingLine(values: Dictionary(uniqueKeysWithValues: texts))]
        }
        return record
    }

    private func value(of field: Field, in module: Module) -> Value {
        switch field.type {
        case let choice as ChoiceType:
            field.key == module.state?.field ? state(choice, module) : .text(choice.choices.first?.key ?? "")
        // A prospect that was converted carries no access any more.
        case is InstantType where field.key == LeadState.moment: .null
        case is DayType: .day(app.today)
        case is InstantType: .instant(app.clock.now)
        case is MoneyType, is NumberType, is YesNoType: .int(1)
        case is EmailType: .text(marker + "@example.test")
        case is TextType: .text(marker)
        case is FileType: FileValue(hash: file, size: Int64(marker.utf8.count), name: marker).value
        default: .null
        }
    }

    /// Open where the rights show that, or where the record carries the access; else the first state that they show.
    private func state(_ type: ChoiceType, _ module: Module) -> Value {
        let shown = (grants[module.key] ?? .none).shownStates(module)
        let mayOpen = type.choices.contains { $0.key == "open" }
        if mayOpen, shown.contains("open") || carriers.contains(module.key) { return .text("open") }
        guard let key = shown.first ?? type.choices.first?.key else { return .null }
        return key == Module.stateless ? .null : .text(key)
    }

    /// A file that the company put on the record.
    func attach(to id: RecordID, _ module: Module, _ arrivals: Arrivals, _ connection: any Connection) throws
        -> RecordID
    {
        let incoming = IncomingFile(name: marker + ".txt", type: "text/plain", bytes: Array(marker.utf8))
        try arrivals.attach(incoming, hash: file, to: Journal.Subject(module.key, id))
        let staff = Viewer(staff: id, name: "leak-test", grants: app.grants.forStaff)
        let seen = Records(connection, app.catalog).seen(by: staff, module)
        guard let record = try seen.find(id), let file = try seen.files(of: record).first?.id else {
            throw StoreError.failed(reason: "the synthetic file is missing")
        }
        return file
    }
}
