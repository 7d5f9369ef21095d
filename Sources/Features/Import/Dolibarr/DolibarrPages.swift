import Core
import Foundation

/// The files of a capture, and what their pages hold.
struct DolibarrPages {
    let root: String

    /// What one file of a list gives, piece by piece.
    enum Piece {
        case row(DolibarrObject)
        case broken(place: String, Phrase)
    }

    /// The pages of a list in order; without pages, the single answers in order of their ids.
    func files(of folder: String) -> [String] {
        let pages = names(in: folder).filter {
            $0.hasPrefix("page-") && $0.hasSuffix(".json") && $0.dropFirst(5).first?.isNumber == true
        }
        if !pages.isEmpty { return pages.sorted().map { "\(folder)/\($0)" } }
        return ids(in: "\(folder)/by-id").map { "\(folder)/by-id/\($0).json" }
    }

    /// Pages between the first and the last that are not there.
    func gaps(in folder: String) -> [String] {
        let numbers = Set(
            files(of: folder).filter { $0.contains("/page-") }.compactMap {
                Int($0.drop { $0 != "-" }.dropFirst().prefix { $0.isNumber })
            })
        guard let last = numbers.max(), last < 100_000 else { return [] }
        return (0...last).filter { !numbers.contains($0) }.prefix(20).map { "\(folder)/page-\($0)" }
    }

    /// The ids that have a file `{id}.json` in a folder, in order.
    func ids(in folder: String) -> [Int] {
        names(in: folder).filter { $0.hasSuffix(".json") }.compactMap { Int($0.dropLast(5)) }.sorted()
    }

    /// The folders in this one.
    var folders: [String] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: root)) ?? []
        return names.sorted().filter { name in
            var isFolder: ObjCBool = false
            return FileManager.default.fileExists(atPath: "\(root)/\(name)", isDirectory: &isFolder)
                && isFolder.boolValue
        }
    }

    func has(_ path: String) -> Bool { FileManager.default.fileExists(atPath: "\(root)/\(path)") }

    /// The bytes of a file; nil when it is not there. Files beyond 256 MB are not what Dolibarr writes.
    func bytes(_ path: String) throws -> [UInt8]? {
        guard has(path) else { return nil }
        let data: Data
        do { data = try Data(contentsOf: URL(filePath: "\(root)/\(path)"), options: .mappedIfSafe) } catch {
            throw ImportProblem(
                fr: "Le fichier \(Quoted.fr(path)) ne peut pas être lu. Vérifiez ses droits.",
                en: "The file \(Quoted.en(path)) cannot be read. Check its permissions.")
        }
        guard data.count <= 256 << 20 else {
            throw ImportProblem(
                fr: "Le fichier \(Quoted.fr(path)) dépasse 256 Mo. Demandez à Dolibarr des pages plus courtes.",
                en: "The file \(Quoted.en(path)) is over 256 MB. Ask Dolibarr for shorter pages.")
        }
        return [UInt8](data)
    }

    /// The object in a file; nil when the file is not there.
    func object(_ path: String) throws -> DolibarrObject? {
        guard let bytes = try bytes(path) else { return nil }
        guard let object = DolibarrObject(json: bytes) else { throw DolibarrPages.notJSON(path) }
        return object
    }

    /// The objects of a list; empty when the file is not there.
    func objects(_ path: String) throws -> [DolibarrObject] {
        guard let bytes = try bytes(path) else { return [] }
        guard let rows = JSONRows(bytes), rows.isComplete else { throw DolibarrPages.notJSON(path) }
        return try rows.elements.map { range in
            guard let object = DolibarrObject(json: bytes[range]) else { throw DolibarrPages.notJSON(path) }
            return object
        }
    }

    /// How many rows a file holds, without reading them.
    func count(_ path: String) throws -> Int {
        guard let bytes = try bytes(path) else { return 0 }
        if let rows = JSONRows(bytes) { return rows.elements.count }
        guard let object = DolibarrObject(json: bytes) else { return 0 }
        if try object.text("id") != nil { return 1 }
        return (try? object.objects("data").count) ?? 0
    }

    static func missing(_ page: String) -> ImportProblem {
        ImportProblem(
            fr: "La page \(Quoted.fr(page)) manque. Demandez-la de nouveau à Dolibarr, puis relancez l’import.",
            en: "The page \(Quoted.en(page)) is missing. Ask Dolibarr for it again, then import again.")
    }

    static func notJSON(_ path: String) -> ImportProblem {
        ImportProblem(
            fr:
                "Le fichier \(Quoted.fr(path)) n’est pas du JSON entier et valide. Demandez de nouveau cette page à Dolibarr.",
            en: "The file \(Quoted.en(path)) is not whole and valid JSON. Ask Dolibarr for that page again.")
    }

    private func names(in folder: String) -> [String] {
        (try? FileManager.default.contentsOfDirectory(atPath: "\(root)/\(folder)")) ?? []
    }
}
