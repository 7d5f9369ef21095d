import CSodium
import Core
import Foundation
import NIOPosix
import Synchronization
import Web

/// Argon2id by libsodium, 19 MiB and two passes (OWASP's first choice), on two threads of its own so that sign-ins never stop other pages.
package final class Passwords: Sendable {
    private let threads = NIOThreadPool(numberOfThreads: 2)
    private let waiting = Mutex(0)
    private static let mostWaiting = 64
    /// Checked when there is nobody of that name, so that the answer takes as long.
    private let nobody = Mutex<String?>(nil)

    private let cost: Cost

    /// What a hash costs whoever makes it. Stored hashes carry theirs; those of another cost are renewed at the next sign-in.
    package struct Cost: Sendable {
        let passes: UInt64
        let bytes: Int

        package init(passes: UInt64, bytes: Int) { (self.passes, self.bytes) = (passes, bytes) }

        package static let current = Cost(passes: 2, bytes: 19 << 20)
    }

    package init(_ cost: Cost = .current) {
        self.cost = cost
        threads.start()
        _ = sodium_init()
    }

    /// How many wait to be hashed or are.
    var queue: Int { waiting.withLock { $0 } }

    deinit { threads.shutdownGracefully { _ in } }

    /// The password in PHC form, with its own salt and parameters. Throws `Refusal.busy` when too many wait.
    package func hash(_ password: String) async throws -> String {
        let password = prepared(password)
        return try await bounded { [self] in try hashed(password) }
    }

    /// Whether the password is right; without a hash it takes the same time and is wrong. So is one that is longer than any can be.
    package func verify(_ password: String, _ hash: String?) async throws -> Bool {
        let isTooLong = PasswordRules.isTooLong(password)
        let password = isTooLong ? "" : prepared(password)
        let known = nobody.withLock { $0 }
        return try await bounded { [self] in
            let decoy = try known ?? hashed("nobody's password")
            if known == nil { nobody.withLock { $0 = decoy } }
            let isRight = crypto_pwhash_str_verify(hash ?? decoy, password, UInt64(password.utf8.count)) == 0
            return isRight && hash != nil && !isTooLong
        }
    }

    /// Whether a stored hash was made at another cost than those of today.
    func isOutdated(_ hash: String) -> Bool {
        crypto_pwhash_str_needs_rehash(hash, cost.passes, cost.bytes) != 0
    }

    /// Compatibility composition, as NIST SP 800-63B asks, so that the same keys give the same password on every keyboard.
    private func prepared(_ password: String) -> String { password.precomposedStringWithCompatibilityMapping }

    private func hashed(_ password: String) throws -> String {
        var out = [CChar](repeating: 0, count: Int(crypto_pwhash_STRBYTES))
        guard crypto_pwhash_str(&out, password, UInt64(password.utf8.count), cost.passes, cost.bytes) == 0 else {
            throw Refusal.busy
        }
        return String(decoding: out.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    private func bounded<T: Sendable>(_ work: @escaping @Sendable () throws -> T) async throws -> T {
        let isFull = waiting.withLock { count in
            if count < Passwords.mostWaiting { count += 1 } else { return true }
            return false
        }
        guard !isFull else { throw Refusal.busy }
        defer { waiting.withLock { $0 -= 1 } }
        return try await threads.runIfActive(work)
    }
}
