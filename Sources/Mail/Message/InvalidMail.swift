package import Core

/// A mail, an address or a mail setting that must not leave as it is: which part, and what is wrong with it.
package struct InvalidMail: Error, Hashable, Sendable, CustomStringConvertible {
    package let part: Part
    package let problem: Problem

    package init(_ part: Part, _ problem: Problem) {
        self.part = part
        self.problem = problem
    }

    package var phrase: Phrase {
        Phrase(
            fr: "\(part.phrase.fr)\u{A0}: \(problem.phrase.fr).",
            en: "\(part.phrase.en): \(problem.phrase.en).")
    }

    package var description: String { phrase.en }
}
