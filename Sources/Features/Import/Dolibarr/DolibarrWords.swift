/// French words for Dolibarr's codes; its own labels come in several languages at once.
enum DolibarrWords {
    static func paymentTerms(_ code: String) -> String {
        if let known = terms[code] { return known }
        if code.hasSuffix("DENDMONTH"), let days = Int(code.dropLast(9)) { return "\(days) jours fin de mois" }
        if code.hasSuffix("D"), let days = Int(code.dropLast()) { return "\(days) jours" }
        return code
    }
    static func paymentMethod(_ code: String) -> String { methods[code] ?? code }
    static func carrier(_ code: String, label: String) -> String { carriers[code] ?? label }

    private static let terms = [
        "RECEP": "À réception", "PT_ORDER": "À la commande", "PT_DELIVERY": "À la livraison",
        "PT_5050": "50 % à la commande, 50 % à la livraison",
    ]
    private static let methods = [
        "VIR": "Virement", "PRE": "Prélèvement", "LIQ": "Espèces", "CB": "Carte bancaire", "CHQ": "Chèque",
        "TIP": "TIP", "VAD": "Paiement en ligne",
        "TRA": "Traite", "LCR": "LCR", "FAC": "Affacturage", "PAYPAL": "PayPal",
    ]
    private static let carriers = [
        "CATCH": "Retrait sur place", "TRANS": "Transporteur", "COLSUI": "Colissimo suivi", "LETTREMAX": "Lettre Max",
    ]
}
