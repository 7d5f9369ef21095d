package import Foundation

extension Instant {
    /// Reads a wall clock's time in `zone`: `2026-11-22T14:30` as browsers send it, or a day and a time as people write them. Nil for
    /// anything else and for days before 1800 or after 2999.
    package init?(local text: String, in zone: TimeZone) {
        let halves = text.replacing("T", with: " ").split(separator: " ").map(String.init)
        guard halves.count == 2, let day = Day(iso: halves[0]) ?? Day(french: halves[0]),
            (Day.first...Day.last).contains(day), let seconds = secondsAfterMidnight(halves[1])
        else { return nil }
        self = day.moment(seconds, in: zone)
    }

    /// `2026-11-22T14:30`.
    package func local(in zone: TimeZone) -> String {
        let day = Day(self, in: zone)
        let wall = seconds + Int64(zone.secondsFromGMT(for: date)) - Int64(day.number) * 86400
        return day.iso + "T" + padded(Int(wall / 3600), 2) + ":" + padded(Int(wall / 60 % 60), 2)
    }
}

/// `14:30`, `14:30:15` or `14h30`.
private func secondsAfterMidnight(_ text: String) -> Int64? {
    let parts = text.replacing("h", with: ":").split(separator: ":", omittingEmptySubsequences: false).map(String.init)
    guard (2...3).contains(parts.count), parts.allSatisfy({ (1...2).contains($0.utf8.count) }) else { return nil }
    let numbers = parts.compactMap { part in part.allSatisfy(\.isASCII) ? Int64(part) : nil }
    guard numbers.count == parts.count, (0...23).contains(numbers[0]),
        numbers.dropFirst().allSatisfy({ (0...59).contains($0) })
    else { return nil }
    return numbers[0] * 3600 + numbers[1] * 60 + (numbers.count == 3 ? numbers[2] : 0)
}
