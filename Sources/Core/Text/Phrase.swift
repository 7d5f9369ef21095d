/// The languages every page and mail exists in.
package enum Language: String, Sendable, CaseIterable, Hashable {
    case fr, en

    /// The first language of an `Accept-Language` header that we have, if there is one.
    package init?(acceptLanguage header: String?) {
        let tags = (header ?? "").prefix(200).split(separator: ",").map {
            $0.drop(while: { $0 == " " }).prefix(2).lowercased()
        }
        guard let first = tags.lazy.compactMap(Language.init(rawValue:)).first else { return nil }
        self = first
    }

    /// The language of a terminal, as POSIX names it (`LC_ALL`, `LC_MESSAGES`, `LANG`); French when it names none of ours.
    package init(environment: [String: String]) {
        let locale = ["LC_ALL", "LC_MESSAGES", "LANG"].compactMap { environment[$0] }.first { !$0.isEmpty } ?? ""
        self = Language(rawValue: String(locale.prefix { $0 != "_" && $0 != "." })) ?? .fr
    }

    package var name: String { self == .fr ? "Français" : "English" }
}

/// A sentence in every language; leaving one out does not compile.
package struct Phrase: Sendable, Hashable {
    package let fr: String
    package let en: String

    /// The French sentence is written with ordinary spaces; those that must not break are made so here.
    package init(fr: String, en: String) {
        self.fr = frenchSpacing(fr)
        self.en = en
    }
    /// A name that is the same in every language, kept as it is.
    package init(same: String) {
        fr = same
        en = same
    }

    package func callAsFunction(_ language: Language) -> String { language == .fr ? fr : en }
}
