import Core

extension DolibarrRow {
    mutating func ticket(_ context: DolibarrContext) throws {
        try copy("ref", "track_id", to: "ref")
        try copy("subject", to: "subject")
        try copyRich("message", "subject", to: "message")
        link(try source.text("socid") == nil ? source.id("fk_soc") : source.id("socid"), "account_id")
        link(try source.id("fk_project"), "project_id")
        try copyCode("type_code", to: "kind")
        try copyCode("severity_code", to: "severity")
        let opened = try source.instant(anyOf: ["datec", "date_creation"])
        set(.instant(opened), "opened_at")
        try copy("fk_user_assign_string", to: "assigned_to")
        try copyCode(
            "status", to: "state",
            [
                "0": "new", "1": "read", "2": "assigned", "3": "in_progress", "5": "needs_answer", "7": "on_hold",
                "8": "solved", "9": "abandoned",
            ])
        try bothNotes()
        try created("datec", "date_creation")
        try messages(context)
    }

    /// Messages are only in the ticket's own answer. What is wrong with one leaves the others and the ticket alone.
    private mutating func messages(_ context: DolibarrContext) throws {
        let path = "tickets/by-id/\(record.externalID).json"
        let messages: [DolibarrObject]
        do { messages = try (context.pages.object(path) ?? source).objects("messages") } catch {
            return leaveOut(ImportProblem.reason(error))
        }
        for message in messages {
            do { try comment(message) } catch { leaveOut(ImportProblem.reason(error)) }
        }
    }

    private mutating func comment(_ message: DolibarrObject) throws {
        guard let id = try message.id("id"), let text = try message.text("message").map(PlainText.from),
            !isAutomatic(text)
        else { return }
        guard let at = try message.instant(anyOf: ["datec"]) else {
            throw DolibarrFault.wrongType("datec", fr: "une date", en: "a date")
        }
        let isFromStaff = try message.id("fk_user_action") != nil && message.id("fk_user_action_socid") == nil
        let author = try message.text("fk_user_action_string") ?? (isFromStaff ? "Équipe" : "Demandeur")
        add(
            IncomingComment(
                externalID: id, author: try DolibarrRow.line(author, "fk_user_action_string"), isFromStaff: isFromStaff,
                isPrivate: try message.flag("private"),
                at: at, text: try DolibarrRow.paragraphs(text, "message")))
    }

    /// Dolibarr logs `Ticket TS2611-0001 créé` as a message.
    private func isAutomatic(_ text: String) -> Bool {
        guard let ref = record.values["ref"]?.text, text.hasPrefix("Ticket \(ref) ") else { return false }
        return ["créé", "créée", "created"].contains(text.dropFirst("Ticket \(ref) ".count))
    }

    private static func line(_ text: String, _ source: String) throws -> String {
        try checked(text, Field("author", fr: "Auteur", en: "Author"), source)
    }
    private static func paragraphs(_ text: String, _ source: String) throws -> String {
        try checked(text, Field("message", fr: "Message", en: "Message", TextType.long), source)
    }
    private static func checked(_ text: String, _ field: Field, _ source: String) throws -> String {
        do throws(FieldProblem) { return try field.importedValue(text).text ?? "" } catch {
            throw ImportProblem.refused(text, field: field, source: source, error.message)
        }
    }
}
