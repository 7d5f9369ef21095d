import Core
import Features
import HTTPTypes
import TestSupport
import Testing
import Web

@testable import Store

/// Numbers that no form of ours holds, in every place where a number is read: the process lives, and says what is wrong.
@Suite struct HostileNumberTests {
    @Test(arguments: Engine.allCases) func everyNumericFieldOfEveryForm(_ engine: Engine) async throws {
        try await SiteVisit.with(engine) { visit in
            for (name, client) in visit.people {
                let forms = try await forms(visit, client)
                if name != "nobody" { #expect(forms.count > (name == "customer" ? 5 : 20), "\(name)") }
                for form in forms.values { try await send(form, client) }
            }
        }
    }

    private func forms(_ visit: SiteVisit, _ client: Client) async throws -> [String: PageForms.Found] {
        var forms: [String: PageForms.Found] = [:]
        for route in visit.pages {
            let path = visit.path(route)
            let page = try await client.get(path)
            #expect(page.status < 500 || path == "/readyz", "\(path)")
            for form in PageForms.all(in: page.body, at: path) where !form.numbers.isEmpty {
                forms[form.identity] = form
            }
        }
        return forms
    }

    /// What a form carries unseen is never wrong by mistake, so it is refused; what is typed may be a number of another kind.
    private func send(_ form: PageForms.Found, _ client: Client) async throws {
        for name in form.numbers {
            for number in SiteVisit.numbers {
                let answer = try await client.send(
                    "POST", form.action, type: "application/x-www-form-urlencoded", form.body(name, number))
                #expect(answer.status < 500, "\(form.action) \(name)=\(number)")
                guard ["version", "count"].contains(name), number != "0" else { continue }
                #expect((400..<500).contains(answer.status), "\(form.action) \(name)=\(number): \(answer.status)")
            }
        }
    }

    private static let parameters = [
        "n", "after", "before", "version", "step", "limit", "page", "on", "from", "until", "count", "votes", "months",
        "f_date_from", "f_total_incl", "f_state", "v",
    ]

    @Test(arguments: Engine.allCases) func everyParameterOfEveryRoute(_ engine: Engine) async throws {
        try await SiteVisit.with(engine) { visit in
            for (name, client) in visit.people {
                for route in visit.pages where route.path != "/readyz" {
                    for (index, number) in SiteVisit.numbers.enumerated() {
                        let query = HostileNumberTests.parameters.map { $0 + "=" + number }.joined(separator: "&")
                        // Each number once as an id, and once as every parameter; both at once would say little.
                        let path = visit.path(route)
                        var asked = [path + "?" + query]
                        if route.path.contains(":") { asked.append(visit.path(route, hostile: number)) }
                        if index == 0 { asked.append(path + "?on=9999-12-31&from=0001-01-01&f_date_to=9999-12-31") }
                        for address in asked {
                            let status = try await client.get(address).status
                            #expect(status < 500, "\(name) \(address)")
                        }
                    }
                }
            }
        }
    }

    @Test(arguments: Engine.allCases) func everyNumberOfTheAPI(_ engine: Engine) async throws {
        try await SiteVisit.with(engine) { visit in
            guard let customer = visit.people.first(where: { $0.name == "customer" })?.client else { return }
            for module in visit.app.catalog.modules {
                for field in module.fields where field.type.storage == .integer {
                    for number in SiteVisit.numbers where number != "0" {
                        for value in [number, "\"\(number)\""] {
                            let body = Array("{\"\(field.key)\":\(value)}".utf8)
                            let answer = try await customer.send(
                                "POST", "/api/v1/\(module.key)", type: "application/json", body)
                            #expect((400..<500).contains(answer.status), "\(module.key).\(field.key)=\(value)")
                        }
                    }
                }
            }
        }
    }

    @Test func documentsHoldNumbersThatFormsTake() {
        let type = #"{"key":"a","name":{"fr":"A","en":"A"},"mainModule":"contacts","grants":{},"quota":"#
        #expect(UserTypeDocument(text: type + "10}") != nil)
        for quota in [0, Int.min, Int.max] { #expect(UserTypeDocument(text: type + "\(quota)}") == nil) }
        var portal = PortalDocument(slug: "a", name: "A", accent: "#000000", welcome: Phrase(same: ""), openModules: [])
        #expect(portal.isWithinLimits)
        for wrong in [Int.min, 0, Int.max] {
            portal.idleDays = wrong
            #expect(!portal.isWithinLimits)
        }
    }
}
