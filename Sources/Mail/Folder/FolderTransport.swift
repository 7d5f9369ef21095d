import Foundation
package import NIOPosix

/// Mail into a folder, one `.eml` file each: for the demo, and for installations that want to look first.
///
/// The file's name is the mail's date and identifier, so a mail sent again replaces itself.
package struct FolderTransport: MailTransport {
    private let directory: String
    private let threads: NIOThreadPool

    package init(directory: String, threads: NIOThreadPool = MailThreads.shared) {
        self.directory = directory
        self.threads = threads
    }

    package func send(_ message: MailMessage) async throws {
        do {
            let content = try rendered(message)
            let name = "\(try MailDate(seconds: message.date).compact)-\(message.messageID).eml"
            try await threads.runIfActive { [directory] in
                try FileManager.default.createDirectory(
                    atPath: directory, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
                try DurableFile.write(content, to: name, in: directory)
            }
        } catch {
            throw MailFailure.wrapping(error)
        }
    }
}
