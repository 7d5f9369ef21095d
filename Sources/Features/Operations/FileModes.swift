import Foundation

/// Who else on the machine could read what only Parvis should.
package enum FileModes {
    /// Those of the paths that others than their owner may read or write; what is not there is nobody's.
    package static func open(_ paths: [String]) -> [String] {
        paths.filter { path in
            let mode = try? FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? NSNumber
            return (mode.map(\.intValue) ?? 0) & 0o077 != 0
        }
    }
}
