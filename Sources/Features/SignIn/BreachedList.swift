import BreachedPasswords
import Crypto

/// Passwords of 15 characters and more that leaked somewhere, some 337,000, kept as five bytes of the SHA-256 of each: a password that
/// is not among them is taken for one once in 3 million. `bin/breached-passwords` writes the list (decision 0021).
enum BreachedList {
    /// `password` is folded, as the list is.
    static func contains(_ password: String) -> Bool {
        let key = Array(SHA256.hash(data: Array(password.utf8)).prefix(5))
        return key.withUnsafeBufferPointer { $0.baseAddress.map { is_breached_password($0) } ?? false }
    }
}
