// swift-tools-version: 6.2
import PackageDescription

let strict: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .treatAllWarnings(as: .error),
]

let hummingbird = Target.Dependency.product(name: "Hummingbird", package: "hummingbird")
let hummingbirdCore = Target.Dependency.product(name: "HummingbirdCore", package: "hummingbird")
let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let log = Target.Dependency.product(name: "Logging", package: "swift-log")
let nioPosix = Target.Dependency.product(name: "NIOPosix", package: "swift-nio")
let httpTypes = Target.Dependency.product(name: "HTTPTypes", package: "swift-http-types")
let nioEmbedded = Target.Dependency.product(name: "NIOEmbedded", package: "swift-nio")
let lifecycle = Target.Dependency.product(name: "ServiceLifecycle", package: "swift-service-lifecycle")
let nioHTTP1 = Target.Dependency.product(name: "NIOHTTP1", package: "swift-nio")
let unixSignals = Target.Dependency.product(name: "UnixSignals", package: "swift-service-lifecycle")
let nioCore = Target.Dependency.product(name: "NIOCore", package: "swift-nio")
let nioHTTPTypes = Target.Dependency.product(name: "NIOHTTPTypes", package: "swift-nio-extras")

/// Imports point one way: parvis -> Features -> {Web, Mail, Store} -> Core; Web -> HTML.
/// `ArchitectureTests` reads the import lines and fails with the reason.
let package = Package(
    name: "parvis",
    products: [.executable(name: "parvis", targets: ["parvis"])],
    dependencies: [
        .package(url: "https://github.com/hummingbird-project/hummingbird.git", from: "2.28.1"),
        .package(url: "https://github.com/groue/GRDB.swift.git", from: "7.10.0"),
        .package(url: "https://github.com/apple/swift-argument-parser.git", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-crypto.git", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-http-types.git", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-log.git", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-nio.git", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-extras.git", from: "1.35.2"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle.git", from: "2.13.0"),
    ],
    targets: [
        .systemLibrary(name: "CPostgres", pkgConfig: "libpq", providers: [.apt(["libpq-dev"])]),
        .systemLibrary(name: "CSodium", pkgConfig: "libsodium", providers: [.apt(["libsodium-dev"])]),
        .systemLibrary(name: "CMark", pkgConfig: "libcmark", providers: [.apt(["libcmark-dev"])]),
        .systemLibrary(name: "CMagic", pkgConfig: "libmagic", providers: [.apt(["libmagic-dev"])]),
        .systemLibrary(name: "CCurl", pkgConfig: "libcurl", providers: [.apt(["libcurl4-openssl-dev"])]),
        .systemLibrary(name: "CArchive", pkgConfig: "libarchive", providers: [.apt(["libarchive-dev"])]),
        .target(name: "CurlShim", dependencies: ["CCurl"]),
        .target(name: "BreachedPasswords", exclude: ["breached_passwords.bin"]),
        .target(name: "HTML", swiftSettings: strict),
        .target(name: "Core", swiftSettings: strict),
        .target(name: "Store", dependencies: ["Core", crypto], swiftSettings: strict),
        .target(name: "SQLiteShim"),
        .target(
            name: "StoreSQLite",
            dependencies: [
                "Store", "Core", "SQLiteShim", .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "GRDBSQLite", package: "GRDB.swift"),
            ], swiftSettings: strict),
        .target(
            name: "StorePostgres", dependencies: ["Store", "Core", "CPostgres", nioPosix], swiftSettings: strict),
        .target(name: "Mail", dependencies: ["Core", "CurlShim", nioPosix], swiftSettings: strict),
        .target(
            name: "Web",
            dependencies: [
                "Core", "HTML", hummingbird, hummingbirdCore, httpTypes, crypto, log, nioCore, nioHTTP1, nioHTTPTypes,
            ],
            resources: [
                .embedInCode("Assets/parvis.css"), .embedInCode("Assets/parvis.js"), .embedInCode("Assets/parvis.svg"),
            ],
            swiftSettings: strict),
        .target(
            name: "Features",
            dependencies: [
                "Web", "Mail", "Store", "Core", "HTML", "CSodium", "CMark", "CMagic", "CArchive", "BreachedPasswords",
                hummingbird, httpTypes, crypto, log, nioPosix,
                nioEmbedded, lifecycle,
            ],
            swiftSettings: strict),
        .executableTarget(
            name: "parvis",
            dependencies: [
                "Features", "Web", "Mail", "Store", "StoreSQLite", "StorePostgres", "Core", hummingbird,
                hummingbirdCore, httpTypes, log, lifecycle, unixSignals, nioCore,
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            swiftSettings: strict),
        .target(
            name: "TestSupport",
            dependencies: [
                "Features", "Web", "Mail", "Store", "StoreSQLite", "StorePostgres", "Core", hummingbird, httpTypes, log,
                nioCore, nioEmbedded,
            ],
            path: "Tests/TestSupport", swiftSettings: strict),
        .testTarget(name: "CoreTests", dependencies: ["Core", "HTML"], swiftSettings: strict),
        .testTarget(
            name: "StoreTests", dependencies: ["TestSupport", "Store", "StoreSQLite", "StorePostgres", "Core"],
            swiftSettings: strict),
        .testTarget(
            name: "MailTests", dependencies: ["Mail", "Core"], exclude: ["smtp_server.py"], swiftSettings: strict),
        .testTarget(name: "WebTests", dependencies: ["Web", "HTML", "Core"], swiftSettings: strict),
        .testTarget(
            name: "FeaturesTests",
            dependencies: [
                "TestSupport", "Features", "Web", "Mail", "Store", "StoreSQLite", "Core", "HTML", hummingbird,
                httpTypes, nioCore, crypto, log, lifecycle,
                .product(name: "HummingbirdTesting", package: "hummingbird"),
            ],
            swiftSettings: strict),
    ]
)
