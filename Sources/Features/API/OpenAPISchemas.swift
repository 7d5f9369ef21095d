import Core
import Web

/// The shapes of records as JSON Schema.
enum OpenAPISchemas {
    static func record(_ module: Module, _ viewer: Viewer) -> JSON {
        let lines = module.subforms.map { subform in
            let fields = object(viewer.visibleFields(of: subform, in: module))
            return (
                subform.key,
                JSON.object([("type", .text("array")), ("items", fields), ("readOnly", .bool(true))])
            )
        }
        let id: (String, JSON) = (
            "id", .object([("type", .text("string")), ("pattern", .text(idPattern)), ("readOnly", .bool(true))])
        )
        return .object([
            ("type", .text("object")), ("title", .text(module.one.en)),
            ("properties", .object([id] + viewer.visibleFields(of: module).map { ($0.key, property($0)) } + lines)),
        ])
    }

    private static func object(_ fields: [Field]) -> JSON {
        .object([("type", .text("object")), ("properties", .object(fields.map { ($0.key, property($0)) }))])
    }

    private static let idPattern = "^[0-9a-hjkmnp-tv-z]{13}$"

    static func property(_ field: Field) -> JSON {
        var members: [(String, JSON)] = [("title", .text(field.label.en))] + type(field)
        if field.isReadOnly { members.append(("readOnly", .bool(true))) }
        return .object(members)
    }

    private static func nullable(_ name: String) -> (String, JSON) { ("type", .array([.text(name), .text("null")])) }

    private static func type(_ field: Field) -> [(String, JSON)] {
        if let target = field.target {
            return [nullable("string"), ("pattern", .text(idPattern)), ("x-module", .text(target))]
        }
        switch field.type {
        case let type as ChoiceType:
            return [nullable("string"), ("enum", .array(type.choices.map { .text($0.key) } + [.null]))]
        case let type as ChoicesType:
            return [
                nullable("array"),
                ("items", .object([("type", .text("string")), ("enum", .array(type.choices.map { .text($0.key) }))])),
            ]
        case is YesNoType: return [nullable("boolean")]
        case let type as MoneyType:
            return [nullable("integer"), ("x-currency", .text(type.currency)), ("x-scale", .int(Int64(type.scale)))]
        case is CurrencyType:
            return [
                ("type", .text("string")), ("pattern", .text("^[A-Z]{3}$")),
                ("description", .text("ISO 4217; the currency of the record's amounts, whatever their x-currency")),
            ]
        case let type as NumberType: return [nullable("integer"), ("x-scale", .int(Int64(type.scale)))]
        case is DayType: return [nullable("string"), ("format", .text("date"))]
        case is InstantType: return [nullable("string"), ("format", .text("date-time"))]
        case let type as TextType: return [nullable("string"), ("maxLength", .int(Int64(type.limit)))]
        default: return [nullable("string")]
        }
    }

    static let problem = JSON.object([
        ("type", .text("object")), ("description", .text("RFC 9457")),
        (
            "properties",
            .object([
                ("title", .object([("type", .text("string"))])), ("status", .object([("type", .text("integer"))])),
                ("detail", .object([("type", .text("string"))])),
                ("errors", .object([("type", .text("array")), ("items", .object([("type", .text("object"))]))])),
            ])
        ),
    ])
}
