import Core
import Foundation

extension DolibarrObject {
    /// Seconds since 1970, possibly negative. Zero is Dolibarr's way to write no date: it is not midnight in Paris.
    func instant(anyOf keys: [String]) throws(DolibarrFault) -> Instant? {
        for key in keys {
            guard let text = try text(key) else { continue }
            guard let seconds = Int64(text) ?? textSeconds(text), seconds.magnitude <= 253_402_300_799 else {
                throw .wrongType(key, fr: "une date", en: "a date")
            }
            if seconds != 0 { return Instant(seconds: seconds) }
        }
        return nil
    }

    /// A calendar day: local midnight in Paris, as Dolibarr stores days.
    func day(anyOf keys: [String], in zone: TimeZone = Formats.paris) throws(DolibarrFault) -> Day? {
        try instant(anyOf: keys).map { Day($0, in: zone) }
    }

    /// Payments write `2024-02-19 00:00:00`, the time in Paris.
    private func textSeconds(_ text: String) -> Int64? {
        guard text.utf8.count >= 10, text.utf8.count <= 19 else { return nil }
        return Day(iso: String(text.prefix(10)))?.start(in: Formats.paris).seconds
    }
}
