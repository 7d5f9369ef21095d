import Core
import Testing

/// Every edge of an access's life, as docs/access-life.md shows them.
@Suite struct AccessLifeTests {
    private typealias Step = AccessLife.Step

    private static let table: [AccessMove: [AccessState: Step]] = [
        .invite: [.awaiting: .to(.awaiting), .active: .to(.awaiting), .deactivated: .refused],
        .accept: [.awaiting: .to(.active), .active: .refused, .deactivated: .refused],
        .deactivate: [.awaiting: .to(.deactivated), .active: .to(.deactivated), .deactivated: .refused],
        .reactivate: [.awaiting: .refused, .active: .refused, .deactivated: .to(.active)],
        .transfer: [.awaiting: .to(.awaiting), .active: .to(.active), .deactivated: .to(.deactivated)],
        .remove: [.awaiting: .gone, .active: .gone, .deactivated: .gone],
    ]

    @Test(arguments: AccessMove.allCases, AccessState.allCases)
    func eachMoveLeadsWhereTheTableSays(_ move: AccessMove, _ state: AccessState) throws {
        let expected = try #require(AccessLifeTests.table[move]?[state])
        #expect(AccessLife.step(move, from: state, hasPassword: true) == expected)
    }

    @Test func withoutAPasswordAReactivatedAccessWaitsForOne() {
        #expect(AccessLife.step(.reactivate, from: .deactivated, hasPassword: false) == .to(.awaiting))
    }
}
