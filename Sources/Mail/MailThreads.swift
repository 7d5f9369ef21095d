package import NIOPosix

/// The threads on which mails block: their own, so that a silent server delays neither requests nor files.
package enum MailThreads {
    /// Never stopped; two are enough for one outbox worker and a test message beside it.
    package static let shared: NIOThreadPool = {
        let pool = NIOThreadPool(numberOfThreads: 2)
        pool.start()
        return pool
    }()
}
