package import Core
import Foundation

extension SignUps {
    /// The rules of a portal and their version; closed, version 0, when nobody set any.
    package func rules(of portal: RecordID) throws -> (rules: SignUpRules, version: Int64) {
        guard
            let row = try connection.row(
                "SELECT \"body\", \"version\" FROM \"sign_up_rules\" WHERE \"portal_id\" = \(portal)")
        else { return (SignUpRules(), 0) }
        let rules = try JSONDecoder().decode(SignUpRules.self, from: Data((row[0].text ?? "").utf8))
        return (rules, row[1].int ?? 0)
    }

    /// Puts rules in the place of those of `version`; false when somebody was faster.
    package func setRules(_ rules: SignUpRules, of portal: RecordID, version: Int64, id: RecordID) throws -> Bool {
        let body = String(decoding: try JSONEncoder.sorted.encode(rules), as: UTF8.self)
        guard version > 0 else {
            return try connection.run(
                """
                INSERT INTO "sign_up_rules" ("id", "portal_id", "body", "version", "turn") VALUES (\(id), \(portal), \(body), 1, 0) \
                ON CONFLICT ("portal_id") DO NOTHING
                """) == 1
        }
        return try connection.run(
            "UPDATE \"sign_up_rules\" SET \"body\" = \(body), \"version\" = \"version\" + 1 WHERE \"portal_id\" = \(portal) AND \"version\" = \(version)"
        ) == 1
    }

    /// The number of the next turn, from 1; each is given once.
    package func takeTurn(in portal: RecordID) throws -> Int64 {
        try connection.int(
            "UPDATE \"sign_up_rules\" SET \"turn\" = \"turn\" + 1 WHERE \"portal_id\" = \(portal) RETURNING \"turn\"")
            ?? 0
    }
}
