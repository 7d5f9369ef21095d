import Core
import Web

extension Record {
    /// The record's visible fields by key, with its id first; amounts never without their currency.
    func json(_ fields: [Field]) -> JSON {
        var members: [(String, JSON)] = [("id", .text(id.text))]
        members.reserveCapacity(fields.count + 1)
        let isPriced =
            module.hasCurrency && fields.contains { $0.key == Currencies.field || $0.type is MoneyType && !$0.isCustom }
        if isPriced { members.append((Currencies.field, .text(currency))) }
        for field in fields where !(isPriced && field.key == Currencies.field) {
            guard let position = row.columns.position(of: field.key) else { continue }
            members.append((field.key, FieldJSON.value(row.values[position], field)))
        }
        return .object(members)
    }
}
