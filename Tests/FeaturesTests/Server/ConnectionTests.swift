import HTTPTypes
import Hummingbird
import NIOCore
import Testing
import Web

/// Connections whose other end drips, does not read or does not go: each ends by itself. The deadlines are short here, and nothing is asserted
/// about how long anything took.
@Suite(.timeLimit(.minutes(40))) struct ConnectionTests {
    private var limits: ConnectionLimits {
        var limits = ConnectionLimits()
        limits.patience = .milliseconds(300)
        limits.bytesASecond = 1 << 30
        limits.lingering = .milliseconds(100)
        return limits
    }

    private func router() -> Router<BasicRequestContext> {
        let router = Router()
        router.get("/") { _, _ in "fine" }
        router.post("/refused") { _, _ -> Response in throw HTTPError(.forbidden) }
        router.post("/read") { request, _ in
            String((try await request.body.collect(upTo: 1 << 20)).readableBytes)
        }
        return router
    }

    private func head(_ line: String, _ length: Int) -> String {
        "\(line) HTTP/1.1\r\nHost: test\r\nContent-Length: \(length)\r\n\r\n"
    }

    private func isLast(_ answer: String) -> Bool { answer.lowercased().contains("connection: close") }

    /// Long before its time is over: nobody waits for it.
    @Test func aBodyThatNobodyReadsIsCut() async throws {
        var limits = ConnectionLimits()
        (limits.lingering, limits.lastCall) = (.milliseconds(100), .milliseconds(10))
        try await RunningServer.with(limits, router()) { server in
            for line in ["GET /", "POST /refused", "POST /nowhere"] {
                let client = try server.connect()
                client.send(head(line, 1_000_000) + "x")
                let answer = try await client.rest()
                #expect(answer.hasPrefix("HTTP/1.1 ") && isLast(answer), "\(line): \(answer)")
            }
        }
    }

    @Test func aBodyThatDripsIsCutWhileItIsRead() async throws {
        try await RunningServer.with(limits, router()) { server in
            let client = try server.connect()
            client.send(head("POST /read", 1000) + "x")
            let answer = try await client.rest()
            #expect(!answer.contains("200 OK"))
        }
    }

    @Test func aHeadThatNeverEndsIsCut() async throws {
        try await RunningServer.with(limits, router()) { server in
            let client = try server.connect()
            client.send("GET / HTTP/1.1\r\nHost: te")
            #expect(try await client.rest() == "")
        }
    }

    @Test func aRequestThatHasArrivedKeepsItsConnection() async throws {
        var limits = ConnectionLimits()
        limits.lastCall = .milliseconds(10)
        try await RunningServer.with(limits, router()) { server in
            let client = try server.connect()
            client.send(head("POST /refused", 3) + "abc")
            let refused = try await client.read(until: "\r\n\r\n")
            #expect(refused.contains("403") && !isLast(refused))
            client.send(head("GET /", 0))
            #expect(try await client.read(until: "fine").contains("200 OK"))
        }
    }

    @Test func anAnswerThatNobodyReadsIsCut() async throws {
        let router = router()
        let (ends, ended) = AsyncStream.makeStream(of: Bool.self)
        router.get("/large") { _, _ in
            Response(
                status: .ok,
                body: ResponseBody { writer in
                    let piece = ByteBuffer(repeating: 0x78, count: 1 << 20)
                    do {
                        // More than any socket's buffers hold, and more than is handed over before the server looks up.
                        for _ in 0..<100_000 { try await writer.write(piece) }
                        ended.yield(false)
                        try await writer.finish(nil)
                    } catch {
                        ended.yield(true)
                        throw error
                    }
                })
        }
        try await RunningServer.with(limits, router) { server in
            let client = try server.connect()
            client.send(head("GET /large", 0))
            for await wasCut in ends {
                #expect(wasCut)
                break
            }
            withExtendedLifetime(client) {}
        }
    }
}

/// The program is asked to end.
@Suite(.timeLimit(.minutes(40))) struct EndingTests {
    /// A request that is answered only when the test says so.
    private struct Gate: Sendable {
        let entered: AsyncStream<Void>
        let enter: AsyncStream<Void>.Continuation
        let opened: AsyncStream<Void>
        let open: AsyncStream<Void>.Continuation

        init() {
            (entered, enter) = AsyncStream.makeStream(of: Void.self)
            (opened, open) = AsyncStream.makeStream(of: Void.self)
        }

        var router: Router<BasicRequestContext> {
            let router = Router()
            router.get("/") { _, _ in "fine" }
            router.get("/slow") { _, _ in
                enter.yield()
                for await _ in opened { break }
                return "finished"
            }
            router.post("/read") { request, _ in
                enter.yield()
                return String((try await request.body.collect(upTo: 1 << 20)).readableBytes)
            }
            return router
        }
    }

    private func get(_ path: String) -> String { "GET \(path) HTTP/1.1\r\nHost: test\r\n\r\n" }

    @Test func whatRunsIsFinished() async throws {
        let gate = Gate()
        try await RunningServer.with(ConnectionLimits(), gate.router) { server in
            let client = try server.connect()
            client.send(get("/slow"))
            for await _ in gate.entered { break }
            await server.stop()
            gate.open.yield()
            let answer = try await client.rest()
            #expect(answer.contains("200 OK") && answer.hasSuffix("finished"))
        }
    }

    @Test func aRequestOnItsWayIsAnswered() async throws {
        var limits = ConnectionLimits()
        limits.lastCall = .seconds(5)
        try await RunningServer.with(limits, Gate().router) { server in
            let client = try server.connect()
            client.send(get("/"))
            #expect(try await client.read(until: "fine").contains("200 OK"))
            await server.stop()
            client.send(get("/"))
            #expect(try await client.rest().hasSuffix("fine"))
        }
    }

    /// In the moment of ending there may be connections with which nobody has begun.
    @Test func whoComesInTheLastMomentDoesNotBreakIt() async throws {
        var limits = ConnectionLimits()
        (limits.lastCall, limits.lingering, limits.farewell) = (.milliseconds(1), .milliseconds(1), .milliseconds(500))
        for _ in 0..<2 {
            try await RunningServer.with(limits, Gate().router) { server in
                await withTaskGroup(of: Void.self) { group in
                    for number in 0..<16 {
                        group.addTask {
                            if number == 8 { return await server.stop() }
                            // Refused once it has stopped, which is an answer too.
                            guard let client = try? server.connect() else { return }
                            client.send("GET / HTTP/1.1\r\nHost: test\r\n\r\n")
                        }
                    }
                }
            }
        }
    }

    @Test func whoeverDripsDoesNotHoldItUp() async throws {
        let gate = Gate()
        var limits = ConnectionLimits()
        limits.farewell = .milliseconds(300)
        try await RunningServer.with(limits, gate.router) { server in
            let client = try server.connect()
            client.send("POST /read HTTP/1.1\r\nHost: test\r\nContent-Length: 1000\r\n\r\nx")
            for await _ in gate.entered { break }
            await server.stop()
            #expect(try await !client.rest().contains("200 OK"))
        }
    }
}
