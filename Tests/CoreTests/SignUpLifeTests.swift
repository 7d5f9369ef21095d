import Core
import Testing

/// Every move a request to sign up can make, and every one it cannot.
@Suite struct SignUpLifeTests {
    @Test func eachEdgeLeadsWhereTheTableSays() {
        let table: [SignUpMove: [SignUpState: SignUpState]] = [
            .confirm: [.unconfirmed: .waiting], .approve: [.waiting: .approved], .refuse: [.waiting: .refused],
            .expire: [.waiting: .expired],
        ]
        for move in SignUpMove.allCases {
            for state in SignUpState.allCases {
                #expect(
                    SignUpLife.step(move, from: state, isByDefault: false) == table[move]?[state],
                    "\(move) from \(state)")
            }
        }
    }

    @Test func whereThePortalApprovesByItselfTheAddressIsEnough() {
        #expect(SignUpLife.step(.confirm, from: .unconfirmed, isByDefault: true) == .approved)
        for state in SignUpState.allCases where state != .unconfirmed {
            #expect(SignUpLife.step(.confirm, from: state, isByDefault: true) == nil)
        }
    }
}
