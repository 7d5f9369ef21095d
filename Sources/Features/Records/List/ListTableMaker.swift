import Core
import Store

/// Makes the columns and lines of a table of records.
struct ListTableMaker {
    let place: RecordPlace
    let module: Module
    let fields: [Field]
    let records: [Record]
    var titles: [String: [RecordID: String]] = [:]
    var files: [RecordID: FirstFile] = [:]
    var signInNames: [RecordID: String] = [:]
    let formats: Formats
    let today: Day
    /// Gives headings that sort; without it they are words.
    var request: ListRequest?

    private var language: Language { formats.language }

    func table(_ name: String) -> ListTable {
        let columns = columns()
        return ListTable(name: name, columns: columns, rows: rows(columns))
    }

    /// The columns in order: the fields, the sign-in name of contacts near their name, and the file at the end.
    private func columns() -> [ListColumn] {
        let keyField = fields.first { $0.key == module.title } ?? fields.first
        let amount = fields.first { $0.key == "total_incl" } ?? fields.first { $0.type is MoneyType }
        let kept = kept(besides: [keyField?.key, amount?.key, module.state?.field])
        var columns = fields.filter { !isInKey($0, keyField) }.map { field -> ListColumn in
            var column = column(field, isKey: field.key == keyField?.key, isAmount: field.key == amount?.key)
            column.isOptional = (column.role == .text || column.role == .figure) && !kept.contains(field.key)
            return column
        }
        if request != nil, place.isOffice, module.isPeople { insertSignInName(&columns) }
        if !files.isEmpty {
            columns.append(
                ListColumn(
                    key: "file", label: Phrase(fr: "Fichier", en: "File")(language), role: .file))
        }
        return columns
    }

    /// What stays beside name, amount and state where there is little room: the day after which the record is late, or else two more columns.
    private func kept(besides shown: [String?]) -> Set<String> {
        if let due = module.state?.lateness?.due, fields.contains(where: { $0.key == due }) { return [due] }
        return Set(fields.map(\.key).filter { !shown.contains($0) && $0 != "first_name" }.prefix(2))
    }

    /// The first name of a person stands beside the last name, not in a column of its own.
    private func isInKey(_ field: Field, _ keyField: Field?) -> Bool {
        module.isPeople && field.key == "first_name" && keyField?.key == "last_name"
    }

    /// Near the name: one sees at a glance who has a login.
    private func insertSignInName(_ columns: inout [ListColumn]) {
        let label = Phrase(fr: "Identifiant utilisateur", en: "Username")(language)
        columns.insert(ListColumn(key: ListTableMaker.signInName, label: label, role: .text), at: min(2, columns.count))
    }

    /// Not a field: fields have no `@` in their names.
    static let signInName = "@sign_in_name"

    private func column(_ field: Field, isKey: Bool, isAmount: Bool) -> ListColumn {
        let isState = field.key == module.state?.field
        let role: ListColumn.Role =
            isKey ? .key : isState ? .state : isAmount ? .amount : field.type.isNumeric ? .figure : .text
        var column = ListColumn(key: field.key, label: field.label(for: place.viewer)(language), role: role)
        column.isUnbroken = ListTableMaker.isUnbroken(field, role)
        column.hasEmails = field.type is EmailType
        guard field.isSorted, let request else { return column }
        let isCurrent = request.sort.field == field.key
        // The first click on a date or an amount shows the newest or largest.
        let startsFalling = field.type.isNumeric || field.type.storage == .day || field.type is InstantType
        let next = Sort(field.key, descending: isCurrent ? !request.sort.isDescending : startsFalling)
        column.sort = .init(label: column.label, path: request.address(place.list(module.key), sort: next))
        column.isFalling = isCurrent ? request.sort.isDescending : nil
        return column
    }

    /// References, codes, days and telephone numbers are read as one word. A moment may put its time below its day.
    private static func isUnbroken(_ field: Field, _ role: ListColumn.Role) -> Bool {
        switch role {
        case .key: field.key == "ref"
        case .text: codes.contains(field.key) || field.type.storage == .day || field.type is PhoneType
        default: false
        }
    }
    private static let codes: Set = ["ref", "code", "supplier_code", "zip", "siren", "siret", "vat_number"]

    private func rows(_ columns: [ListColumn]) -> [ListRow] {
        let fields = columns.map { module[$0.key] }
        return records.map { record in
            ListRow(cells: columns.indices.map { cell(record, columns[$0], fields[$0]) })
        }
    }

    private func cell(_ record: Record, _ column: ListColumn, _ field: Field?) -> ListCell {
        switch column.role {
        case .key: return key(record, field)
        case .state: return record.chip(today: today).map { .chip($0.label(language), $0.tone) } ?? .none
        case .file: return file(record)
        case .amount, .figure, .text:
            guard let field else { return signInNames[record.id].map { .text($0) } ?? .none }
            let value = record[field.key]
            if value.isNull { return .none }
            if let target = field.target { return lookup(target, value) }
            let text = field.show(value, formats, in: record.currency)
            if field.type is EmailType { return .email(text) }
            return text.isEmpty ? .none : .text(shortened(text, to: 80))
        }
    }

    private func key(_ record: Record, _ field: Field?) -> ListCell {
        // People are called by their first name first, everywhere.
        let isPerson = module.isPeople && field?.key == "last_name"
        let shown = isPerson ? record.title : field.map { record.show($0, formats) } ?? ""
        let label = shown.isEmpty ? record.title : shortened(shown, to: 120)
        return place.record(module.key, record.id).map { .link(label, $0) } ?? .text(label)
    }

    /// What the viewer may not see has no name and stays empty.
    private func lookup(_ target: String, _ value: Value) -> ListCell {
        guard let id = value.id, let title = titles[target]?[id] else { return .none }
        return place.record(target, id).map { .link(title, $0) } ?? .text(title)
    }

    private func file(_ record: Record) -> ListCell {
        guard let file = files[record.id] else { return .none }
        let kind = FileKind(name: file.name).label
        return .file(
            label: kind.isEmpty ? Phrase(fr: "Fichier", en: "File")(language) : kind, path: place.file(file.id),
            of: record.title)
    }
}
