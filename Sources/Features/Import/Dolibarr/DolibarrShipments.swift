import Core
import Foundation

extension DolibarrRow {
    mutating func shipment(_ context: DolibarrContext) throws {
        try document(context, dates: ["date_shipping", "date", "date_expedition", "date_delivery"])
        try copyDay("date_delivery", to: "delivery_date")
        link(try origin("commande"), "order_id")
        try carrier(context)
        try copy("tracking_number", to: "tracking_number")
        try trackingAddress()
        try weight()
        try copyCode("status", to: "state", ["-1": "cancelled", "0": "draft", "1": "validated", "2": "processed"])
        addLines(try shipmentLines())
    }

    private mutating func carrier(_ context: DolibarrContext) throws {
        let known = try source.text("shipping_method_id").flatMap { context.carriers[$0] }
        let name = try known.map { DolibarrWords.carrier($0.code, label: $0.label) } ?? source.text("shipping_method")
        try put(name, in: "carrier", from: "shipping_method")
    }

    /// Dolibarr gives a whole link element when it knows the carrier, else the bare number.
    private mutating func trackingAddress() throws {
        let text = try source.text("tracking_url")
        let target = text.flatMap { HTMLPieces($0).pieces.lazy.compactMap(\.tag?.webTarget).first ?? webAddress($0) }
        try put(target, in: "tracking_url", from: "tracking_url")
    }

    /// Dolibarr's units of weight are powers of ten of the kilogram, and two codes for the ounce and the pound.
    private mutating func weight() throws {
        guard let text = try source.text("trueWeight"), let field = module["weight"] else {
            return set(.null, "weight")
        }
        let unit = Int(try source.text("weight_units") ?? "0")
        guard let factor = unit.flatMap(DolibarrRow.kilograms), let weight = DecimalText.decimal(text),
            let value = DecimalText.scaled((weight * factor).description, scale: field.scale).flatMap(
                field.importedNumber)
        else { throw ImportProblem.refused(text, field: field, source: "trueWeight", FieldProblem.number.message) }
        set(value, "weight")
    }

    private static func kilograms(_ unit: Int) -> Decimal? {
        switch unit {
        case -9...3: Decimal(sign: .plus, exponent: unit, significand: 1)
        case 98: Decimal(sign: .plus, exponent: -12, significand: 28_349_523_125)
        case 99: Decimal(sign: .plus, exponent: -8, significand: 45_359_237)
        default: nil
        }
    }
}
