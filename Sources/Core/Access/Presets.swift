/// Ready-made sets of grants for kinds of users.
package enum Preset {
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
        grant.editShared = true
        grant.editOwn = true
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
            contact.editOwn = false
            contact.editShared = false
            contact.fields = contact.fields.mapValues { min($0, .read) }
            kept["contacts"] = contact
        }
        self.init(kept)
    }
}
