import Core

/// The kinds of file that people may send: an ending, and what its content may be. Both must agree.
///
/// libmagic's answer is a hint where formats share a container: some Word files are told as ZIP, some drawings as XML.
struct FileFormat: Sendable {
    let endings: Set<String>
    /// Media types that libmagic may tell.
    var types: Set<String> = []
    /// Text of any kind is right, but for what a browser or a shell would run.
    var isText = false
    /// What must stand near the beginning, in lower case.
    var mark: String?

    /// The format of a name; nil for one without an ending or with one that is not taken.
    static func of(_ name: String) -> FileFormat? {
        let ending = name.split(separator: ".", omittingEmptySubsequences: false).dropFirst().last.map {
            $0.lowercased()
        }
        return ending.flatMap { ending in all.first { $0.endings.contains(ending) } }
    }

    func fits(_ type: String, _ head: some Collection<UInt8>) -> Bool {
        if let mark, !String(decoding: head.prefix(4096), as: UTF8.self).lowercased().contains(mark) { return false }
        return types.contains(type) || isText && FileFormat.isPlain(type, head)
    }

    private static let all: [FileFormat] = [
        FileFormat(endings: ["pdf"], types: ["application/pdf"]),
        FileFormat(endings: ["png"], types: ["image/png"]),
        FileFormat(endings: ["jpg", "jpeg"], types: ["image/jpeg"]),
        FileFormat(endings: ["gif"], types: ["image/gif"]), FileFormat(endings: ["webp"], types: ["image/webp"]),
        FileFormat(endings: ["heic", "heif"], types: ["image/heic", "image/heif"]),
        FileFormat(endings: ["tif", "tiff"], types: ["image/tiff"]),
        FileFormat(endings: ["bmp"], types: ["image/bmp", "image/x-ms-bmp"]),
        FileFormat(endings: ["svg"], types: ["image/svg+xml", "text/xml", "text/plain"], mark: "<svg"),
        FileFormat(
            endings: ["txt", "md", "csv", "json", "log"], types: ["application/json", "message/rfc822"], isText: true),
        FileFormat(endings: ["xml"], types: ["text/xml", "application/xml", "image/svg+xml"], isText: true),
        FileFormat(endings: ["eml", "ics", "vcf"], types: ["message/rfc822", "message/news"], isText: true),
        FileFormat(endings: ["rtf"], types: ["text/rtf", "application/rtf"]),
        FileFormat(endings: ["zip"], types: ["application/zip"]),
        FileFormat(endings: ["doc", "xls", "ppt", "msg"], types: binder),
        office("docx", "openxmlformats-officedocument.wordprocessingml.document"),
        office("xlsx", "openxmlformats-officedocument.spreadsheetml.sheet"),
        office("pptx", "openxmlformats-officedocument.presentationml.presentation"),
        office("odt", "oasis.opendocument.text"), office("ods", "oasis.opendocument.spreadsheet"),
        office("odp", "oasis.opendocument.presentation"),
        FileFormat(endings: ["mp4", "mov"], types: ["video/mp4", "video/quicktime", "video/x-m4v"]),
    ]

    /// The files of Office before 2007, and those that carry their endings.
    private static let binder: Set<String> = [
        "application/msword", "application/vnd.ms-excel", "application/vnd.ms-powerpoint", "application/vnd.ms-outlook",
        "application/vnd.ms-office", "application/x-ole-storage", "application/CDFV2", "text/rtf", "application/rtf",
    ]

    private static func office(_ ending: String, _ type: String) -> FileFormat {
        FileFormat(endings: [ending], types: ["application/vnd." + type, "application/zip"])
    }

    /// libmagic takes letters for Python, a list of articles for news and a single character for data; what counts is that it is text and that
    /// no program lies in it.
    private static func isPlain(_ type: String, _ head: some Collection<UInt8>) -> Bool {
        if head.starts(with: Array("#!".utf8)) || scripts.contains(type) { return false }
        return type.hasPrefix("text/") || head.allSatisfy { $0 >= 0x20 || (0x09...0x0D).contains($0) }
    }

    private static let scripts: Set<String> = ["text/html", "text/x-shellscript", "text/x-php", "text/x-msdos-batch"]
}

extension FileFormat {
    /// What is wrong with a file; nil when it can be taken.
    static func problem(_ name: String, size: Int64, head: [UInt8]) throws -> FieldProblem? {
        if size == 0 {
            return FieldProblem(
                fr: "« \(name) » est vide : vérifiez le fichier, puis choisissez-le de nouveau.",
                en: "“\(name)” is empty: check the file and choose it again.")
        }
        guard let format = of(name) else { return notTaken(name) }
        return format.fits(try FileContent.type(of: head), head) ? nil : differs(name)
    }

    /// Asked before a byte is kept.
    static func problem(_ name: String) -> FieldProblem? { of(name) == nil ? notTaken(name) : nil }

    private static func notTaken(_ name: String) -> FieldProblem {
        FieldProblem(
            fr: "« \(name) » n’est pas d’un type accepté. \(accepted.fr)",
            en: "“\(name)” is not of a type that is accepted. \(accepted.en)")
    }

    private static func differs(_ name: String) -> FieldProblem {
        FieldProblem(
            fr:
                "« \(name) » ne contient pas ce que son nom annonce : ouvrez-le, enregistrez-le dans un des types acceptés, puis recommencez. \(accepted.fr)",
            en:
                "“\(name)” does not hold what its name says: open it, save it as one of the accepted types and try again. \(accepted.en)"
        )
    }

    static let accepted = Phrase(
        fr:
            "Sont acceptés : PDF, images (JPEG, PNG, GIF, WebP, HEIC, TIFF, BMP, SVG), Word, Excel, PowerPoint, OpenDocument, RTF, textes (TXT, CSV, MD, JSON, XML), e-mails (EML, MSG), ICS, VCF, vidéos (MP4, MOV) et ZIP.",
        en:
            "Accepted: PDF, pictures (JPEG, PNG, GIF, WebP, HEIC, TIFF, BMP, SVG), Word, Excel, PowerPoint, OpenDocument, RTF, texts (TXT, CSV, MD, JSON, XML), e-mails (EML, MSG), ICS, VCF, videos (MP4, MOV) and ZIP."
    )
}
