import Testing

@testable import StorePostgres

/// The way to another machine is protected unless somebody says otherwise.
@Suite struct PostgresTransportTests {
    private func mode(_ url: String, _ environment: [String: String] = [:]) throws -> String {
        PostgresTransport(try PostgresAddress(url), environment: environment).mode
    }

    @Test(arguments: [
        "postgres://parvis@db.example.org/parvis", "postgres://parvis@10.0.0.3/parvis",
        "postgresql://parvis@/parvis?host=db.example.org", "postgres://parvis@localhost,db.example.org/parvis",
        "postgres://parvis@/parvis?hostaddr=192.0.2.7&schema=own",
    ])
    func anotherMachineHasToProveItsName(_ url: String) throws {
        let transport = PostgresTransport(try PostgresAddress(url), environment: [:])
        #expect(transport.mode == "verify-full")
        #expect(transport.defaults.contains { $0.keyword == "sslmode" && $0.value == "verify-full" })
    }

    @Test(arguments: [
        "postgres:///parvis", "postgres://parvis@/parvis?host=/run/postgresql", "postgres://parvis@localhost/parvis",
        "postgres://parvis@127.0.0.1:5433/parvis", "postgres://parvis@[::1]/parvis",
    ])
    func thisMachineNeedsNone(_ url: String) throws {
        #expect(PostgresTransport(try PostgresAddress(url), environment: [:]).defaults.isEmpty)
    }

    @Test func whoeverSaysOtherwiseIsObeyed() throws {
        #expect(try mode("postgres://parvis@db.example.org/parvis?sslmode=require") == "require")
        #expect(try mode("postgres://parvis@db.example.org/parvis", ["PGSSLMODE": "disable"]) == "disable")
        #expect(try mode("postgres:///parvis", ["PGHOST": "db.example.org"]) == "verify-full")
        let own = PostgresTransport(
            try PostgresAddress("postgres://parvis@db.example.org/parvis?sslrootcert=/etc/own.crt"), environment: [:])
        #expect(own.mode == "verify-full" && !own.defaults.contains { $0.keyword == "sslrootcert" })
    }
}
