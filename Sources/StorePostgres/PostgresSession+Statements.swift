import CPostgres
import Core
import Store

extension PostgresSession {
    /// Runs one statement with its values, prepared once for each connection.
    func execute(_ text: String, _ values: [Value]) throws -> (result: PostgresResult, statement: PreparedStatement) {
        let parameters = try Parameters(values)
        return try asStoreError { try recovering { try attempt(text, parameters) } }
    }

    private func attempt(_ text: String, _ parameters: Parameters) throws -> (PostgresResult, PreparedStatement) {
        let statement = try prepared(text, parameters)
        let isFirst = !hasBegun
        do {
            let result = try exchange([.execute(name: statement.name, parameters)])
            return (result, statement)
        } catch {
            guard error.isStaleStatement, !isFirst else { throw error }
            connection.distrustStatements()
            throw StoreError.unavailable(reason: "tables changed in the middle of a transaction: \(error.message)")
        }
    }

    /// Runs `body` again when it is the first to speak in its transaction and the connection broke while it was idle,
    /// or the tables changed since its statement was prepared: nothing is lost by beginning again. Later there is no
    /// way on, and the failure is thrown.
    func recovering<T>(_ body: () throws -> T) throws -> T {
        let beginning = pending
        let isFirst = !hasBegun
        do { return try body() } catch let failure as PostgresFailure where isFirst {
            guard failure.brokeConnection && !failure.isLate || failure.isStaleStatement else { throw failure }
            try beginAgain(beginning, after: failure)
            return try body()
        }
    }

    private func beginAgain(_ beginning: [String], after failure: PostgresFailure) throws(PostgresFailure) {
        if failure.brokeConnection {
            try connection.reopen()
        } else {
            if hasBegun { _ = try connection.exchange([.command("ROLLBACK")]) }
            try connection.forgetStatements()
        }
        hasBegun = false
        pending = beginning
    }

    /// The statement as this connection knows it, prepared when it is new or when the values need other types.
    private func prepared(_ text: String, _ parameters: Parameters) throws -> PreparedStatement {
        let known = connection.prepared.find(text)
        if let known, parameters.fit(known.types) { return known }
        var types = parameters.types(knowing: known?.types)
        if let unused = connection.prepared.makeRoom(for: text) {
            try exchangeOutside([.command("DEALLOCATE \(unused)")])
        }
        let name = connection.prepared.makeName()
        while let failure = try prepare(name, text, types) {
            guard let clearer = Self.resolve(types, failure) else { throw failure }
            types = clearer
        }
        let statement = PreparedStatement(name: name, types: types)
        connection.prepared.insert(statement, for: text)
        return statement
    }

    /// Has the server parse a statement. Returns the failure when the types of the parameters were not clear.
    private func prepare(_ name: String, _ text: String, _ types: [ParameterType]) throws -> PostgresFailure? {
        let step = Step.prepare(name: name, text: text, types: types)
        let mayBeAmbiguous = types.contains(.unknown)
        if hasBegun && mayBeAmbiguous { pending.append("SAVEPOINT preparing") }
        do {
            try exchangeOutside([step])
        } catch {
            guard error.isAmbiguous, mayBeAmbiguous else { throw error }
            if hasBegun { try exchange([.command("ROLLBACK TO preparing"), .command("RELEASE preparing")]) }
            return error
        }
        if hasBegun && mayBeAmbiguous { pending.append("RELEASE preparing") }
        return nil
    }

    /// Sends steps that belong to no transaction: alone when none has begun yet, so that they cannot spoil it.
    private func exchangeOutside(_ steps: [Step]) throws(PostgresFailure) {
        if hasBegun { try exchange(steps) } else { _ = try connection.exchange(steps) }
    }

    /// Types with less left open: the parameter complained about is text, or all are when the server names none.
    private static func resolve(_ types: [ParameterType], _ failure: PostgresFailure) -> [ParameterType]? {
        var result = types
        if let parameter = failure.parameter, types.indices.contains(parameter) {
            guard types[parameter] == .unknown else { return nil }
            result[parameter] = .text
        } else {
            result = types.map { $0 == .unknown ? .text : $0 }
        }
        return result == types ? nil : result
    }
}
