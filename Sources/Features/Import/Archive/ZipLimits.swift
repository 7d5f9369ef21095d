import Core

/// How much a ZIP may unpack to. What a file says about itself is not believed: bytes are counted as they come.
struct ZipLimits: Sendable {
    var entries = 200_000
    /// Of one file.
    var file: Int64 = 256 << 20
    var total: Int64 = 4 << 30
    /// How many times its own size a ZIP may unpack to; pages of JSON reach thirty.
    var ratio: Int64 = 200
    /// What even a tiny ZIP may unpack to.
    var least: Int64 = 16 << 20

    /// The most that a ZIP of this size may give.
    func most(size: Int64) -> Int64 {
        let (product, overflow) = size.multipliedReportingOverflow(by: ratio)
        return min(total, overflow ? total : max(product, least))
    }
}

/// What is wrong with a ZIP.
enum ZipProblem {
    static func damaged(_ reason: String) -> ImportProblem {
        ImportProblem(
            fr:
                "Le ZIP est abîmé ou incomplet (\(shortened(reason, to: 120))). Faites-le de nouveau, puis renvoyez-le.",
            en: "The ZIP is damaged or incomplete (\(shortened(reason, to: 120))). Make it again and send it once more."
        )
    }

    static func name(_ name: String) -> ImportProblem {
        let name = shortened(String(name.map { hasControlCharacters(String($0)) ? "\u{FFFD}" : $0 }), to: 80)
        return ImportProblem(
            fr:
                "Le ZIP contient « \(name) », un chemin qui sort du dossier ou ne peut pas être un nom. Rien n’est gardé.",
            en: "The ZIP has “\(name)”, a path that leaves the folder or cannot be a name. Nothing is kept.")
    }

    static func kind(_ name: String) -> ImportProblem {
        ImportProblem(
            fr: "Le ZIP contient « \(shortened(name, to: 80)) », qui n’est ni un fichier ni un dossier. Retirez-le.",
            en: "The ZIP has “\(shortened(name, to: 80))”, which is neither a file nor a folder. Take it out.")
    }

    static func double(_ name: String) -> ImportProblem {
        ImportProblem(
            fr: "Le ZIP contient deux fois « \(shortened(name, to: 80)) ». Gardez-en un.",
            en: "The ZIP has “\(shortened(name, to: 80))” twice. Keep one.")
    }

    static let encrypted = ImportProblem(
        fr: "Le ZIP est protégé par un mot de passe. Refaites-le sans.",
        en: "The ZIP is protected by a password. Make it again without one.")

    static func tooMany(_ limit: Int) -> ImportProblem {
        ImportProblem(
            fr: "Le ZIP contient plus de \(limit) fichiers. Importez le dossier en plusieurs fois.",
            en: "The ZIP has more than \(limit) files. Import the folder in several parts.")
    }

    static func tooLarge(_ limit: Int64) -> ImportProblem {
        ImportProblem(
            fr:
                "Le ZIP se déplie à plus de \(limit >> 20) Mo, la limite pour sa taille. Importez le dossier en plusieurs fois.",
            en:
                "The ZIP unpacks to more than \(limit >> 20) MB, the limit for its size. Import the folder in several parts."
        )
    }
}
