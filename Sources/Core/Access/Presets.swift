/// Ready-made sets of grants for kinds of users.
package enum Preset: String, CaseIterable, Sendable {
    case customer, accountant, technician, purchasing, management, supplier, partner, nothing

    package var name: Phrase {
        switch self {
        case .customer: Phrase(fr: "Client", en: "Customer")
        case .accountant: Phrase(fr: "Comptable", en: "Accountant")
        case .technician: Phrase(fr: "Technicien", en: "Technician")
        case .purchasing: Phrase(fr: "Achats", en: "Purchasing")
        case .management: Phrase(fr: "Direction", en: "Management")
        case .supplier: Phrase(fr: "Fournisseur", en: "Supplier")
        case .partner: Phrase(fr: "Partenaire", en: "Partner")
        case .nothing: Phrase(fr: "Aucun droit", en: "No rights")
        }
    }

    package var use: Phrase {
        switch self {
        case .customer:
            Phrase(
                fr: "Tous les documents de sa société, et les demandes.",
                en: "All documents of their company, and requests.")
        case .accountant:
            Phrase(
                fr: "Les factures de sa société, et celles qu’elle nous adresse.",
                en: "The invoices of their company, and those it sends us.")
        case .technician:
            Phrase(
                fr: "Expéditions, projets, tâches et demandes ; aucun prix.",
                en: "Shipments, projects, tasks and requests; no prices.")
        case .purchasing:
            Phrase(
                fr: "Devis, commandes et expéditions de sa société.",
                en: "Quotes, orders and shipments of their company.")
        case .management:
            Phrase(
                fr: "Tout ce qui concerne sa société, contacts compris.",
                en: "Everything about their company, contacts included.")
        case .supplier:
            Phrase(
                fr: "Les factures que sa société nous adresse, et les demandes.",
                en: "The invoices their company sends us, and requests.")
        case .partner:
            Phrase(
                fr: "Ce qui pointe vers sa propre fiche, avec création et modification.",
                en: "What points to their own record, to create and to edit.")
        case .nothing: Phrase(fr: "Vous cochez tout vous-même.", en: "You tick everything yourself.")
        }
    }

    /// The grants that a type begins with, for people who are records of `main`.
    package func grants(_ catalog: Catalog, main: String) -> [String: Grant] {
        let own = Preset.customer(catalog)
        func only(_ keys: String...) -> [String: Grant] { own.filter { keys.contains($0.key) } }
        var grants: [String: Grant] =
            switch self {
            case .customer: own
            case .accountant: only("invoices", "supplier_invoices", "accounts", "contacts", "tickets")
            case .technician:
                Dictionary(
                    uniqueKeysWithValues: only("shipments", "projects", "tasks", "accounts", "contacts", "tickets").map
                    {
                        ($0, $1.withoutPrices(in: catalog[$0]))
                    })
            case .purchasing: only("quotes", "orders", "shipments", "accounts", "contacts", "tickets")
            case .management:
                own.merging(["contacts": Preset.reading(catalog["contacts"], through: ["account_id"], to: .account)]) {
                    $1
                }
            case .supplier: only("supplier_invoices", "accounts", "contacts", "tickets")
            case .partner: Preset.partner(catalog, main: main).merging(only("contacts")) { first, _ in first }
            case .nothing: [:]
            }
        if main != Module.contacts.key, grants[main] == nil, self != .nothing {
            grants[main] = Preset.reading(catalog[main], through: [], to: .anchor)
        }
        return grants.reduce(into: [:]) { kept, pair in
            guard let module = catalog[pair.key] else { return }
            let grant = pair.value.carried(by: main).settled(on: module, main: main, in: catalog)
            if grant != .none { kept[pair.key] = grant }
        }
    }

    /// Custom modules with a look-up to the main module: read, created, edited and removed.
    private static func partner(_ catalog: Catalog, main: String) -> [String: Grant] {
        catalog.modules.filter(\.isCustom).reduce(into: [:]) { grants, module in
            guard let scope = ScopePaths(catalog).offered(module, main: main).first?.scope else { return }
            var grant = Grant(see: scope)
            (grant.create, grant.delete, grant.clone) = (true, true, true)
            (grant.editOwn, grant.editColleagues, grant.editShared) = (true, true, true)
            (grant.notes, grant.files) = (.edit, .edit)
            grant.fields = module.grantable.mapValues { $0.isReadOnly ? .read : .edit }
            grants[module.key] = grant
        }
    }
    /// *Client*: the account's own documents, read only, plus requests. The nine permissions decide person by person.
    package static func customer(_ catalog: Catalog) -> [String: Grant] {
        var grants: [String: Grant] = [:]
        for key in ["invoices", "quotes", "orders", "shipments", "projects", "supplier_invoices"] {
            grants[key] = reading(catalog[key], through: ["account_id"], to: .account)
        }
        grants["tasks"] = reading(catalog["tasks"], through: ["project_id", "account_id"], to: .account)
        grants["accounts"] = reading(catalog["accounts"], through: [], to: .account)
        grants["contacts"] = ownContact(catalog["contacts"])
        grants["tickets"] = requests(catalog["tickets"])
        grants["services"] = reading(catalog["services"], through: [], to: .assigned)
        return grants
    }

    private static func reading(_ module: Module?, through steps: [String], to target: Scope.Target) -> Grant {
        var grant = Grant(see: .through(Scope.Path(steps, to: target)))
        grant.files = .read
        for field in module?.fields ?? [] where !field.isInternal { grant.fields[field.key] = .read }
        for subform in module?.subforms ?? [] { grant.fields.merge(subform.rights(.read)) { known, _ in known } }
        return grant
    }

    /// A person sees the contact that is its own, and may change how to reach it; the right *Modifier ses informations personnelles* decides whether.
    private static func ownContact(_ module: Module?) -> Grant {
        var grant = reading(module, through: [], to: .anchor)
        // Whoever made the record: staff, a colleague who administers the account, or the person.
        (grant.editOwn, grant.editColleagues, grant.editShared) = (true, true, true)
        for key in personalInformation { grant.fields[key] = .edit }
        return grant
    }

    /// What a person may change about itself.
    package static let personalInformation = [
        "civility", "last_name", "first_name", "position", "address", "zip", "town", "country", "phone_work",
        "phone_mobile", "phone_home", "fax", "email",
        "no_mailing", "language",
    ]

    private static func requests(_ module: Module?) -> Grant {
        var grant = reading(module, through: ["account_id"], to: .account)
        grant.create = true
        grant.notes = .edit
        grant.files = .edit
        for key in ["subject", "message", "kind", "severity", "project_id"] { grant.fields[key] = .edit }
        return grant
    }
}

