package import Core
import Foundation

/// Why a file, a row or a value cannot be imported, and what to do about it.
package struct ImportProblem: Error, Hashable {
    package let reason: Phrase
    /// What helps on the command line; pages have controls for it.
    package let flags: Phrase?

    package init(_ reason: Phrase) { (self.reason, flags) = (reason, nil) }
    package init(fr: String, en: String, flags: Phrase? = nil) {
        (reason, self.flags) = (Phrase(fr: fr, en: en), flags)
    }

    /// The reason, with what helps on the command line.
    var words: Phrase {
        guard let flags else { return reason }
        return Phrase(fr: reason.fr + " " + flags.fr, en: reason.en + " " + flags.en)
    }

    /// A value that its field does not take. `source` is the name of the column or member it came from.
    static func refused(_ value: String, field: Field, source: String, _ why: Phrase) -> ImportProblem {
        let (fr, en) = (Quoted.fr(shown(value)), Quoted.en(shown(value)))
        return ImportProblem(
            fr: "\(named(field, source).fr)\u{A0}: \(fr) est refusé. \(why.fr)",
            en: "\(named(field, source).en): \(en) is refused. \(why.en)")
    }

    static func missing(_ field: Field, source: String) -> ImportProblem {
        ImportProblem(
            fr:
                "\(named(field, source).fr)\u{A0}: obligatoire, mais vide. Remplissez-le à la source, puis relancez l’import.",
            en: "\(named(field, source).en): required, but empty. Fill it in at the source, then import again.")
    }

    private static func named(_ field: Field, _ source: String) -> Phrase {
        Phrase(
            fr: "Champ \(Quoted.fr(field.label.fr)) (\(source))", en: "Field \(Quoted.en(field.label.en)) (\(source))")
    }

    /// A value short enough for a sentence, its invisible characters visible.
    private static func shown(_ value: String) -> String {
        String(
            shortened(String(value.prefix(200)), to: 40).map {
                $0.isNewline || hasControlCharacters(String($0)) ? "\u{FFFD}" : $0
            })
    }
}

/// Printed by itself, a problem is its sentence, in the language of the terminal.
extension ImportProblem: CustomStringConvertible, LocalizedError {
    package var description: String { words(Language(environment: ProcessInfo.processInfo.environment)) }
    package var errorDescription: String? { description }
}

extension ImportProblem {
    /// What to tell people about any error met while reading.
    static func reason(_ error: any Error) -> Phrase {
        switch error {
        case let problem as ImportProblem: problem.reason
        case let fault as DolibarrFault: fault.phrase
        default: Phrase(fr: "Lecture impossible\u{A0}: \(error).", en: "Cannot be read: \(error).")
        }
    }
}

/// Quotation marks, the French and the English way.
enum Quoted {
    static func fr(_ text: String) -> String { "«\u{A0}\(text)\u{A0}»" }
    static func en(_ text: String) -> String { "“\(text)”" }
}
