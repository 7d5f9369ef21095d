extension Module {
    package static let tickets = Module(
        "tickets", one: Phrase(fr: "Demande", en: "Request"), many: Phrase(fr: "Demandes", en: "Requests"),
        title: "subject",
        sort: Sort("opened_at", descending: true),
        columns: ["ref", "subject", "account_id", "kind", "severity", "opened_at", "state"],
        state: StateRule("state"),
        views: [
            ListView("open", fr: "Ouvertes", en: "Open") { _ in
                [Filter("state", .isNot([.text("solved"), .text("abandoned")]))]
            }.one(fr: "ouverte", en: "open"),
            ListView("waiting", fr: "En attente de votre réponse", en: "Waiting for your answer") { _ in
                [Filter("state", .equals(.text("needs_answer")))]
            }.staff(fr: "En attente du client", en: "Waiting for the customer"),
            ListView("closed", fr: "Fermées", en: "Closed") { _ in
                [Filter("state", .oneOf([.text("solved"), .text("abandoned")]))]
            },
        ],
        staffViews: [toHandle],
        fields: [
            Field("ref", fr: "Référence", en: "Reference", TextType(limit: 60)).readOnly().searched().sortedNaturally(),
            Field("subject", fr: "Objet", en: "Subject").required().searched(),
            Field("message", fr: "Message", en: "Message", TextType.long).required(),
            Field("account_id", fr: "Tiers", en: "Account", LookupType("accounts")).inPortal(
                fr: "Société", en: "Company"),
            Field("contact_id", fr: "Contact", en: "Contact", LookupType("contacts")),
            Field("project_id", fr: "Projet", en: "Project", LookupType("projects")),
            Field("kind", fr: "Nature", en: "Kind", ticketKinds),
            Field("severity", fr: "Urgence", en: "Urgency", severities),
            Field("opened_at", fr: "Ouverte le", en: "Opened", InstantType()).readOnly().sorted(),
            Field("assigned_to", fr: "Suivie par", en: "Handled by").readOnly(),
            Field("state", fr: "État", en: "State", ticketStates).required(), DocumentFields.privateNote,
        ])

    /// Requests that wait for us, rather than for the customer or for something else: what the menu counts, and the dashboard.
    package static let toHandle = ListView("todo", fr: "À traiter", en: "To handle") { _ in
        [Filter("state", .oneOf([.text("new"), .text("read"), .text("assigned"), .text("in_progress")]))]
    }

    package static let projects = Module(
        "projects", one: Phrase(fr: "Projet", en: "Project"), many: Phrase(fr: "Projets", en: "Projects"),
        title: "title",
        sort: Sort("ref", descending: true), columns: ["ref", "title", "account_id", "starts_on", "ends_on", "state"],
        state: StateRule("state", unpublished: ["draft"]),
        views: [
            ListView("open", fr: "Ouverts", en: "Open") { _ in [Filter("state", .equals(.text("open")))] }
                .one(fr: "ouvert", en: "open"),
            ListView("closed", fr: "Clôturés", en: "Closed") { _ in [Filter("state", .equals(.text("closed")))] },
        ],
        fields: [
            DocumentFields.ref(), Field("title", fr: "Titre", en: "Title").required().searched().sortedByName(),
            Field("account_id", fr: "Tiers", en: "Account", LookupType("accounts")).inPortal(
                fr: "Société", en: "Company"),
            Field("starts_on", fr: "Début", en: "Start", DayType()).sorted(),
            Field("ends_on", fr: "Fin", en: "End", DayType()).sorted(),
            Field("budget", fr: "Budget", en: "Budget", MoneyType()).internalOnly(),
            Field("description", fr: "Description", en: "Description", TextType.long),
            Field("state", fr: "État", en: "State", projectStates).required(), DocumentFields.privateNote,
        ])

    package static let tasks = Module(
        "tasks", one: Phrase(fr: "Tâche", en: "Task"), many: Phrase(fr: "Tâches", en: "Tasks"), title: "label",
        sort: Sort("ref", descending: true),
        columns: ["ref", "label", "project_id", "starts_on", "ends_on", "progress"],
        views: [
            ListView("todo", fr: "À faire", en: "To do") { _ in [Filter("progress", .atMost(.int(99)))] },
            ListView("done", fr: "Terminées", en: "Done") { _ in [Filter("progress", .equals(.int(100)))] },
        ],
        fields: [
            DocumentFields.ref(), Field("label", fr: "Libellé", en: "Label").required().searched(),
            Field("project_id", fr: "Projet", en: "Project", LookupType("projects")).required(),
            Field("parent_id", fr: "Tâche mère", en: "Parent task", LookupType("tasks")),
            Field("starts_on", fr: "Début", en: "Start", DayType()).sorted(),
            Field("ends_on", fr: "Fin", en: "End", DayType()).sorted(),
            Field("progress", fr: "Avancement", en: "Progress", NumberType(unit: Phrase(same: "%"), range: 0...100)),
            Field(
                "planned_hours", fr: "Charge prévue", en: "Planned work", NumberType(scale: 2, unit: Phrase(same: "h"))),
            Field("description", fr: "Description", en: "Description", TextType.long), DocumentFields.privateNote,
        ])

    private static let ticketKinds = ChoiceType([
        Choice("COM", fr: "Question commerciale", en: "Commercial question"),
        Choice("HELP", fr: "Demande d’assistance", en: "Request for help"),
        Choice("ISSUE", fr: "Panne ou anomalie", en: "Fault"), Choice("PROBLEM", fr: "Problème", en: "Problem"),
        Choice("REQUEST", fr: "Demande d’évolution", en: "Change request"),
        Choice("PROJECT", fr: "Projet", en: "Project"),
        Choice("OTHER", fr: "Autre", en: "Other"),
    ])
    private static let severities = ChoiceType([
        Choice("LOW", fr: "Faible", en: "Low"), Choice("NORMAL", fr: "Normale", en: "Normal"),
        Choice("HIGH", fr: "Haute", en: "High", .warn),
        Choice("BLOCKING", fr: "Bloquante", en: "Blocking", .bad),
    ])
    private static let ticketStates = ChoiceType([
        Choice("new", fr: "Nouvelle", en: "New", .info), Choice("read", fr: "Lue", en: "Read", .info),
        Choice("assigned", fr: "Prise en charge", en: "Assigned", .info),
        Choice("in_progress", fr: "En cours", en: "In progress", .info),
        Choice("needs_answer", fr: "Attend votre réponse", en: "Needs your answer", .warn)
            .staff(fr: "Attend la réponse du client", en: "Waiting for the customer"),
        Choice("on_hold", fr: "En attente", en: "On hold"),
        Choice("solved", fr: "Résolue", en: "Solved", .ok),
        Choice("abandoned", fr: "Fermée sans solution", en: "Closed unsolved"),
    ])
    private static let projectStates = ChoiceType([
        Choice("draft", fr: "Brouillon", en: "Draft"), Choice("open", fr: "Ouvert", en: "Open", .ok),
        Choice("closed", fr: "Clôturé", en: "Closed"),
    ])
}
