import Store
import Synchronization

/// The files of one form while nobody names them: what was not kept is gone as soon as nobody holds the form any more.
final class ArrivedFiles: Sendable {
    private let waiting: Mutex<[FileStore.Arrived]>
    private let store: FileStore

    init(_ files: [FileStore.Arrived], in store: FileStore) {
        waiting = Mutex(files)
        self.store = store
    }

    /// Puts all of them where records find them.
    func keep() throws {
        while let next = waiting.withLock({ $0.popLast() }) { try store.keep(next) }
    }

    /// Where a file lies that was not kept yet.
    func path(of hash: String) -> String? {
        waiting.withLock { files in files.first { $0.hash == hash }?.temporary }
    }

    deinit {
        for file in waiting.withLock({ $0 }) { file.discard() }
    }
}
