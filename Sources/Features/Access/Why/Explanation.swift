import Core
import Store

/// Why somebody sees a record or does not: the gates in their order, then the rule's own path, step by step.
struct Explanation: Sendable {
    /// One gate or step.
    struct Step: Sendable {
        let isPassed: Bool
        let text: Phrase
    }

    let person: String
    let steps: [Step]
    /// What the rule itself answers for this person and this record.
    let isSeen: Bool
    /// What the person may do with it, when it is seen.
    let verbs: [Phrase]
    let fields: [FieldReason]

    /// What becomes of one field for this person.
    struct FieldReason: Sendable {
        let label: Phrase
        let right: FieldRight
        let reason: Phrase
    }
}

/// Works an explanation out for one access and one record.
struct Explainer {
    let records: Records
    /// Staff, who see every record on the way.
    let staff: Viewer
    let profile: AccessProfile
    /// The person as a viewer; nil when the access opens nothing today.
    let viewer: Viewer?
    let today: Day

    func explain(_ record: Record) throws -> Explanation {
        let module = record.module
        let portals = Portals(records.connection)
        let grant = try portals.grants(of: profile.userType.id)[module.key] ?? .none
        let seen = viewer.map { records.seen(by: $0, module) }
        let isSeen = try seen?.find(record.id) != nil
        let steps = try gates(module) + way(grant.see, record) + layout(grant, record) + state(grant, record)
        return Explanation(
            person: profile.person.name, steps: steps, isSeen: isSeen,
            verbs: isSeen ? try verbs(seen, record, grant) : [], fields: fields(module, grant))
    }

    private func gates(_ module: Module) throws -> [Explanation.Step] {
        let (portal, standing) = (profile.portal, profile.standing(today))
        var steps = [
            Explanation.Step(
                isPassed: !portal.isArchived,
                text: portal.isArchived
                    ? Phrase(
                        fr: "Le portail « \(portal.name) » est archivé.", en: "The portal “\(portal.name)” is archived."
                    )
                    : Phrase(
                        fr: "Le portail « \(portal.name) » est ouvert.", en: "The portal “\(portal.name)” is open.")),
            Explanation.Step(isPassed: standing == .active, text: standing.sentence),
        ]
        if profile.person.disabledAt != nil {
            steps.append(
                .init(isPassed: false, text: Phrase(fr: "La personne est désactivée.", en: "The person is disabled.")))
        }
        let carrier = try Accesses(records.connection).carrier(of: profile.access, in: records.catalog)
        if let obstacle = carrier.obstacle {
            let (fr, en) = (obstacle.reason.fr, obstacle.reason.en)
            steps.append(
                .init(
                    isPassed: false,
                    text: Phrase(fr: "La fiche qui porte l’accès : \(fr).", en: "The record of the access: \(en).")))
        }
        let isOpen = portal.openModules.contains(module.key)
        steps.append(
            .init(
                isPassed: isOpen,
                text: isOpen
                    ? Phrase(
                        fr: "Le module « \(module.many.fr) » est ouvert dans ce portail.",
                        en: "The module “\(module.many.en)” is open in this portal.")
                    : Phrase(
                        fr: "Le module « \(module.many.fr) » est fermé dans ce portail.",
                        en: "The module “\(module.many.en)” is closed in this portal.")))
        guard let permission = Permission.allCases.first(where: { $0.module == module.key }) else { return steps }
        let isGranted = profile.access.permissions.contains(permission)
        let label = permission.label
        steps.append(
            .init(
                isPassed: isGranted,
                text: isGranted
                    ? Phrase(
                        fr: "La permission « \(label.fr) » est accordée.",
                        en: "The permission “\(label.en)” is granted.")
                    : Phrase(
                        fr: "La permission « \(label.fr) » n’est pas accordée à cette personne.",
                        en: "The permission “\(label.en)” is not granted to this person.")))
        return steps
    }

