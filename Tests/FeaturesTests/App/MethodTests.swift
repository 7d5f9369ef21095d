import Core
import Features
import HTTPTypes
import TestSupport
import Testing
import Web

/// HEAD is GET without the body, and a method that an address does not take is told from an address that is not there.
@Suite struct MethodTests {
    @Test func headSaysWhatGetSays() async throws {
        try await SiteVisit.with(.sqlite) { visit in
            for (name, client) in visit.people {
                for route in visit.pages {
                    let path = visit.path(route)
                    let get = try await client.get(path)
                    let head = try await client.send("HEAD", path, type: nil, [])
                    #expect(head.body.isEmpty && head.status == get.status, "\(name) \(path)")
                    #expect(head.location == get.location, "\(name) \(path)")
                    #expect(head.headers["content-type"] == get.headers["content-type"], "\(name) \(path)")
                    #expect((head.headers["content-length"] == "0") == get.body.isEmpty, "\(name) \(path)")
                }
            }
            for path in ["/livez", "/admin/signin", "/p/clients/signin", "/nowhere"] {
                let get = try await Client(visit.app).get(path)
                let head = try await Client(visit.app).send("HEAD", path, type: nil, [])
                #expect(head.headers["content-length"] == String(get.body.utf8.count), "\(path)")
            }
        }
    }

    @Test func wrongMethodsAreNamed() async throws {
        try await SiteVisit.with(.sqlite) { visit in
            let methods = Dictionary(grouping: visit.routes, by: \.path).mapValues { Set($0.map(\.method.rawValue)) }
            for (_, client) in visit.people {
                for route in visit.routes {
                    let own = methods[route.path] ?? []
                    let wrong = Set(["POST", "PUT", "DELETE", "PATCH"]).subtracting(own)
                    for method in wrong {
                        let answer = try await client.send(method, visit.path(route), type: nil, [])
                        let allowed = own.union(own.contains("GET") ? ["HEAD"] : []).sorted().joined(separator: ", ")
                        #expect(answer.status == 405 && answer.headers["allow"] == allowed, "\(method) \(route.path)")
                    }
                }
                #expect(try await client.send("DELETE", "/nowhere", type: nil, []).status == 404)
            }
            let answer = try await Client(visit.app).send("DELETE", "/api/v1/invoices", type: nil, [])
            #expect(
                answer.headers["content-type"] == "application/problem+json" && answer.body.contains("\"status\":405"))
        }
    }

    /// The most exact address decides, as in the router itself.
    @Test func theTableFollowsTheRouter() {
        let table = MethodTable([(.get, "/a/:id"), (.post, "/a/new"), (.get, "/"), (.post, "/:x/b")])
        #expect(table.allowed(at: "/a/1") == ["GET", "HEAD"])
        #expect(table.allowed(at: "/a/new") == ["POST"])
        #expect(table.allowed(at: "/a/b") == ["GET", "HEAD"])
        #expect(table.allowed(at: "/") == ["GET", "HEAD"])
        #expect(table.allowed(at: "/a").isEmpty && table.allowed(at: "/a/b/c").isEmpty)
    }
}
