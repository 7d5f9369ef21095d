import Core
import Store
import Web

/// The rules as they were typed.
struct SignUpRulesDraft: Sendable {
    var rules = SignUpRules()
    private var typed: [String: String] = [:]

    init(_ rules: SignUpRules) { self.rules = rules }

    init(_ form: Form) {
        rules.customers = form["customers"].isEmpty ? nil : form["customers"]
        rules.collaborators = form["collaborators"].isEmpty ? nil : form["collaborators"]
        rules.approval = SignUpRules.Approval(rawValue: form["approval"]) ?? .people
        rules.approvers = form.all("approver")
        rules.takesTurns = form.all("turns").last == "1"
        rules.contact = form["contact"]
        for name in SignUpRulesDraft.numbers { typed[name] = form[name] }
        rules.votes = form.int("votes", 1...20).map(Int.init) ?? rules.votes
        rules.remindAfter = form.int("remind", 1...90).map(Int.init) ?? rules.remindAfter
        rules.refuseAfter = form.int("refuse", 1...90).map(Int.init) ?? rules.refuseAfter
    }

    private static let numbers = ["votes", "remind", "refuse"]

    func text(_ name: String) -> String {
        typed[name] ?? String(name == "votes" ? rules.votes : name == "remind" ? rules.remindAfter : rules.refuseAfter)
    }

    func problems(types: [UserType], approvers: [Person]) -> [String: FieldProblem] {
        var problems: [String: FieldProblem] = [:]
        let known = Set(types.map(\.id.text))
        for (name, chosen) in [("customers", rules.customers), ("collaborators", rules.collaborators)] {
            if let chosen, !known.contains(chosen) {
                problems[name] = FieldProblem(
                    fr: "Ce type n’existe plus. Choisissez-en un autre.", en: "This type is gone. Choose another one.")
            }
        }
        let names = Set(approvers.map(\.id.text))
        if !rules.approvers.allSatisfy(names.contains) {
            problems["approvers"] = FieldProblem(
                fr: "Quelqu’un de cette liste ne gère plus les utilisateurs. Choisissez de nouveau.",
                en: "Somebody in this list no longer manages users. Choose again.")
        }
        for name in SignUpRulesDraft.numbers {
            guard let number = typed[name] else { continue }
            let range = name == "votes" ? 1...20 : SignUpRules.days
            if !(Int(number).map(range.contains) ?? false) {
                problems[name] = FieldProblem(
                    fr: "Écrivez un nombre de \(range.lowerBound) à \(range.upperBound).",
                    en: "Write a number from \(range.lowerBound) to \(range.upperBound).")
            }
        }
        if problems["votes"] == nil, rules.votes > max(1, rules.approvers.count) {
            problems["votes"] = FieldProblem(
                fr: "Il faut au moins autant d’approbateurs que d’accords demandés.",
                en: "There must be at least as many approvers as agreements asked for.")
        }
        if problems["votes"] == nil, rules.takesTurns, rules.votes > 1 {
            problems["votes"] = FieldProblem(
                fr: "À tour de rôle, un seul accord suffit : écrivez 1, ou prévenez tous les approbateurs.",
                en: "One after the other goes with one agreement: write 1, or tell all approvers.")
        }
        if problems["refuse"] == nil, problems["remind"] == nil, rules.remindAfter >= rules.refuseAfter {
            problems["remind"] = FieldProblem(
                fr: "Le rappel vient avant le refus automatique.", en: "The reminder comes before the refusal.")
        }
        problems["contact"] = textProblem(rules.contact, TextType(limit: 120))
        return problems
    }
}
