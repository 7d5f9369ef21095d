import Core
import Features
import HTTPTypes
import TestSupport
import Testing
import Web

/// Odd bytes in every part of a request, the same at every run: nothing ends the process, nothing is the site's own fault.
@Suite struct RouteFuzzTests {
    @Test(arguments: [(Engine.sqlite, 1500), (.postgres, 400)])
    func nothingBreaks(_ engine: Engine, _ requests: Int) async throws {
        try await SiteVisit.with(engine) { visit in
            var random = TestSupport.SeededRandom(20_261_130)
            let routes = visit.routes.filter { $0.path != "/readyz" }
            for number in 1...requests {
                guard let route = random.pick(routes), let person = random.pick(visit.people) else { return }
                let request = OddRequest(route, visit, &random)
                person.client.headers = request.headers
                let answer = try await person.client.send(
                    request.method, request.path, type: request.type, request.body)
                #expect(answer.status < 500, "\(number): \(person.name) \(request.method) \(request.path)")
            }
            for person in visit.people { person.client.headers = [:] }
            #expect(try await visit.people[0].client.get("/livez").status == 200)
        }
    }
}

/// A request that is nearly right.
private struct OddRequest {
    let method: String
    let path: String
    let type: String?
    let body: [UInt8]
    var headers: [String: String] = [:]

    private static let pieces = [
        "%00", "%ff", "%C3", "%", "%2e%2e/", "..", "//", "é", "\u{202E}", "’", "0", "-1", "9223372036854775807",
        "1e309",
        "NaN", "null", "[]", "{}", "\"", "'", "';--", "<b>", "=", "&", "+", ",", ";", "|", ":", "\u{7F}",
        "0000000000001",
        "zzzzzzzzzzzzz", "2026-02-30", "0000-00-00", "𝕏", "\u{FFFD}",
    ]
    private static let names = [
        "q", "view", "sort", "after", "before", "n", "col", "version", "form_key", "to", "done", "in", "layout", "next",
        "draft", "login", "password", "email", "state", "step", "id", "account_id", "f_state", "f_date_from", "count",
    ]

    init(_ route: Route, _ visit: SiteVisit, _ random: inout TestSupport.SeededRandom) {
        method =
            random.once(in: 12)
            ? random.pick(["PUT", "DELETE", "HEAD", "OPTIONS", "PATCH"]) ?? "GET" : route.method.rawValue
        let odd = OddRequest.text(&random)
        let base = random.once(in: 3) ? visit.path(route, hostile: odd.isEmpty ? "x" : odd) : visit.path(route)
        path = random.once(in: 2) ? base + "?" + OddRequest.pairs(&random) : base
        switch random.below(4) {
        case 0:
            type = "application/json"
            body = Array("{\"\(OddRequest.names[random.below(25)])\":\(OddRequest.text(&random))}".utf8)
        case 1:
            type = "multipart/form-data; boundary=x"
            body = Array("--x\r\nContent-Disposition: form-data; name=\"\(OddRequest.text(&random))\"\r\n\r\n".utf8)
        default:
            type = "application/x-www-form-urlencoded"
            body = Array(OddRequest.pairs(&random).utf8) + (random.once(in: 5) ? [0xFF, 0x00] : [])
        }
        for name in [
            "Accept-Language", "Cookie", "Referer", "X-Forwarded-For", "Range", "If-None-Match", "Content-Length",
        ]
        where random.once(in: 9) {
            // A cookie takes the place of the session's, so it is seldom.
            headers[name] = OddRequest.text(&random).filter { $0.isASCII && $0 != "\u{7F}" }
        }
    }

    private static func text(_ random: inout TestSupport.SeededRandom) -> String {
        (0..<random.below(4)).map { _ in random.pick(pieces) ?? "" }.joined()
    }

    private static func pairs(_ random: inout TestSupport.SeededRandom) -> String {
        (0..<random.below(5)).map { _ in "\(random.pick(names) ?? "q")=\(text(&random))" }.joined(separator: "&")
    }
}
