import CPostgres
import Glibc

/// One thing to send to the server.
enum Step {
    case command(String)
    case prepare(name: String, text: String, types: [ParameterType])
    case execute(name: String, Parameters)
}

/// Talking to the server in pipelines: several steps cost one round trip, and when one fails the server skips the rest.
extension PostgresConnection {
    /// Sends the steps, waits, and returns the answer of the last one; the first failure is thrown.
    func exchange(_ steps: [Step]) throws(PostgresFailure) -> PostgresResult {
        try send(steps)
        // What the transaction before answered to its end is of no interest any more, only that it is read.
        while unread > 1 { _ = try readGroup() }
        let (result, failure) = try readGroup()
        PQexitPipelineMode(handle)
        if let failure { throw failure }
        guard let result else { throw lost() }
        return result
    }

    /// Sends a command whose answer is read before that of the next exchange; for the end of transactions that changed
    /// nothing.
    func post(_ command: String) throws(PostgresFailure) { try send([.command(command)]) }

    /// Runs statements without values in the simple protocol, which takes several at once.
    func simple(_ text: String) throws(PostgresFailure) -> PostgresResult {
        guard !isBroken, let handle else { throw lost() }
        while unread > 0 { _ = try readGroup() }
        PQexitPipelineMode(handle)
        guard PQsendQuery(handle, text) == 1 else { throw lost() }
        var last: PostgresResult?
        var failure: PostgresFailure?
        while let result = try nextAnswer() {
            if let problem = check(result) { failure = failure ?? problem } else { last = result }
            if isBroken { break }
        }
        if let failure { throw failure }
        guard let last else { throw lost() }
        return last
    }

    private func send(_ steps: [Step]) throws(PostgresFailure) {
        guard !isBroken, let handle else { throw lost() }
        guard PQenterPipelineMode(handle) == 1 else { throw lost() }
        for step in steps {
            guard Self.send(step, to: handle) == 1 else { throw lost() }
        }
        guard PQpipelineSync(handle) == 1 else { throw lost() }
        unread += 1
    }

    private static func send(_ step: Step, to handle: OpaquePointer) -> Int32 {
        switch step {
        case .command(let text):
            PQsendQueryParams(handle, text, 0, nil, nil, nil, nil, 0)
        case .prepare(let name, let text, let types):
            PQsendPrepare(handle, name, text, Int32(types.count), types.map(\.rawValue))
        case .execute(let name, let parameters):
            parameters.withPointers { PQsendQueryPrepared(handle, name, $0, $1, $2, $3, 0) }
        }
    }

    /// Reads up to the next synchronisation point: the last answer before it and the first failure.
    private func readGroup() throws(PostgresFailure) -> (PostgresResult?, PostgresFailure?) {
        var last: PostgresResult?
        var failure: PostgresFailure?
        var silences = 0
        // NULL stands once after each answer; twice in a row means that libpq and the server are out of step.
        while silences < 2 {
            guard let result = try nextAnswer() else {
                silences += 1
                continue
            }
            silences = 0
            if result.status == PGRES_PIPELINE_SYNC {
                unread -= 1
                return (last, failure)
            }
            if let problem = check(result) { failure = failure ?? problem } else { last = result }
            if isBroken, let failure { throw failure }
        }
        throw failure ?? lost()
    }

    /// The server's next answer; nil when it has said all. Throws when the job's time is over: a server that is stopped, or whose machine is,
    /// says nothing at all, and libpq would wait for ever.
    private func nextAnswer() throws(PostgresFailure) -> PostgresResult? {
        while PQisBusy(handle) == 1 {
            let unsent = PQflush(handle)
            guard unsent >= 0, try wait(alsoToSend: unsent == 1) else { break }
            // What broke is what the next result says.
            guard PQconsumeInput(handle) == 1 else { break }
        }
        return PQgetResult(handle).map(PostgresResult.init)
    }

    /// Waits for the network; false when there is none any more.
    private func wait(alsoToSend isSending: Bool) throws(PostgresFailure) -> Bool {
        let socket = PQsocket(handle)
        guard socket >= 0 else { return false }
        var watched = pollfd(fd: socket, events: Int16(POLLIN) | (isSending ? Int16(POLLOUT) : 0), revents: 0)
        while true {
            let left = deadline.map { max(0, ContinuousClock.now.duration(to: $0).milliseconds) } ?? -1
            let ready = poll(&watched, 1, Int32(clamping: left))
            if ready > 0 { return true }
            if ready < 0, errno != EINTR { return false }
            if let deadline, ContinuousClock.now >= deadline {
                isBroken = true
                throw .late
            }
        }
    }

    /// The failure an answer stands for, if it does; notes when the connection went with it.
    private func check(_ result: PostgresResult) -> PostgresFailure? {
        switch result.status {
        case PGRES_COMMAND_OK, PGRES_TUPLES_OK, PGRES_EMPTY_QUERY: return nil
        // Skipped because of the failure before it.
        case PGRES_PIPELINE_ABORTED: return nil
        // Failures that libpq reports itself have no SQLSTATE: the server is gone.
        case _ where result.field(UInt8(ascii: "C")) == nil: return lost()
        default:
            let failure = PostgresFailure(result)
            if failure.brokeConnection { isBroken = true }
            return failure
        }
    }

    private func lost() -> PostgresFailure {
        isBroken = true
        return handle.map { .lost($0) } ?? .lost("the connection to the database is lost")
    }
}

extension Duration {
    /// Rounded up, so that waiting so long is long enough.
    fileprivate var milliseconds: Int64 {
        components.seconds * 1000 + (components.attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000
    }
}
