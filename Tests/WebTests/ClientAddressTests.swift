import Core
import Testing

@testable import Web

/// Who may say where a request comes from.
@Suite struct ClientAddressTests {
    private func client(_ peer: String, _ headers: [String], trusting ranges: [String] = ["10.0.0.0/8", "::1"])
        -> String
    {
        ClientAddress(trusted: ranges.compactMap(NetworkRange.init)).client(behind: peer, headers)
    }

    @Test func theRightMostAddressThatIsNoProxyIsTheClient() {
        #expect(client("10.0.0.1", ["203.0.113.7"]) == "203.0.113.7")
        #expect(client("10.0.0.1", ["203.0.113.7, 10.0.0.2"]) == "203.0.113.7")
        #expect(client("10.0.0.1", ["203.0.113.7", "10.0.0.2"]) == "203.0.113.7", "several headers are one list")
        #expect(client("::1", ["[2001:db8::7]:4711"]) == "2001:db8::7")
    }

    @Test func whatTheClientWroteItselfIsNotBelieved() {
        #expect(client("10.0.0.1", ["198.51.100.1, 203.0.113.7"]) == "203.0.113.7")
        #expect(client("10.0.0.1", ["10.9.9.9, 203.0.113.7"]) == "203.0.113.7", "nor when it names a proxy")
        #expect(client("203.0.113.7", ["198.51.100.1"]) == "203.0.113.7", "a stranger's header is ignored")
        #expect(client("10.0.0.1", ["198.51.100.1"], trusting: []) == "10.0.0.1", "nobody is trusted by default")
    }

    @Test func whatCannotBeReadEndsTheWalk() {
        #expect(client("10.0.0.1", []) == "10.0.0.1")
        #expect(client("10.0.0.1", [""]) == "10.0.0.1")
        #expect(client("10.0.0.1", ["203.0.113.7, unknown"]) == "10.0.0.1")
        #expect(client("10.0.0.1", ["203.0.113.7, <script>, 10.0.0.2"]) == "10.0.0.2")
        #expect(client("10.0.0.1", ["10.0.0.3, 10.0.0.2"]) == "10.0.0.3", "a request of the proxies' own network")
        #expect(client("local", ["203.0.113.7"]) == "local")
    }
}
