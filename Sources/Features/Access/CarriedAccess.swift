import Core
import HTTPTypes
import Store
import Web

extension Accesses {
    /// Throws why the record of an access carries no open one: whoever would open it, or give it a key, is told what helps.
    func mustBeCarried(_ access: Access, in catalog: Catalog) throws {
        guard let obstacle = try carrier(of: access, in: catalog).obstacle else { return }
        throw obstacle.refusal
    }
}

extension BulkObstacle {
    /// For a door that opens one thing.
    var refusal: Refusal { Refusal(.conflict, title: reason, explanation: remedy) }
}
