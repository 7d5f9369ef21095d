import ArgumentParser
import Features
import Foundation
import HTTPTypes
import StoreSQLite

/// Prints the whole site: method, path, and who may come in.
struct Routes: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Print every route and who may use it.")

    func run() async throws {
        let folder = NSTemporaryDirectory() + "parvis-routes-\(UUID().uuidString)"
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let site = Site(baseAddress: "http://localhost", dataFolder: folder, keepsMailHere: false, hasMail: false)
        let app = try App(database: try SQLiteDatabase(path: folder + "/routes.sqlite"), site: site)
        for route in SiteRoutes.all(app).sorted(by: { ($0.path, $0.method.rawValue) < ($1.path, $1.method.rawValue) }) {
            print(
                route.method.rawValue.padding(toLength: 6, withPad: " ", startingAt: 0),
                route.access.rawValue.padding(toLength: 14, withPad: " ", startingAt: 0), route.path)
        }
    }
}
