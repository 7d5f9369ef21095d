import Core
import Testing

/// Every edge of an access's life, as docs/access-life.md shows them.
@Suite struct AccessLifeTests {
    private typealias Step = AccessLife.Step

    private static let table: [AccessMove: [AccessState: Step]] = [
        .invite: [
            .inactive: .to(.awaiting), .awaiting: .to(.awaiting), .active: .to(.awaiting), .deactivated: .refused,
        ],
        .activate: [.inactive: .to(.active), .awaiting: .refused, .active: .refused, .deactivated: .refused],
        .accept: [.inactive: .refused, .awaiting: .to(.active), .active: .refused, .deactivated: .refused],
        .deactivate: [
            .inactive: .to(.deactivated), .awaiting: .to(.deactivated), .active: .to(.deactivated),
            .deactivated: .refused,
        ],
        .reactivate: [.inactive: .refused, .awaiting: .refused, .active: .refused, .deactivated: .to(.active)],
        .transfer: [
            .inactive: .to(.inactive), .awaiting: .to(.awaiting), .active: .to(.active),
            .deactivated: .to(.deactivated),
        ],
        .convert: [
            .inactive: .to(.inactive), .awaiting: .to(.awaiting), .active: .to(.active),
            .deactivated: .to(.deactivated),
        ],
        .disown: [.inactive: .refused, .awaiting: .refused, .active: .to(.awaiting), .deactivated: .refused],
        .remove: [.inactive: .gone, .awaiting: .gone, .active: .gone, .deactivated: .gone],
    ]

    @Test(arguments: AccessMove.allCases, AccessState.allCases)
    func eachMoveLeadsWhereTheTableSays(_ move: AccessMove, _ state: AccessState) throws {
        let expected = try #require(AccessLifeTests.table[move]?[state])
        #expect(AccessLife.step(move, from: state, hasPassword: true) == expected)
    }

    @Test func withoutAPasswordAReactivatedAccessWaitsForOne() {
        #expect(AccessLife.step(.reactivate, from: .deactivated, hasPassword: false) == .to(.awaiting))
        #expect(AccessLife.step(.activate, from: .inactive, hasPassword: false) == .to(.awaiting))
    }
}
