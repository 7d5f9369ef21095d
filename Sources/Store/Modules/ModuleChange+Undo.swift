import Core
import Foundation

extension ModuleChange {
    /// Puts a module back to what it was before a change. Refused once somebody changed it again: their work would be lost.
    package func undo(_ made: Changes.Made) throws {
        guard made.change.kind == .module, made.undoneAt == nil, let text = made.change.after else {
            throw DefinitionRefusal.notFound
        }
        let decoder = JSONDecoder()
        let after = try decoder.decode(ModuleDefinition.self, from: Data(text.utf8))
        guard let stored = try Definitions(connection).find(made.change.key), stored.definition == after else {
            throw DefinitionRefusal.inUse(ModuleChange.changedSince)
        }
        let before = try made.change.before.map { try decoder.decode(ModuleDefinition.self, from: Data($0.utf8)) }
        if before == nil, builtIn[made.change.key] == nil {
            try remove(made.change.key, version: stored.version)
        } else {
            let wanted = (before ?? ModuleDefinition()).keeping(after, removedAt: now.milliseconds)
            try save(wanted, of: made.change.key, version: stored.version, verb: "change.undone")
        }
        try Changes(connection).markUndone(made.id, by: author, at: now)
    }

    private static let changedSince = Phrase(
        fr: "Ce module a été modifié depuis. Annulez d’abord les changements plus récents.",
        en: "This module was changed since. Undo the later changes first.")
}

extension ModuleDefinition {
    /// This definition, with what only the later one has as removed: its columns are there, and their values are kept for 30 days.
    fileprivate func keeping(_ later: ModuleDefinition, removedAt: Int64) -> ModuleDefinition {
        var result = self
        result.fields = fields.keeping(later.fields, removedAt)
        for subform in later.subforms {
            if let index = result.subforms.firstIndex(where: { $0.key == subform.key }) {
                result.subforms[index].fields = result.subforms[index].fields.keeping(subform.fields, removedAt)
            } else {
                var gone = subform
                if gone.label != nil { gone.removedAt = removedAt }
                gone.fields = [FieldDefinition]().keeping(subform.fields, removedAt)
                result.subforms.append(gone)
            }
        }
        return result
    }
}

extension [FieldDefinition] {
    fileprivate func keeping(_ later: [FieldDefinition], _ removedAt: Int64) -> [FieldDefinition] {
        self
            + later.filter { field in !contains { $0.key == field.key } }.map { field in
                var gone = field
                gone.removedAt = field.removedAt ?? removedAt
                return gone
            }
    }
}
