import Foundation

/// The options after the `?` of a mail server's address: each known, given once, not empty.
struct SMTPOptions {
    private let values: [SMTPSettingsProblem.Part: String]

    private static let known: [SMTPSettingsProblem.Part] = [.security, .ca, .verify, .ehlo, .timeout, .connectTimeout]

    init(_ parts: URLComponents) throws {
        var values: [SMTPSettingsProblem.Part: String] = [:]
        for item in parts.queryItems ?? [] {
            guard let part = Self.known.first(where: { $0.rawValue == item.name }) else {
                throw SMTPSettingsProblem(.options, .unknownOption(item.name))
            }
            guard let value = item.value, !value.isEmpty else { throw SMTPSettingsProblem(part, .missing) }
            guard !value.utf8.contains(0) else { throw SMTPSettingsProblem(part, .unexpected) }
            guard values.updateValue(value, forKey: part) == nil else { throw SMTPSettingsProblem(part, .repeated) }
        }
        self.values = values
    }

    subscript(part: SMTPSettingsProblem.Part) -> String? { values[part] }

    func seconds(_ part: SMTPSettingsProblem.Part) throws -> Duration? {
        guard let text = values[part] else { return nil }
        guard let number = Int64(text), (1...600).contains(number) else {
            throw SMTPSettingsProblem(part, .notATimeout)
        }
        return .seconds(number)
    }
}
