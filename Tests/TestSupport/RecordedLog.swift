package import Logging
import Synchronization

/// Everything that is logged, at every level, for tests of what must not be there.
package final class RecordedLog: Sendable {
    private let written = Mutex<[String]>([])

    package init() {}

    package var lines: [String] { written.withLock { $0 } }

    package var logger: Logger { Logger(label: "recorded", factory: { _ in Handler(log: self) }) }

    private struct Handler: LogHandler {
        let log: RecordedLog
        var logLevel = Logger.Level.trace
        var metadata: Logger.Metadata = [:]

        subscript(metadataKey key: String) -> Logger.Metadata.Value? {
            get { metadata[key] }
            set { metadata[key] = newValue }
        }

        func log(event: LogEvent) {
            let metadata = metadata.merging(event.metadata ?? [:]) { $1 }
            log.written.withLock { $0.append("\(event.message) \(metadata)") }
        }
    }
}
