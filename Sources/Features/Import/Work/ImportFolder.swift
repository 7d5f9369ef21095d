package import Core
import Foundation

/// Where the files of imports lie until they are stored: below the data folder, one folder an import, for nobody but the owner.
package struct ImportFolder: Sendable {
    package let root: String

    package init(_ site: Site) { root = site.dataFolder + "/imports" }

    /// What other programs hand over waits here.
    package var inbox: String { root + "/inbox" }

    package func folder(of id: RecordID) -> String { root + "/" + id.text }

    /// The file of an import, or the folder it was unpacked into.
    package func source(of id: RecordID, _ kind: ImportRequest.Kind) -> String {
        folder(of: id) + "/" + ImportFolder.name(kind)
    }

    static func name(_ kind: ImportRequest.Kind) -> String { kind == .csv ? "table.csv" : "dolibarr" }

    static func make(_ path: String) throws {
        do {
            try FileManager.default.createDirectory(
                atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        } catch {
            throw ImportFolder.unusable(path, error)
        }
    }

    /// Removes what an import brought. What is not there is no problem; what cannot be removed is found by the next tidying.
    package func remove(_ id: RecordID) { ImportFolder.remove(folder(of: id)) }

    static func remove(_ path: String) {
        do { try FileManager.default.removeItem(atPath: path) } catch { return }
    }

    /// The imports that a folder is there for.
    package func known() -> [RecordID] {
        // No folder yet: nothing was ever imported.
        let names = (try? FileManager.default.contentsOfDirectory(atPath: root)) ?? []
        return names.compactMap { RecordID(text: $0) }
    }

    static func unusable(_ path: String, _ error: any Error) -> ImportProblem {
        ImportProblem(
            fr: "Le dossier \(Quoted.fr(path)) ne peut pas être écrit (\(error)). Vérifiez la place et les droits.",
            en: "The folder \(Quoted.en(path)) cannot be written (\(error)). Check room and permissions.")
    }
}

extension App {
    package var importFolder: ImportFolder { ImportFolder(site) }
}
