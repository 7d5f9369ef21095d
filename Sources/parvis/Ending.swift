import Dispatch
import Glibc

/// Ends the process when it has been asked to and has not done so in time, whatever it hangs on: what was acknowledged is on disk, and what
/// waits goes on with the next start.
///
/// On a thread of its own: what hangs may hold all the others.
final class Ending {
    private let sources: [any DispatchSourceSignal]

    init(within seconds: Int) {
        let queue = DispatchQueue(label: "parvis.ending")
        sources = [SIGTERM, SIGINT].map { signal in
            let source = DispatchSource.makeSignalSource(signal: signal, queue: queue)
            source.setEventHandler {
                queue.asyncAfter(deadline: .now() + .seconds(seconds)) {
                    say("Parvis did not end within \(seconds) seconds and is stopped.")
                    _exit(1)
                }
            }
            return source
        }
        for source in sources { source.resume() }
    }
}