    /// The type's scope, and where the record leads.
    private func way(_ scope: Scope, _ record: Record) throws -> [Explanation.Step] {
        let type = profile.userType.name
        switch scope {
        case .nobody:
            return [
                .init(
                    isPassed: false,
                    text: Phrase(
                        fr: "Le type « \(type.fr) » n’affiche pas ce module.",
                        en: "The type “\(type.en)” does not show this module."))
            ]
        case .everyone:
            return [
                .init(
                    isPassed: true,
                    text: Phrase(
                        fr: "Le type « \(type.fr) » affiche toutes les fiches de ce module public.",
                        en: "The type “\(type.en)” shows all records of this public module."))
            ]
        case .through(let path):
            let words = ScopePaths(records.catalog).offered(record.module, main: profile.userType.mainModule).first {
                $0.scope == scope
            }?.words
            let filter = words ?? Phrase(same: scope.text)
            let start = Explanation.Step(
                isPassed: true,
                text: Phrase(
                    fr: "Le type « \(type.fr) » filtre par : \(filter.fr).",
                    en: "The type “\(type.en)” filters by: \(filter.en)."))
            switch path.target {
            case .named: return [start, try naming(record)]
            case .assigned:
                return [start] + (try follow(Scope.Path([Rule.account], to: .account), record)) + [
                    try assignment(record)
                ]
            default: return [start] + (try follow(path, record))
            }
        }
    }

    /// Where a module has several layouts, the record's must be one of those that the type shows.
    private func layout(_ grant: Grant, _ record: Record) -> [Explanation.Step] {
        guard let key = record.module.layout, grant.see != .nobody, let name = record.module.layouts.first?.name else {
            return []
        }
        let type = profile.userType.name
        let isShown = grant.shows(layout: key)
        return [
            .init(
                isPassed: isShown,
                text: isShown
                    ? Phrase(
                        fr: "Le type « \(type.fr) » affiche les fiches de la disposition « \(name.fr) ».",
                        en: "The type “\(type.en)” shows records in the layout “\(name.en)”.")
                    : Phrase(
                        fr: "Le type « \(type.fr) » n’affiche pas les fiches de la disposition « \(name.fr) ».",
                        en: "The type “\(type.en)” does not show records in the layout “\(name.en)”."))
        ]
    }

    /// Where not all states of a module are shown, the record must be in one of those that are.
    private func state(_ grant: Grant, _ record: Record) -> [Explanation.Step] {
        let rule = grant.inStates(record.module)
        guard rule != .always, grant.see != .nobody, let field = record.module.state?.field else { return [] }
        let key = record[field].text ?? Module.stateless
        let (type, state) = (profile.userType.name, record.module.stateLabel(key) ?? Phrase(same: key))
        guard rule.holds(for: record.row, fetch: { _, _ in nil }) else {
            return [
                .init(
                    isPassed: false,
                    text: Phrase(
                        fr: "La fiche est dans l’état « \(state.fr) », que le type « \(type.fr) » n’affiche pas.",
                        en: "The record is in the state “\(state.en)”, which the type “\(type.en)” does not show."))
            ]
        }
        let text =
            grant.shownStates(record.module).contains(key)
            ? Phrase(
                fr: "Le type « \(type.fr) » affiche les fiches dans l’état « \(state.fr) ».",
                en: "The type “\(type.en)” shows records in the state “\(state.en)”.")
            : Phrase(
                fr: "La fiche est dans l’état « \(state.fr) » ; elle vient du portail, où l’on peut en créer.",
                en: "The record is in the state “\(state.en)”; it came from the portal, where such records are created."
            )
        return [.init(isPassed: true, text: text)]
    }

    private func naming(_ record: Record) throws -> Explanation.Step {
        let isNamed = try records.seen(by: staff, record.module).names(profile.access.record, record.id)
        let anchor = profile.anchor.title
        return .init(
            isPassed: isNamed,
            text: isNamed
                ? Phrase(fr: "Le document nomme \(anchor).", en: "The document names \(anchor).")
                : Phrase(fr: "Le document ne nomme pas \(anchor).", en: "The document does not name \(anchor)."))
    }

    private func assignment(_ record: Record) throws -> Explanation.Step {
        let name = profile.person.name
        if profile.access.role == .administrator {
            return .init(
                isPassed: true,
                text: Phrase(
                    fr: "\(name) administre son espace : tous les services du tiers lui sont montrés.",
                    en: "\(name) administers the account: all of its services are shown."))
        }
        let isAssigned = try Assignments(records.connection).of(profile.access.id, record.module.key).contains(
            record.id)
        return .init(
            isPassed: isAssigned,
            text: isAssigned
                ? Phrase(fr: "Ce service est affecté à \(name).", en: "This service is assigned to \(name).")
                : Phrase(fr: "Ce service n’est pas affecté à \(name).", en: "This service is not assigned to \(name)."))
    }

