import Core
import Web

/// What a file is, by the ending of its name. What browsers claim is not believed; what is not on the list is just bytes.
struct FileKind: Sendable, Hashable {
    /// The content type that answers carry.
    let type: String
    /// `PDF`, `JPEG`...
    let label: String

    init(name: String) {
        let ending = name.split(separator: ".").last.map { $0.lowercased() } ?? ""
        let known = name.contains(".") ? FileKind.byEnding[ending] : nil
        type = known?.type ?? "application/octet-stream"
        label = known?.label ?? (name.contains(".") && ending.count <= 5 ? ending.uppercased() : "")
    }

    private init(_ type: String, _ label: String) {
        self.type = type
        self.label = label
    }

    /// Types that no browser runs, all served as attachments. HTML, SVG and XML are left out on purpose.
    private static let byEnding: [String: FileKind] = [
        "pdf": FileKind("application/pdf", "PDF"), "png": FileKind("image/png", "PNG"),
        "jpg": FileKind("image/jpeg", "JPEG"),
        "jpeg": FileKind("image/jpeg", "JPEG"), "gif": FileKind("image/gif", "GIF"),
        "webp": FileKind("image/webp", "WebP"),
        "txt": FileKind("text/plain; charset=utf-8", "TXT"), "csv": FileKind("text/csv; charset=utf-8", "CSV"),
        "zip": FileKind("application/zip", "ZIP"),
        "docx": FileKind("application/vnd.openxmlformats-officedocument.wordprocessingml.document", "Word"),
        "xlsx": FileKind("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "Excel"),
        "pptx": FileKind("application/vnd.openxmlformats-officedocument.presentationml.presentation", "PowerPoint"),
        "odt": FileKind("application/vnd.oasis.opendocument.text", "ODT"),
        "ods": FileKind("application/vnd.oasis.opendocument.spreadsheet", "ODS"),
        "doc": FileKind("application/msword", "Word"), "xls": FileKind("application/vnd.ms-excel", "Excel"),
        "mp4": FileKind("video/mp4", "MP4"), "mov": FileKind("video/quicktime", "MOV"),
        "heic": FileKind("image/heic", "HEIC"), "tif": FileKind("image/tiff", "TIFF"),
        "tiff": FileKind("image/tiff", "TIFF"), "bmp": FileKind("image/bmp", "BMP"),
        "md": FileKind("text/plain; charset=utf-8", "MD"),
        "odp": FileKind("application/vnd.oasis.opendocument.presentation", "ODP"),
        "ppt": FileKind("application/vnd.ms-powerpoint", "PowerPoint"), "rtf": FileKind("application/rtf", "RTF"),
        "eml": FileKind("application/octet-stream", "EML"),
    ]
}

/// A file's name as it may be kept and shown: no folder, no control or direction characters, at most 150 characters with its ending.
func cleanFileName(_ given: String) -> String {
    let unescaped = given.replacing("%22", with: "\"").replacing("%0D", with: " ").replacing("%0A", with: " ")
    let last = unescaped.split(whereSeparator: { $0 == "/" || $0 == "\\" }).last ?? ""
    let kept = String(String.UnicodeScalarView(last.unicodeScalars.filter { !isHidden($0) }))
    let name = String(kept.trimmed.drop { $0 == "." })
    guard !name.isEmpty else { return "fichier" }
    guard name.count > 150 else { return name }
    let ending = name.split(separator: ".").last.map { "." + $0 } ?? ""
    return ending.count <= 12 ? String(name.prefix(150 - ending.count)) + ending : String(name.prefix(150))
}

/// Control characters, and those that turn the direction of text so that `exe.fdp` reads as `pdf.exe`.
private func isHidden(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .surrogate, .unassigned: true
    default: false
    }
}

/// `86 ko`, `1,2 Mo`; `86 KB`, `1.2 MB` in English.
func fileSize(_ bytes: Int64, _ formats: Formats) -> String {
    let isFrench = formats.language == .fr
    if bytes < 1000 { return formats.number(bytes) + "\u{A0}" + (isFrench ? "octets" : "bytes") }
    if bytes < 1_000_000 { return formats.number((bytes + 500) / 1000) + "\u{A0}" + (isFrench ? "ko" : "KB") }
    if bytes < 1_000_000_000 {
        return formats.number((bytes + 50_000) / 100_000, scale: 1) + "\u{A0}" + (isFrench ? "Mo" : "MB")
    }
    return formats.number(bytes / 100_000_000, scale: 1) + "\u{A0}" + (isFrench ? "Go" : "GB")
}
