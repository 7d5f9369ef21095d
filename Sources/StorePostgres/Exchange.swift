import CPostgres

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
        guard let pointer = PQexec(handle, text) else { throw lost() }
        let result = PostgresResult(pointer)
        if let failure = check(result) { throw failure }
        return result
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
            guard let pointer = PQgetResult(handle) else {
                silences += 1
                continue
            }
            silences = 0
            let result = PostgresResult(pointer)
            if result.status == PGRES_PIPELINE_SYNC {
                unread -= 1
                return (last, failure)
            }
            if let problem = check(result) { failure = failure ?? problem } else { last = result }
            if isBroken, let failure { throw failure }
        }
        throw failure ?? lost()
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
