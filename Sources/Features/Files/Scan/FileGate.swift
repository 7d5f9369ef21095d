import Core
import HTTPTypes
import Store
import Web

/// Whether content may leave the server: never before the scanner, where there is one, has judged it.
struct FileGate: Sendable {
    private let app: App

    init(_ app: App) { self.app = app }

    enum State: Sendable { case open, waiting, found }

    func state(of hash: String) async throws -> State {
        switch try await app.database.read({ try Scans($0).verdict(of: hash) }) {
        case .clean: .open
        case .found: .found
        case .waiting, nil: app.scanner == nil ? .open : .waiting
        }
    }

    /// Throws the `Refusal` that tells the person why not.
    func pass(_ hash: String) async throws {
        switch try await state(of: hash) {
        case .open: return
        case .found: throw FileGate.removed
        case .waiting:
            let isDown = try await app.database.read { try Settings($0)[.scannerProblem] ?? "" } != ""
            throw isDown ? FileGate.waitingForScanner : FileGate.waiting
        }
    }

    private static let title = Phrase(fr: "Fichier en cours d’analyse", en: "File being checked")

    private static let waiting = Refusal(
        .conflict, title: title,
        explanation: Phrase(
            fr: "L’antivirus regarde ce fichier ; cela prend quelques secondes. Rechargez la page dans un instant.",
            en: "The virus scanner is looking at this file; that takes a few seconds. Reload the page in a moment."))

    private static let waitingForScanner = Refusal(
        .conflict, title: title,
        explanation: Phrase(
            fr:
                "L’antivirus ne répond pas pour le moment : ce fichier est bien enregistré et s’ouvrira dès qu’il aura été analysé. Revenez plus tard.",
            en:
                "The virus scanner does not answer at the moment: this file is safely stored and opens as soon as it has been checked. Come back later."
        ))

    private static let removed = Refusal(
        .gone, title: Phrase(fr: "Fichier refusé par l’antivirus", en: "File refused by the virus scanner"),
        explanation: Phrase(
            fr:
                "Ce fichier contenait un virus ou un programme dangereux ; il a été supprimé. Demandez-en une copie saine.",
            en: "This file held a virus or a dangerous program; it was removed. Ask for a clean copy."))
}

extension StoredFile {
    /// What is said beside a file that cannot be opened.
    var scanChip: (label: Phrase, tone: Tone)? {
        switch scan {
        case .waiting: (Phrase(fr: "En cours d’analyse", en: "Being checked"), .info)
        case .found: (Phrase(fr: "Refusé par l’antivirus", en: "Refused by the virus scanner"), .bad)
        case .clean, nil: nil
        }
    }
}
