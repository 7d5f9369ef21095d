import Core
import Foundation

extension DolibarrRow {
    mutating func account(_ context: DolibarrContext) throws {
        try copy("name", to: "name")
        try copy("name_alias", to: "alias")
        try copy("code_client", to: "code")
        try copy("code_fournisseur", to: "supplier_code")
        try copyCode("client", to: "kind", ["0": "none", "1": "customer", "2": "prospect", "3": "both"])
        set(.bool(try source.flag("fournisseur")), "is_supplier")
        try copyCode("status", to: "state", ["0": "closed", "1": "open"])
        link(try source.id("parent"), "parent_id")
        try place()
        try copy("phone", to: "phone")
        try copy("email", to: "email")
        try copy("url", to: "website")
        try copy("idprof1", to: "siren")
        try copy("idprof2", to: "siret")
        try copy("tva_intra", to: "vat_number")
        try put(
            try source.text("cond_reglement_id").flatMap { context.terms[$0] }.map(DolibarrWords.paymentTerms),
            in: "payment_terms", from: "cond_reglement_id")
        try language()
        try bothNotes()
        tags(context)
        try created("date_creation")
    }

    mutating func contact(_ context: DolibarrContext) throws {
        let hasLastName = try source.text("lastname") != nil
        try copy("lastname", "firstname", to: "last_name")
        if hasLastName { try copy("firstname", to: "first_name") } else { set(.null, "first_name") }
        link(try source.text("socid") == nil ? source.id("fk_soc") : source.id("socid"), "account_id")
        try copyCode("civility_code", to: "civility")
        try copy("poste", to: "position")
        try place()
        try copy("state", to: "department")
        try copy("phone_pro", to: "phone_work")
        try copy("phone_mobile", to: "phone_mobile")
        try copy("phone_perso", to: "phone_home")
        try copy("fax", to: "fax")
        try copy("email", "mail", to: "email")
        set(.bool(try source.flag("no_email")), "no_mailing")
        set(.text(try source.flag("priv") ? "private" : "shared"), "visibility")
        try language()
        try birthday()
        try copyCode("statut", to: "state", ["0": "disabled", "1": "open"])
        try roles()
        try bothNotes()
        tags(context)
        try created("date_creation")
    }

    /// A date of birth is midnight UTC or midnight in Paris, depending on the server's settings.
    private mutating func birthday() throws {
        let instant = try source.instant(anyOf: ["birthday"])
        let zone: TimeZone = instant.map { $0.seconds % 86_400 == 0 } ?? false ? .gmt : Formats.paris
        try put(instant.map { Day($0, in: zone).iso }, in: "birthday", from: "birthday")
    }

    private mutating func place() throws {
        try copy("address", to: "address")
        try copy("zip", to: "zip")
        try copy("town", to: "town")
        try copy("country_code", to: "country")
    }

    private mutating func language() throws {
        let code = try source.text("default_lang").map { String($0.prefix(2)) }
        set(code == "fr" || code == "en" ? .text(code) : .null, "language")
    }

    /// Documents for which the contact is chosen unless somebody chooses another.
    private mutating func roles() throws {
        let modules = [
            "facture": "invoices", "commande": "orders", "shipping": "orders", "propal": "quotes",
            "contrat": "contracts", "ticket": "tickets",
            "project": "projects", "project_task": "projects",
        ]
        let keys = try source.objects("roles").compactMap { try $0.text("element") }.compactMap { modules[$0] }
        try put(keys.isEmpty ? nil : keys.joined(separator: ","), in: "default_roles", from: "roles")
    }

    /// Tags that no longer fit the field go to the note whole.
    private mutating func tags(_ context: DolibarrContext) {
        let limit = (module["tags"]?.type as? TextType)?.limit ?? 255
        var (kept, rest): (String, [String]) = ("", [])
        for tag in context.tags.of(module.key, record.externalID) {
            let longer = kept.isEmpty ? tag : kept + ", " + tag
            if longer.unicodeScalars.count <= limit, !hasControlCharacters(tag) {
                kept = longer
            } else {
                rest.append(tag)
            }
        }
        set(kept.isEmpty ? .null : .text(kept), "tags")
        if !rest.isEmpty {
            let others = rest.joined(separator: ", ")
            remember("Autres tags\u{A0}: " + others, of: Phrase(fr: "Tags", en: "Tags"), others)
        }
    }
}

extension DolibarrRow {
    /// Where a module has one note only, for staff, both of Dolibarr's notes end there.
    mutating func bothNotes() throws {
        let notes = [try source.text("note_private"), try source.text("note_public")].compactMap { $0 }.map(
            PlainText.from)
        try put(notes.isEmpty ? nil : notes.joined(separator: "\n\n"), in: "note", from: "note_private")
    }
}