    private func follow(_ path: Scope.Path, _ record: Record) throws -> [Explanation.Step] {
        var (current, steps) = (record, [Explanation.Step]())
        for step in path.steps {
            guard let field = current.module[step], let target = field.target.flatMap({ records.catalog[$0] }) else {
                return steps + [
                    .init(
                        isPassed: false,
                        text: Phrase(fr: "Le champ « \(step) » n’existe plus.", en: "The field “\(step)” is gone."))
                ]
            }
            let from = current.title
            // Paths lead through records in the bin, as the rule does.
            let seen = records.seen(by: staff, target)
            guard let next = try current[step].id.flatMap({ try seen.find($0) ?? seen.find($0, inBin: true) }) else {
                let text = Phrase(
                    fr: "« \(from) » : le champ « \(field.label.fr) » est vide.",
                    en: "“\(from)”: the field “\(field.label.en)” is empty.")
                return steps + [.init(isPassed: false, text: text)]
            }
            steps.append(
                .init(
                    isPassed: true,
                    text: Phrase(
                        fr: "« \(from) » → \(field.label.fr) : « \(next.title) ».",
                        en: "“\(from)” → \(field.label.en): “\(next.title)”.")))
            current = next
        }
        return steps + [try arrival(path.target, current)]
    }

    private func arrival(_ target: Scope.Target, _ record: Record) throws -> Explanation.Step {
        let isAnchor = target == .anchor
        // Families and projects are not assigned to accesses yet, so nothing leads to them.
        let wanted = isAnchor ? profile.access.record : target == .account ? profile.access.account : nil
        let name = isAnchor ? profile.anchor.title : profile.account?.name ?? "–"
        let isReached = wanted == record.id
        return .init(
            isPassed: isReached,
            text: isReached
                ? Phrase(
                    fr: "C’est bien « \(name) », à qui l’accès est rattaché.",
                    en: "That is “\(name)”, whom the access belongs to.")
                : Phrase(
                    fr: "L’accès est rattaché à « \(name) », pas à « \(record.title) ».",
                    en: "The access belongs to “\(name)”, not to “\(record.title)”."))
    }

    private func verbs(_ seen: SeenRecords?, _ record: Record, _ grant: Grant) throws -> [Phrase] {
        guard let seen else { return [] }
        var verbs: [Phrase] = []
        if try seen.mayEdit(record.id) { verbs.append(Phrase(fr: "modifier", en: "edit")) }
        if try seen.mayDelete(record.id) { verbs.append(Phrase(fr: "supprimer", en: "delete")) }
        if try seen.mayCreate(copyOf: record.id) { verbs.append(Phrase(fr: "dupliquer", en: "duplicate")) }
        if grant.notes == .edit { verbs.append(Phrase(fr: "ajouter des notes", en: "add notes")) }
        if grant.files == .edit { verbs.append(Phrase(fr: "ajouter des fichiers", en: "add files")) }
        return verbs
    }

    /// From the viewer's own rights, so that the page cannot say otherwise than the portal shows.
    private func fields(_ module: Module, _ grant: Grant) -> [Explanation.FieldReason] {
        let type = profile.userType.name
        let visible = viewer?.visibleKeys(of: module) ?? []
        return module.fields.map { field in
            let right: FieldRight =
                !visible.contains(field.key) ? .hidden : viewer?.mayEdit(field, of: module) == true ? .edit : .read
            let reason: Phrase
            if field.isInternal {
                reason = Phrase(fr: "réservé à l’équipe", en: "for staff only")
            } else if right != (grant.rights(in: module.layout ?? Layout.standard)[field.key] ?? .hidden) {
                reason =
                    field.isReadOnly && right == .read
                    ? Phrase(fr: "rempli par le système", en: "filled by the system")
                    : Phrase(fr: "l’accès n’ouvre pas ce module", en: "the access does not open this module")
            } else {
                reason = Phrase(fr: "droit du type « \(type.fr) »", en: "right of the type “\(type.en)”")
            }
            return .init(label: field.label, right: right, reason: reason)
        }
    }
}

extension AccessStanding {
    fileprivate var sentence: Phrase {
        self == .active
            ? Phrase(
                fr: "L’accès est actif et dans sa période de validité.",
                en: "The access is active and within its validity.")
            : Phrase(
                fr: "L’accès n’ouvre rien aujourd’hui : désactivé, en attente, ou hors validité.",
                en: "The access opens nothing today: deactivated, awaiting, or outside its validity.")
    }
}
