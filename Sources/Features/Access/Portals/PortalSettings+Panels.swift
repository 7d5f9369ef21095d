import Core
import HTML
import Web

/// The panels of a portal's settings but its place.
extension PortalSettings {
    static func look(_ draft: PortalDraft, _ problems: [String: FieldProblem], _ language: Language) -> HTML {
        let hint =
            draft.accentRemark
            ?? Phrase(
                fr: "Une couleur d’accent, comme #0f5c57. La version sombre est calculée.",
                en: "One accent colour, such as #0f5c57. The dark version is computed.")
        let name = Input(
            "name", PortalDraft.nameLabel(language), value: draft.name, error: problems["name"]?.message(language),
            required: true)
        let accent = Input(
            "accent", accentLabel(language), value: draft.accent, hint: hint(language),
            error: problems["accent"]?.message(language), required: true)
        let postal = Input(
            "postal_address", postalLabel(language), .paragraph, value: draft.addresses.postal,
            hint: Phrase(
                fr: "Facultatif. Imprimée sur les documents, sous le nom de la société.",
                en: "Optional. Printed on documents, below the company’s name.")(language),
            error: problems["postal_address"]?.message(language))
        return bodyPanel(
            Phrase(fr: "Présentation", en: "Look")(language), id: "look-t",
            "<div class=\"form\">\(name.html(language))\(accent.html(language))\(swatch(draft, language))\(postal.html(language))</div>"
        )
    }

    static func requests(_ draft: PortalDraft, _ problems: [String: FieldProblem], _ language: Language)
        -> HTML
    {
        let hint = Phrase(
            fr:
                "Facultatif. Les nouvelles demandes et les messages des clients y sont annoncés quand aucun collaborateur ne suit la demande.",
            en:
                "Optional. New requests and customers’ messages are announced there when no member of staff follows the request."
        )
        let address = Input(
            "requests_address", requestsLabel(language), .email, value: draft.addresses.requests, hint: hint(language),
            error: problems["requests_address"]?.message(language))
        return bodyPanel(
            Phrase(fr: "Demandes", en: "Requests")(language), id: "requests-t",
            "<div class=\"form\">\(address.html(language))</div>")
    }

    static func seats(
        _ desk: PortalDesk, _ draft: PortalDraft, _ problems: [String: FieldProblem], _ language: Language
    ) -> HTML {
        return bodyPanel(
            Phrase(fr: "Accès", en: "Accesses")(language), id: "seats-t",
            """
            <div class="form">\(draft.quota.input(used: desk.seats, problems[QuotaForm.name], language))\(draft.accesses.inputs(problems, language))</div>
            """)
    }

    static func modules(_ draft: PortalDraft, _ app: App, _ language: Language) -> HTML {
        let words = Phrase(
            fr:
                "Un module qui n’est pas coché ici n’existe pour aucun utilisateur externe, quels que soient ses droits. Le changement vaut dès la page suivante.",
            en:
                "A module that is not ticked here exists for no external user, whatever their rights. The change counts from the next page on."
        )
        let open = Set(draft.openModules)
        let boxes: [HTML] = app.catalog.modules.map { module in
            """
            <label class="check"><input type="checkbox" name="open" value="\(module.key)"\(" checked", if: open.contains(module.key))> <span>\(module.many(language))</span></label>
            """
        }
        let title = Phrase(fr: "Modules ouverts aux utilisateurs externes", en: "Modules open to external users")(
            language)
        return """
            <fieldset class="rights panel" aria-labelledby="open-t"><div class="rights-head"><h2 id="open-t">\(title)</h2>\
            <span class="n" data-count="{n}">\(open.count)</span></div><div class="body"><p class="soft">\(words(language))</p><div class="checks many">\(boxes)</div></div></fieldset>
            """
    }

    /// What the colour looks like, drawn without styles of its own.
    private static func swatch(_ draft: PortalDraft, _ language: Language) -> HTML {
        guard let colour = Colour(hex: draft.accent) else { return .empty }
        let theme = Theme(colour)
        let pairs = [(theme.light, Colour.white), (theme.dark, Colour(0x1e, 0x1c, 0x17))]
        let tiles: [HTML] = pairs.enumerated().map { index, pair in
            let x = index * 160
            return """
                <rect x="\(x)" width="152" height="44" rx="6" fill="\(pair.1.hex)" stroke="\(pair.0.line.hex)"></rect>\
                <rect x="\(x + 6)" y="6" width="64" height="32" rx="4" fill="\(pair.0.accent.hex)"></rect>\
                <rect x="\(x + 76)" y="6" width="32" height="32" rx="4" fill="\(pair.0.soft.hex)"></rect>\
                <rect x="\(x + 114)" y="6" width="32" height="32" rx="4" fill="\(pair.0.line.hex)"></rect>
                """
        }
        let label = Phrase(
            fr: "Aperçu de la couleur, version claire et version sombre", en: "Preview of the colour, light and dark")(
                language)
        return
            "<svg viewBox=\"0 0 312 44\" width=\"312\" height=\"44\" role=\"img\" aria-label=\"\(label)\">\(tiles)</svg>"
    }
}
