import NIOPosix

/// Runs work that blocks, such as reading a whole file, on a thread that serves no requests.
func apart<T: Sendable>(_ work: @escaping @Sendable () throws -> T) async throws -> T {
    try await NIOThreadPool.singleton.runIfActive(work)
}
