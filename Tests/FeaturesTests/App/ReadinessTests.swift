import Core
import Features
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Store
import TestSupport
import Testing

/// What watches the program learns the truth, and strangers learn nothing about the inside.
@Suite struct ReadinessTests {
    @Test(arguments: Engine.allCases) func itIsNotReadyWhileWritesFail(_ engine: Engine) async throws {
        try await engine.withDatabase { database in
            let disk = FillableDatabase(database)
            let world = try await World.make(in: disk)
            let client = Client(try world.app())
            #expect(try await client.get("/readyz").body == "ready\n")
            disk.fill()
            #expect(try await client.get("/readyz").status == 200, "asked again at once, it is not tried again")
            world.clock.advance(by: .seconds(6))
            let answer = try await client.get("/readyz")
            #expect(answer.status == 503 && answer.body == "not ready\n" && answer.headers["retry-after"] == "10")
            #expect(try await client.get("/livez").status == 200)
            disk.makeRoom()
            world.clock.advance(by: .seconds(6))
            #expect(try await client.get("/readyz").status == 200)
        }
    }

    @Test func saturationSaysWhenToComeBack() async throws {
        try await Engine.sqlite.withDatabase { database in
            let disk = FillableDatabase(database)
            let world = try await World.make(in: disk)
            let client = Client(try world.app())
            disk.refuseWrites(.unavailable(reason: "busy"))
            let busy = try await client.post("/p/clients/signin", ["login": "a", "password": "b"])
            #expect(busy.status == 503 && busy.headers["retry-after"] == "60")
            disk.refuseWrites(.unsure(reason: "lost at COMMIT"))
            let unsure = try await client.post("/p/clients/signin", ["login": "a", "password": "b"])
            #expect(unsure.status == 500 && unsure.headers["retry-after"] == nil)
            #expect(unsure.body.contains("peut-être été enregistré") && !unsure.body.contains("Rien n’a été"))
        }
    }

    @Test func metricsAreOnAPortOfTheirOwn() async throws {
        try await Engine.sqlite.withWorld { world in
            let app = try world.app()
            let client = Client(app)
            #expect(try await client.get("/metrics").status == 404)
            _ = try await client.get("/p/clients/invoices")
            try await Application(router: WatchRouter.make(app)).test(.router) { watch in
                try await watch.execute(uri: "/metrics", method: .get) { answer in
                    #expect(answer.headers[.contentType] == "text/plain; version=0.0.4; charset=utf-8")
                    let text = String(buffer: answer.body)
                    try check(text)
                    for figure in [
                        "parvis_http_requests_total{route=\"portal\",code=\"3xx\"} 1",
                        "parvis_http_request_duration_seconds_count{route=\"portal\"} 1", "parvis_database_waiting ",
                        "parvis_password_queue 0", "parvis_outbox_oldest_seconds 0", "parvis_jobs_oldest_seconds 0",
                        "parvis_database_up 1", "parvis_mails_failed_total 0",
                    ] {
                        #expect(text.contains("\n" + figure), "\(figure)")
                    }
                }
                try await watch.execute(uri: "/readyz", method: .get) { answer in
                    #expect(String(buffer: answer.body).contains("writing: ok\n"))
                }
            }
        }
    }

    /// Prometheus' text format: each family once, with its help and type before its lines; buckets that never fall and end in the count.
    private func check(_ text: String) throws {
        var (kinds, last, buckets): ([String: String], String, [String: [Double]]) = ([:], "", [:])
        for line in text.split(separator: "\n") {
            if line.hasPrefix("# HELP ") { continue }
            if let type = line.wholeMatch(of: /# TYPE ([a-z_]+) (counter|gauge|histogram)/) {
                last = String(type.1)
                #expect(kinds[last] == nil, "\(last) comes twice")
                kinds[last] = String(type.2)
                #expect(type.2 != "counter" || last.hasSuffix("_total"), "\(last)")
                #expect(text.contains("# HELP \(last) "), "\(last)")
                continue
            }
            let sample = try #require(
                line.wholeMatch(of: /([a-z_]+)(\{[a-z]+="[^"]*"(?:,[a-z]+="[^"]*")*\})? (\d+(?:\.\d+)?)/), "\(line)")
            #expect(String(sample.1).hasPrefix(last), "\(line) under \(last)")
            if kinds[last] == "histogram", sample.1.hasSuffix("_bucket") || sample.1.hasSuffix("_count") {
                let labels = String(sample.2 ?? "").replacing(/,?le="[^"]*"/, with: "")
                buckets[last + labels, default: []].append(try #require(Double(sample.3)))
            }
        }
        for (name, counts) in buckets {
            #expect(counts == counts.sorted(), "\(name)")
            #expect(counts.count == 14 && counts[12] == counts[13], "\(name): +Inf is the count")
        }
    }
}
