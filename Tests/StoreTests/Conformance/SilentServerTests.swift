import Core
import Store
import StorePostgres
import TestSupport
import Testing

/// A PostgreSQL that does not answer holds nobody for ever, and is not said to have saved nothing when nobody knows.
@Suite(.timeLimit(.minutes(40))) struct SilentServerTests {
    private func withImpatience(_ body: (any Database) async throws -> Void) async throws {
        let patient = try await PostgresServer.database(named: "silent", connections: 1)
        let address = try #require(await patient.read { try $0.row("SELECT current_schema()")?[0].text })
        let server = try await PostgresServer.address
        let database = try await PostgresDatabase.open(
            url: server + (server.contains("?") ? "&" : "?") + "schema=" + address, connections: 2,
            statementTimeout: .minutes(5), jobLimit: Interval(milliseconds: 500))
        do {
            try await body(database)
        } catch {
            await database.close()
            await patient.close()
            throw error
        }
        await database.close()
        await patient.close()
    }

    @Test func aJobThatGetsNoAnswerIsGivenUp() async throws {
        try await withImpatience { database in
            let kind = await failure { try await database.read { _ = try $0.rows("SELECT pg_sleep(30)") } }
            #expect(kind == .unavailable)
            let one = try await database.read { try $0.int("SELECT 1") }
            #expect(one == 1, "with another connection")
        }
    }

    @Test func workThatTakesLongSaysSo() async throws {
        try await withImpatience { database in
            let kind = await failure {
                try await database.write { connection in
                    try connection.takesLong()
                    _ = try connection.rows("SELECT pg_sleep(1)")
                }
            }
            #expect(kind == nil)
        }
    }

    /// A check that the server makes at the end of the transaction stands for whatever keeps it from answering then.
    @Test func aSilenceAtCommitIsUnsure() async throws {
        try await withImpatience { database in
            try await database.write { connection in
                try connection.script(
                    """
                    CREATE TABLE "slow" ("id" BIGINT); \
                    CREATE FUNCTION "wait"() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN PERFORM pg_sleep(30); RETURN NULL; END'; \
                    CREATE CONSTRAINT TRIGGER "waits" AFTER INSERT ON "slow" DEFERRABLE INITIALLY DEFERRED FOR EACH ROW \
                    EXECUTE FUNCTION "wait"()
                    """)
            }
            let kind = await failure {
                try await database.write { try $0.run("INSERT INTO \"slow\" (\"id\") VALUES (1)") }
            }
            #expect(kind == .unsure)
        }
    }
}
