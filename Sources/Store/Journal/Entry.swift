import Core
import Crypto
import Foundation

/// One line of the journal, with the records it is shown on.
struct Entry {
    let seq: Int64
    let at: Instant
    let author: Author
    let verb: String
    let subjects: [Journal.Subject]
    let detail: String

    /// What a hash covers. New entries are hashed in the last way; a chain keeps the ones its entries were written in.
    ///
    /// No entry says which: a hash made in one way never fits in another, because the last one begins with a word where the first has a
    /// number.
    enum Format: CaseIterable {
        /// The first subject only.
        case firstSubject
        /// Every subject, in order.
        case allSubjects
    }

    /// SHA-256 of the hash before and the fields, each with its length so that no two entries read alike.
    func hash(after previous: [UInt8], _ format: Format) -> [UInt8] {
        var data = Data(previous)
        for field in fields(format) { data.append(Data("\(field.utf8.count):\(field)".utf8)) }
        return Array(SHA256.hash(data: data))
    }

    private func fields(_ format: Format) -> [String] {
        let facts = [
            String(seq), String(at.milliseconds), author.kind.rawValue, author.id?.text ?? "", author.name, verb,
        ]
        switch format {
        case .firstSubject: return facts + [subjects.first?.module ?? "", subjects.first?.id.text ?? "", detail]
        case .allSubjects:
            return ["all subjects"] + facts + [detail, String(subjects.count)]
                + subjects.flatMap { [$0.module, $0.id.text] }
        }
    }
}
