import Core
import HTML
import HTTPTypes
import Hummingbird
import NIOCore
import Store
import Web

/// `GET /p/:portal/logo` and `/p/:portal/icon`: a portal's pictures, for everybody: the sign-in page shows them.
enum PortalPicture {
    static func show(_ kind: PortalImage.Kind) -> @Sendable (App, Request, SiteContext) async throws -> Response {
        { app, request, context in
            let slug = context.parameters.get("portal") ?? ""
            guard let image = try await app.database.read({ try PortalImages($0).find(kind, slug: slug) }) else {
                throw Refusal.notFound
            }
            var headers = HTTPFields()
            headers[.contentType] = image.type
            // The address of a picture carries its hash: another picture has another address.
            headers[.cacheControl] =
                request.query.has("v") ? "public, max-age=31536000, immutable" : "public, max-age=300"
            return Response(
                status: .ok, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(bytes: image.bytes)))
        }
    }
}

/// `POST /admin/portals/:portal/logo` and `/icon`: another picture, or none.
enum PortalPictureUpload {
    static let most: Int64 = 256 << 10

    static func set(_ kind: PortalImage.Kind) -> @Sendable (App, Request, OfficeContext) async throws -> Response {
        { app, request, context in
            let desk = try await PortalDesk.open(app, context)
            // No rule of its own here: what a picture is, `PictureFormat` says.
            let upload = try await Upload.read(request, app, for: context.viewer, .any)
            guard upload.problems.isEmpty else { return again(app, context, desk, kind, tooLarge) }
            guard let file = upload.files.first else { return again(app, context, desk, kind, missing) }
            guard file.size <= most else { return again(app, context, desk, kind, tooLarge) }
            let bytes = try upload.bytes(of: file)
            guard let type = PictureFormat.type(of: bytes, kind) else {
                return again(app, context, desk, kind, unknown)
            }
            let (image, mark) = (PortalImage(type: type, bytes: bytes), String(file.hash.prefix(12)))
            return try await save(app, context, desk, kind, image, mark)
        }
    }

    static func remove(_ kind: PortalImage.Kind) -> @Sendable (App, Request, OfficeContext) async throws -> Response {
        { app, _, context in
            try await save(app, context, try await PortalDesk.open(app, context), kind, nil, nil)
        }
    }

    private static func save(
        _ app: App, _ context: OfficeContext, _ desk: PortalDesk, _ kind: PortalImage.Kind, _ image: PortalImage?,
        _ mark: String?
    ) async throws -> Response {
        let id = desk.portal.id
        _ = try await PortalDesk.change(app, context) { _, change in
            try change.show(image, mark: mark, as: kind, in: id)
        }
        return .seeOther("\(desk.path)?done=\(Done.portalSaved.rawValue)#\(kind.rawValue)-t")
    }

    private static func again(
        _ app: App, _ context: OfficeContext, _ desk: PortalDesk, _ kind: PortalImage.Kind, _ problem: Phrase
    ) -> Response {
        PortalSettings.page(
            app, context, desk, PortalDraft(desk.portal, desk.addresses),
            problems: [kind.rawValue: FieldProblem(fr: problem.fr, en: problem.en)], status: .unprocessableContent)
    }

    private static let missing = Phrase(fr: "Choisissez une image.", en: "Choose a picture.")
    private static let tooLarge = Phrase(
        fr: "Cette image dépasse 256 Ko : réduisez-la, 400 pixels de large suffisent.",
        en: "This picture is larger than 256 kB: make it smaller, a width of 400 pixels is enough.")
    private static let unknown = Phrase(
        fr: "Ce fichier n’est pas une image que les navigateurs montrent : choisissez un PNG, un JPEG ou un WebP.",
        en: "This file is no picture that browsers show: choose a PNG, a JPEG or a WebP.")
}

/// What a picture is, told from its first bytes: its name proves nothing.
///
/// Signatures: PNG specification 5.2, JPEG (ITU-T T.81) SOI marker, WebP container specification, ICO header. No SVG: it may hold scripts.
enum PictureFormat {
    static func type(of bytes: [UInt8], _ kind: PortalImage.Kind) -> String? {
        if bytes.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) { return "image/png" }
        if bytes.starts(with: [0xFF, 0xD8, 0xFF]) { return "image/jpeg" }
        if bytes.starts(with: Array("RIFF".utf8)), bytes.dropFirst(8).starts(with: Array("WEBP".utf8)) {
            return "image/webp"
        }
        if kind == .icon, bytes.starts(with: [0, 0, 1, 0]) { return "image/x-icon" }
        return nil
    }
}

/// The panels of a portal's settings where its pictures are changed.
struct PortalPicturePanel: Sendable {
    let desk: PortalDesk
    let kind: PortalImage.Kind
    let problem: FieldProblem?
    let language: Language

    var html: HTML {
        let name = kind.rawValue
        let error: HTML? = problem.map { "<p class=\"err\" id=\"\(name)-err\">\($0.message(language))</p>" }
        let submit = (mark == nil ? Phrase(fr: "Ajouter", en: "Add") : Phrase(fr: "Remplacer", en: "Replace"))(language)
        let form: HTML = """
            <form class="form" method="post" action="\(desk.path)/\(name)" enctype="multipart/form-data"><div class="field"><label for="\(name)">\(title(language))</label>\
            <input type="file" id="\(name)" name="files" accept="image/png,image/jpeg,image/webp"\(" aria-invalid=\"true\" aria-describedby=\"\(name)-err\"", if: problem != nil)>\
            \(error)<p class="hint">\(hint(language))</p></div><div class="form-acts"><button class="btn">\(submit)</button></div></form>
            """
        return bodyPanel(title(language), id: name + "-t", "\(now)\(form)")
    }

    private var mark: String? { kind == .logo ? desk.portal.logo : desk.portal.icon }

    private var now: HTML {
        guard let mark else { return .empty }
        let source = "/p/\(desk.portal.slug)/\(kind.rawValue)?v=\(mark)"
        let remove = Phrase(fr: "Enlever", en: "Remove")(language)
        let label = "\(title(language)), \(desk.portal.name)"
        return """
            <div class="picture"><img src="\(source)" alt="\(label)">\(postButton(remove, to: "\(desk.path)/\(kind.rawValue)/remove", .quiet))</div>
            """
    }

    private var title: Phrase {
        kind == .logo ? Phrase(fr: "Logo", en: "Logo") : Phrase(fr: "Icône de l’onglet", en: "Icon of the tab")
    }

    private var hint: Phrase {
        kind == .logo
            ? Phrase(
                fr: "En haut du portail et sur la page de connexion. PNG, JPEG ou WebP, 256 Ko au plus.",
                en: "At the top of the portal and on the sign-in page. PNG, JPEG or WebP, at most 256 kB.")
            : Phrase(
                fr: "Dans l’onglet du navigateur. Une image carrée, 256 Ko au plus.",
                en: "In the tab of the browser. A square picture, at most 256 kB.")
    }
}
