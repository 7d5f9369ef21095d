import Core
import Testing

/// Addresses and ranges as people and proxies write them.
@Suite struct NetworkAddressTests {
    @Test(arguments: [
        ("192.0.2.1", "192.0.2.1"), ("::ffff:192.0.2.1", "192.0.2.1"), ("2001:DB8:0::1", "2001:db8::1"),
        ("fe80::1%eth0", "fe80::1"),
    ]) func anAddressHasOneForm(_ text: String, _ plain: String) {
        #expect(NetworkAddress(text)?.text == plain)
    }

    @Test(arguments: ["", "unknown", "192.0.2", "192.0.2.256", "1.2.3.4.5", "g::1", "192.0.2.1 ", "_hidden", "::1::"])
    func anythingElseIsNone(_ text: String) {
        #expect(NetworkAddress(text) == nil)
        #expect(NetworkAddress(forwarded: text) == nil)
    }

    @Test(arguments: [
        ("192.0.2.1:4711", "192.0.2.1"), ("[2001:db8::1]:4711", "2001:db8::1"), ("[2001:db8::1]", "2001:db8::1"),
        ("2001:db8::1", "2001:db8::1"),
    ]) func proxiesMayAddAPort(_ text: String, _ plain: String) {
        #expect(NetworkAddress(forwarded: text)?.text == plain)
    }

    @Test func aSubscriberIsOneIPv4AddressOrAnIPv6Network() {
        #expect(NetworkAddress("192.0.2.1")?.subscriber == "192.0.2.1")
        #expect(NetworkAddress("2001:db8::1")?.subscriber == NetworkAddress("2001:db8:0:0:ffff::9")?.subscriber)
        #expect(NetworkAddress("2001:db8::1")?.subscriber != NetworkAddress("2001:db8:0:1::1")?.subscriber)
    }

    @Test(arguments: [
        ("10.0.0.0/8", "10.200.1.1", true), ("10.0.0.0/8", "11.0.0.1", false), ("10.1.0.0/15", "10.0.9.9", true),
        ("10.2.0.0/15", "10.1.9.9", false), ("127.0.0.1", "127.0.0.1", true), ("127.0.0.1", "127.0.0.2", false),
        ("fd00::/8", "fd12::1", true), ("fd00::/8", "fe80::1", false), ("0.0.0.0/0", "203.0.113.9", true),
        ("0.0.0.0/0", "2001:db8::1", false), ("::/0", "2001:db8::1", true),
    ]) func aRangeHoldsWhatItsFirstBitsSay(_ range: String, _ address: String, _ isInside: Bool) throws {
        let address = try #require(NetworkAddress(address))
        #expect(try #require(NetworkRange(range)).contains(address) == isInside)
    }

    @Test(arguments: ["10.0.0.0/33", "10.0.0.0/-1", "fd00::/129", "10.0.0.0/", "/8", "example.test", "10.0.0.0/8/8"])
    func aRangeThatIsNoneIsRefused(_ text: String) { #expect(NetworkRange(text) == nil) }
}
