import CPostgres

/// The type under which a parameter is announced to the server.
///
/// Text is announced as unknown, so that the server reads it as what stands beside it: a date column takes
/// '2026-11-22'. Where nothing stands beside it (`$1 IS NULL`), the driver announces it again as text.
enum ParameterType: Oid {
    case unknown = 0
    case bytea = 17
    case int8 = 20
    case text = 25
}
