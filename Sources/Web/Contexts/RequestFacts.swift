import Core
import Synchronization

/// Who asks, as the request's line in the log says it. What comes later in the chain fills it in, what stands outside reads it.
package final class RequestFacts: Sendable {
    /// Ids only: names and addresses are no business of a log.
    struct Asker: Sendable {
        let person: RecordID
        /// The access, for people of a portal.
        let access: RecordID?
        let by: Means
    }

    /// What opened the door.
    enum Means: String, Sendable {
        case session, key, preview
    }

    private let known = Mutex<Asker?>(nil)

    var asker: Asker? { known.withLock { $0 } }

    func note(_ visitor: Visitor?) {
        let asker = visitor.map { visitor in
            Asker(
                person: visitor.viewer.person, access: visitor.viewer.access,
                by: visitor.lookedAtBy != nil ? .preview : visitor.session == nil ? .key : .session)
        }
        known.withLock { $0 = asker }
    }
}
