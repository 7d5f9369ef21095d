import Core
import Web

/// The addresses of one module, with what a viewer may do there.
struct OpenAPIPaths {
    let module: Module
    let viewer: Viewer

    var all: [(String, JSON)] {
        let base = "/api/v1/" + module.key
        let create = viewer.grants[module.key].create ? [("post", self.create)] : []
        return [
            (base, .object([("get", list)] + create)),
            (base + "/{id}", .object([("get", show)])),
        ]
    }

    private var list: JSON {
        let schema = JSON.object([
            ("type", .text("object")),
            (
                "properties",
                .object([
                    ("items", .object([("type", .text("array")), ("items", reference)])),
                    (
                        "next",
                        .object([
                            ("type", .array([.text("string"), .text("null")])),
                            ("description", .text("The address of the next page")),
                        ])
                    ),
                ])
            ),
        ])
        return operation(
            "List \(module.many.en.lowercased())", parameters,
            [("200", answer("A page of records", schema)), ("400", problem("A parameter is unknown or wrong"))])
    }

    private var show: JSON {
        let id = parameter("id", "path", .object([("type", .text("string"))]), isRequired: true)
        return operation(
            "Read one \(module.one.en.lowercased())", [id],
            [("200", answer("The record", reference)), ("404", problem("No such record"))])
    }

    private var create: JSON {
        let body = JSON.object([
            ("required", .bool(true)),
            ("content", .object([("application/json", .object([("schema", reference)]))])),
        ])
        guard
            case .object(let members) = operation(
                "Create one \(module.one.en.lowercased())", [],
                [
                    ("201", answer("The record, with its address in Location", reference)),
                    ("404", problem("Not allowed")), ("422", problem("Some fields are wrong")),
                ])
        else { return .null }
        return .object(members + [("requestBody", body)])
    }

    /// What `APIListQuery` takes.
    private var parameters: [JSON] {
        let text = JSON.object([("type", .text("string"))])
        let views = JSON.object([("type", .text("string")), ("enum", .array(module.views.map { .text($0.key) }))])
        let sorts = viewer.visibleFields(of: module).filter(\.isSorted).flatMap {
            [JSON.text($0.key), .text("-" + $0.key)]
        }
        return [
            parameter("q", "query", text), parameter("after", "query", text), parameter("before", "query", text),
            parameter("sort", "query", .object([("type", .text("string")), ("enum", .array(sorts))])),
            parameter("col", "query", .object([("type", .text("array")), ("items", text)])),
        ] + (module.views.isEmpty ? [] : [parameter("view", "query", views)])
    }

    private func parameter(_ name: String, _ place: String, _ schema: JSON, isRequired: Bool = false) -> JSON {
        .object([("name", .text(name)), ("in", .text(place)), ("required", .bool(isRequired)), ("schema", schema)])
    }

    private func operation(_ summary: String, _ parameters: [JSON], _ answers: [(String, JSON)]) -> JSON {
        let all = answers + [("401", problem("No key and no session, or one that opens nothing"))]
        return .object([("summary", .text(summary)), ("parameters", .array(parameters)), ("responses", .object(all))])
    }

    private func answer(_ text: String, _ schema: JSON) -> JSON {
        .object([
            ("description", .text(text)), ("content", .object([("application/json", .object([("schema", schema)]))])),
        ])
    }

    private func problem(_ text: String) -> JSON {
        let schema = JSON.object([("$ref", .text("#/components/schemas/problem"))])
        return .object([
            ("description", .text(text)),
            ("content", .object([("application/problem+json", .object([("schema", schema)]))])),
        ])
    }

    private var reference: JSON {
        .object([("$ref", .text("#/components/schemas/" + module.key))])
    }
}
