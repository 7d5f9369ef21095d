import Core
import Foundation
import Testing

/// Time zones are cities, in the reader's language, each once.
@Suite struct TimeZoneTests {
    @Test func citiesAreNamedInBothLanguages() throws {
        let names = [
            ("Europe/London", "Londres (Europe)", "London (Europe)"),
            ("Europe/Brussels", "Bruxelles (Europe)", "Brussels (Europe)"),
            ("Pacific/Noumea", "Nouméa (Pacifique)", "Nouméa (Pacific)"),
            ("Europe/Paris", "Paris (Europe)", "Paris (Europe)"),
        ]
        for (id, fr, en) in names {
            let place = try #require(TimeZones.place(id))
            #expect(place.label(.fr) == fr && folded(place.label(.en)) == folded(en), "\(id)")
            #expect(TimeZones.read(fr) == id && TimeZones.read(en) == id && TimeZones.read(id) == id)
        }
        #expect(TimeZones.read("londres") == "Europe/London" && TimeZones.read("noumea") == "Pacific/Noumea")
        #expect(TimeZones.read("Phobos (Mars)") == nil && TimeZones.read("") == nil)
    }

    @Test func eachCityIsThereOnce() {
        for language in Language.allCases {
            let labels = TimeZones.all.map { $0.label(language) }
            #expect(Set(labels).count == labels.count, "\(language)")
        }
        // Former names lead to the one in use, and what was kept before still counts.
        for (former, now) in [("Asia/Calcutta", "Asia/Kolkata"), ("Europe/Kiev", "Europe/Kyiv")] {
            guard TimeZones.named(former) != nil, TimeZones.named(now) != nil else { continue }
            #expect(TimeZones.place(former)?.id == now && TimeZones.read(former) == now)
        }
        #expect(TimeZones.all.allSatisfy { TimeZones.named($0.id) != nil && $0.names.contains($0.id) })
        #expect(TimeZones.all.first?.region.en == "Europe" && TimeZones.all.count > 300)
    }
}
