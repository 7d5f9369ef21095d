import Core
import Store
import TestSupport

/// The scopes of the *Client* preset with every right on what they reach, so that only the scope can refuse.
enum Generous {
    static func grants(_ catalog: Catalog) -> [String: Grant] {
        var grants = Preset.customer(catalog)
        for (key, grant) in grants {
            var all = grant
            all.create = true
            all.editOwn = true
            all.editColleagues = true
            all.editShared = true
            all.delete = true
            for field in catalog[key]?.fields ?? [] { all.fields[field.key] = .edit }
            grants[key] = all
        }
        return grants
    }

    static func viewer(_ world: World) -> Viewer { world.viewer(of: world.atu, grants(world.catalog)) }
}

/// How a write was refused; nil when it was not.
enum Refused: Sendable, Equatable {
    case notFound
    case stale(Int64)
    case fields(Set<String>)
}

func refusal<T>(_ body: () async throws -> T) async throws -> Refused? {
    do {
        _ = try await body()
        return nil
    } catch let refusal as WriteRefusal {
        return switch refusal {
        case .notFound: .notFound
        case .stale(let current): .stale(current)
        case .fields(let problems): .fields(Set(problems.keys))
        }
    }
}
