import Core
import Store

/// The records that an event of a record is shown on: itself, its account, its contact.
func eventSubjects(_ record: Record, also: [Journal.Subject?] = []) -> [Journal.Subject] {
    let own = Journal.Subject(record.module.key, record.id)
    let account = record["account_id"].id.map { Journal.Subject("accounts", $0) }
    let contact = record["contact_id"].id.map { Journal.Subject("contacts", $0) }
    return ([own, account, contact] + also).compactMap(\.self).reduce(into: []) { list, subject in
        if !list.contains(subject) { list.append(subject) }
    }
}

/// What the journal says about a record: its kind and name, and what is added.
func eventDetail(_ record: Record, _ more: [String: String] = [:]) -> [String: String] {
    ["module": record.module.key, "title": shortened(record.title, to: 120)].merging(more) { _, added in added }
}
