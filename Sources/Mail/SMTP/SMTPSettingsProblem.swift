package import Core

/// The part of the mail server's settings that is wrong. Never holds the value, which could be a password.
package struct SMTPSettingsProblem: Error, Hashable, Sendable, CustomStringConvertible {
    package let part: Part
    package let problem: Problem

    init(_ part: Part, _ problem: Problem) {
        self.part = part
        self.problem = problem
    }

    /// A part of `smtp://user:pass@host:587?security=starttls`; the raw value is its name there.
    package enum Part: String, Hashable, Sendable {
        case url, scheme, host, port, user, password, path, security, ca, verify, ehlo, timeout
        case connectTimeout = "connect-timeout"
        case options
    }

    /// What is wrong with it.
    package enum Problem: Hashable, Sendable {
        case unreadable, unknownScheme, missing, notAHost, notAPort, notATimeout, unexpected
        case unknownOption(String)
        case repeated
        case notOneOf([String])
        case contradictsScheme, contradictsVerify, passwordInClear
    }

    package var phrase: Phrase {
        Phrase(
            fr: "Serveur de messagerie, «\u{A0}\(part.rawValue)\u{A0}»\u{A0}: \(problem.phrase.fr).",
            en: "Mail server, “\(part.rawValue)”: \(problem.phrase.en).")
    }

    package var description: String { phrase.en }
}
