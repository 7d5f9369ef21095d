import ArgumentParser
import Core
import Features
import Foundation
import Store

/// Fills an empty installation with a company's real-looking records and a first administrator, to try everything out.
struct Demo: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Load the demo company.")
    @Argument(help: "The folder with the demo's Dolibarr answers.") var folder: String
    @OptionGroup var options: Config.Options

    func run() async throws {
        let config = try Config(options)
        let app = try await config.openApp()
        var request = ImportRequest(.dolibarr, source: "dolibarr", fileName: URL(filePath: folder).lastPathComponent)
        request.isFull = true
        _ = try await ImportErrand(request: request, path: folder, isDry: false, show: 5).here(app)
        let company = try DemoCompany.name(folder)
        try await app.database.write { try Store.Settings($0).set(.company, company) }
        if let signIn = try await DemoCompany.administrator(app) {
            let note = "\(app.site.baseAddress)/admin\nusername: \(signIn.username)\npassword: \(signIn.password)\n"
            let path = config.dataFolder + "/demo-sign-in.txt"
            guard
                FileManager.default.createFile(
                    atPath: path, contents: Data(note.utf8), attributes: [.posixPermissions: 0o600])
            else {
                throw ValidationError("\(path) could not be written.")
            }
            print("The demo's administrator:\n\n\(note)\n(also in \(path))")
        }
        await app.database.close()
    }
}
