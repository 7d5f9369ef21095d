import Mail
import Testing

@Suite struct SMTPSettingsTests {
    @Test func readsEverything() throws {
        let settings = try SMTPSettings(
            url:
                "smtp://me%40a.example:p%3A%2F%40@mail.a.example:2525?security=starttls"
                + "&ca=/etc/ca.pem&ehlo=portal.a.example&timeout=30&connect-timeout=5"
        )
        #expect(settings.host == "mail.a.example" && settings.port == 2525 && settings.security == .starttls)
        #expect(settings.login == SMTPLogin(username: "me@a.example", password: "p:/@"))
        #expect(settings.trust == .only(path: "/etc/ca.pem") && settings.ehloName == "portal.a.example")
        #expect(settings.totalTimeout == .seconds(30) && settings.connectTimeout == .seconds(5))
    }

    @Test(arguments: [
        ("smtp://h", SMTPSecurity.starttls, 587), ("smtps://h", .tls, 465), ("smtp://h?security=none", .none, 25),
        ("SMTPS://h:99/?security=tls", .tls, 99), ("smtp://[::1]:25?security=none", .none, 25),
    ])
    func choosesDefaults(url: String, security: SMTPSecurity, port: Int) throws {
        let settings = try SMTPSettings(url: url)
        #expect(settings.security == security && settings.port == port && settings.trust == .system)
        #expect(settings.login == nil)
    }

    @Test(arguments: [
        ("", SMTPSettingsProblem.Part.host), ("smtp:// h", .url), ("http://h", .scheme), ("smtp://", .host),
        ("smtp://a_b", .host), ("smtp://h:0", .port), ("smtp://h:70000", .port), ("smtp://:x@h", .user),
        ("smtp://u@h", .password), ("smtp://u:%00@h", .password), ("smtp://h/inbox", .path),
        ("smtp://h?security=ssl", .security),
        ("smtp://h?security=tls", .security), ("smtps://h?security=none", .security),
        ("smtp://u:p@h?security=none", .security),
        ("smtp://h?tls=1", .options), ("smtp://h?ca=", .ca), ("smtp://h?verify=maybe", .verify),
        ("smtp://h?verify=no&ca=/x", .ca), ("smtp://h?ehlo=a%0d%0ab", .ehlo), ("smtp://h?timeout=0", .timeout),
        ("smtp://h?timeout=99999999999999999999", .timeout), ("smtp://h?timeout=5&timeout=6", .timeout),
        ("smtp://h?connect-timeout=x", .connectTimeout), ("smtp://h%0d%0a.example", .host),
    ])
    func namesTheWrongPart(url: String, part: SMTPSettingsProblem.Part) {
        let problem = #expect(throws: SMTPSettingsProblem.self) { try SMTPSettings(url: url) }
        #expect(problem?.part == part)
    }

    @Test func neverPrintsThePassword() throws {
        let settings = try SMTPSettings(url: "smtp://me:s3cret@h")
        var dumped = "\(settings) \(String(reflecting: settings))"
        dump(settings, to: &dumped)
        #expect(!dumped.contains("s3cret") && dumped.contains("me"))
    }
}
