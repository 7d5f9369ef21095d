import Core
import Store
import Web

/// A customer that only the leak test knows, with one record in every module, each full of a word that nothing else contains.
struct SyntheticCustomer: Sendable {
    let marker: String
    let session: String
    /// Its record in each module.
    let records: [String: RecordID]
    let file: RecordID
}

/// Makes the leak test's customers.
struct SyntheticCustomers: Sendable {
    let app: App
    /// What kind of people they are.
    let type: UserType

    func make() async throws -> [SyntheticCustomer] { [try await customer(1), try await customer(2)] }

    private func customer(_ number: Int) async throws -> SyntheticCustomer {
        let marker = "leaktest\(number)" + String(app.ids.next().text.suffix(8))
        let token = Token()
        let hash = try app.files.keep(Array(marker.utf8))
        let (app, now) = (app, app.clock.now)
        return try await app.database.write { connection in
            var records: [String: RecordID] = [:]
            let arrivals = Arrivals(connection, app.catalog, source: LeakTest.source, ids: app.ids, at: now)
            for module in app.catalog.modules {
                records[module.key] = try arrivals.store(record(of: module, marker, file: hash)).id
            }
            let file = try attach(hash, marker, to: records["invoices"], connection, now)
            try access(marker, records, token, connection, now)
            return SyntheticCustomer(marker: marker, session: token.text, records: records, file: file)
        }
    }

    /// Every text holds the marker, every look-up points to the same customer's records.
    private func record(of module: Module, _ marker: String, file: String) -> IncomingRecord {
        var record = IncomingRecord(module: module.key, externalID: marker)
        for field in module.fields {
            if field.target != nil {
                if field.target != module.key { record.references[field.key] = marker }
            } else {
                record.values[field.key] = value(of: field, marker, file: file)
            }
        }
        // In a state that people outside see.
        if let state = module.state?.field, let shown = module.usualStates.first(where: { $0 != Module.stateless }) {
            record.values[state] = .text(module.usualStates.contains("open") ? "open" : shown)
        }
        record.comments = [
            IncomingComment(
                externalID: marker, author: marker, isFromStaff: true, isPrivate: false, at: app.clock.now, text: marker
            )
        ]
        for subform in module.subforms {
            let texts = subform.fields.filter { $0.type is TextType }.map { ($0.key, Value.text(marker)) }
            record.lines[subform.key] = [IncomingLine(values: Dictionary(uniqueKeysWithValues: texts))]
        }
        return record
    }

    private func value(of field: Field, _ marker: String, file: String) -> Value {
        switch field.type {
        case let choice as ChoiceType:
            .text(choice.choices.first { $0.key == "open" }?.key ?? choice.choices.first?.key ?? "")
        case is DayType: .day(app.today)
        case is InstantType: .instant(app.clock.now)
        case is MoneyType, is NumberType, is YesNoType: .int(1)
        case is EmailType: .text(marker + "@example.test")
        case is TextType: .text(marker)
        case is FileType: FileValue(hash: file, size: Int64(marker.utf8.count), name: marker).value
        default: .null
        }
    }

    private func attach(
        _ hash: String, _ marker: String, to invoice: RecordID?, _ connection: any Connection, _ now: Instant
    ) throws -> RecordID {
        guard let invoice, let module = app.catalog["invoices"] else {
            throw StoreError.failed(reason: "there is no module for invoices")
        }
        let arrivals = Arrivals(connection, app.catalog, source: LeakTest.source, ids: app.ids, at: now)
        let file = IncomingFile(name: marker + ".txt", type: "text/plain", bytes: Array(marker.utf8))
        try arrivals.attach(file, hash: hash, to: Journal.Subject(module.key, invoice))
        let staff = Viewer(staff: invoice, name: "leak-test", grants: app.grants.forStaff)
        let seen = Records(connection, app.catalog).seen(by: staff, module)
        guard let record = try seen.find(invoice), let id = try seen.files(of: record).first?.id else {
            throw StoreError.failed(reason: "the synthetic file is missing")
        }
        return id
    }

    private func access(
        _ marker: String, _ records: [String: RecordID], _ token: Token, _ connection: any Connection, _ now: Instant
    ) throws {
        guard let anchor = records[type.mainModule] else {
            throw StoreError.failed(reason: "the module of a user type is missing")
        }
        let person = app.ids.next()
        let access = app.ids.next()
        try People(connection).add(
            .init(
                kind: .external, username: nil, email: marker + "@example.test", firstName: marker, lastName: marker,
                language: .fr), id: person, at: now)
        try Accesses(connection).add(
            .init(
                person: person, userType: type.id, anchor: Journal.Subject(type.mainModule, anchor),
                account: records["accounts"], permissions: .all, validFrom: nil,
                validUntil: nil, createdBy: nil), id: access, at: now)
        try Accesses(connection).setState(.active, of: access)
        try Sessions(connection).start(
            token.hash, publicID: app.ids.next(), person: person, access: access, address: "leak-test",
            agent: "leak-test", at: now, until: now + .minutes(10))
    }
}
