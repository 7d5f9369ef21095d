import Core
import Store
import Web

/// A portal's settings as they come from the form.
struct PortalDraft: Sendable {
    var name: String
    var accent: String
    var openModules: [String]
    var addresses: PortalAddresses
    var slug: String
    var welcome: DefinitionForm.Name
    var quota: QuotaForm
    var accesses: PortalAccessRules
    var language: Language

    static let nameLabel = Phrase(fr: "Nom du portail", en: "Portal name")
    static let slugLabel = Phrase(fr: "Adresse", en: "Address")

    init(_ form: Form, _ catalog: Catalog) {
        name = form["name"]
        accent = form["accent"].lowercased()
        let wanted = Set(form.all("open"))
        openModules = catalog.modules.map(\.key).filter(wanted.contains)
        addresses = PortalAddresses(requests: form["requests_address"], postal: form["postal_address"])
        slug = form["slug"].lowercased()
        welcome = .init(form, "welcome")
        quota = QuotaForm(form)
        accesses = PortalAccessRules(form)
        language = Language(rawValue: form["portal_language"]) ?? .fr
    }

    init(_ portal: Portal, _ addresses: PortalAddresses) {
        name = portal.name
        accent = portal.accent
        openModules = portal.openModules
        self.addresses = addresses
        slug = portal.slug
        welcome = .init(portal.welcome)
        quota = QuotaForm(portal.quota)
        accesses = PortalAccessRules(
            invitationDays: portal.invitationDays, idleDays: portal.idleDays, reviewMonths: portal.reviewMonths)
        language = portal.language
    }

    var document: PortalDocument {
        var document = PortalDocument(
            slug: slug, name: name, accent: accent,
            welcome: welcome.fr.isEmpty ? Phrase(same: "") : welcome.phrase, openModules: openModules,
            quota: quota.number, invitationDays: Int(accesses.invitationDays), language: language)
        document.idleDays = Int(accesses.idleDays)
        document.reviewMonths = accesses.reviewMonths == 0 ? nil : accesses.reviewMonths
        return document
    }

    var problems: [String: FieldProblem] {
        var problems: [String: FieldProblem] = [:]
        if name.isEmpty || name.count > 80 || hasControlCharacters(name) || name.contains(where: \.isNewline) {
            problems["name"] = FieldProblem(
                fr: "Donnez au portail un nom de 80 caractères au plus.",
                en: "Give the portal a name of at most 80 characters.")
        }
        if Colour(hex: accent) == nil {
            problems["accent"] = FieldProblem(
                fr: "Écrivez une couleur comme #0f5c57.", en: "Write a colour such as #0f5c57.")
        }
        if [welcome.fr, welcome.en].contains(where: { $0.count > 300 || hasControlCharacters($0) }) {
            problems["welcome_fr"] = FieldProblem(
                fr: "Raccourcissez ce texte à 300 caractères.", en: "Shorten this text to 300 characters.")
        } else if welcome.fr.isEmpty, !welcome.en.isEmpty {
            problems["welcome_fr"] = FieldProblem(
                fr: "Écrivez aussi le texte en français : c’est lui que la plupart liront.",
                en: "Write the text in French too: it is what most people will read.")
        }
        if addresses.postal.count > 500 || hasControlCharacters(addresses.postal) {
            problems["postal_address"] = FieldProblem(
                fr: "Raccourcissez cette adresse à 500 caractères.", en: "Shorten this address to 500 characters.")
        }
        if !addresses.requests.isEmpty, !isDeliverable(addresses.requests) {
            problems["requests_address"] = FieldProblem(
                fr: "Écrivez une adresse comme nom@exemple.fr.", en: "Write an address such as name@example.com.")
        }
        problems["quota"] = quota.problem
        problems.merge(accesses.problems) { $1 }
        return problems
    }

    /// What happens to a colour that is too pale to be read; nil when it is used as it is.
    var accentRemark: Phrase? {
        guard let colour = Colour(hex: accent) else { return nil }
        let used = Theme(colour).light.accent
        guard used != colour else { return nil }
        return Phrase(
            fr:
                "Cette couleur est trop pâle pour du texte : le portail emploie \(used.hex), plus foncée, pour que tout reste lisible (contraste d’au moins 4,5).",
            en:
                "This colour is too pale for text: the portal uses the darker \(used.hex) so that everything stays readable (contrast of at least 4.5)."
        )
    }
}