extension Grant {
    /// Where people are accounts, their account is the record that carries the access.
    fileprivate func carried(by main: String) -> Grant {
        guard main == Module.accounts.key, case .through(let path) = see, path.target == .account else { return self }
        var grant = self
        grant.see = .through(Scope.Path(path.steps, to: .anchor))
        return grant
    }

    /// The same without amounts, and without the files of documents, which show them; those of requests are the person's own photographs.
    fileprivate func withoutPrices(in module: Module?) -> Grant {
        var grant = self
        if module?.key != "tickets" { grant.files = .hidden }
        let prices = ["price", "total", "vat", "discount", "paid", "remaining", "budget"]
        let known = module?.grantable ?? [:]
        grant.fields = fields.filter { key, _ in
            !(known[key]?.type is MoneyType) && !prices.contains { key.contains($0) }
        }
        return grant
    }
}

extension Grants {
    /// The double gate: a module counts only if the portal has it open for people outside and, when one of the nine permissions
    /// governs it, the access has that permission.
    package init(_ granted: [String: Grant], open: [String], permissions: Permissions) {
        let governed = Dictionary(
            Permission.allCases.compactMap { permission in permission.module.map { ($0, permission) } },
            uniquingKeysWith: { first, _ in first })
        var kept = granted.filter { module, _ in
            open.contains(module) && (governed[module].map(permissions.contains) ?? true)
        }
        if !permissions.contains(.editPersonalInformation), var contact = kept["contacts"] {
            (contact.editOwn, contact.editColleagues, contact.editShared) = (false, false, false)
            contact.fields = contact.fields.mapValues { min($0, .read) }
            contact.otherLayouts = contact.otherLayouts.mapValues { $0.mapValues { min($0, .read) } }
            kept["contacts"] = contact
        }
        self.init(kept)
    }
}
