import Core

extension LeakTest {
    /// What the walk found.
    package struct Report: Sendable {
        package var requests = 0
        package var routes = 0
        package var problems: [String] = []
        /// What the walk could not look into, so that it proves nothing there.
        package private(set) var notReached: [String] = []

        init(routes: Int = 0, problems: [String] = []) {
            self.routes = routes
            self.problems = problems
        }

        /// Said once, however often it is met.
        mutating func missed(_ what: String) { if !notReached.contains(what) { notReached.append(what) } }

        /// Where the grants say that something is seen and it is not: whoever sees nothing cannot see a leak either.
        mutating func blind(_ what: String) {
            let problem = "did not look: " + what
            if !problems.contains(problem) { problems.append(problem) }
        }
    }
}
