import CurlShim
import Foundation

/// One mail through one libcurl handle; blocks, so it is used on a thread of its own.
struct SMTPConversation: ~Copyable {
    private let handle: OpaquePointer

    private static let isReady = curl_shim_prepare() == 0

    init(_ settings: SMTPSettings) throws {
        guard Self.isReady, let handle = curl_shim_open(Self.address(settings)) else {
            throw MailFailure.deferred(code: nil, reason: "libcurl could not start")
        }
        self.handle = handle
        curl_shim_limits(handle, Self.milliseconds(settings.connectTimeout), Self.milliseconds(settings.totalTimeout))
        if settings.security == .starttls { curl_shim_require_tls(handle) }
        if let login = settings.login { curl_shim_login(handle, login.username, login.password) }
        trust(settings.trust)
    }

    deinit { curl_shim_close(handle) }

    /// Returns when the server took the mail for every recipient; throws `MailFailure` otherwise.
    func send(_ content: [UInt8], from sender: Mailbox, to recipients: [Mailbox]) throws {
        curl_shim_sender(handle, sender.address)
        for recipient in recipients { curl_shim_recipient(handle, recipient.address) }
        let result = content.withUnsafeBufferPointer { curl_shim_send(handle, $0.baseAddress, $0.count) }
        guard result == 0 else { throw failure }
    }

    private func trust(_ trust: SMTPTrust) {
        switch trust {
        case .system: break
        case .anything: curl_shim_trust_any(handle)
        case .only(let path):
            var isDirectory: ObjCBool = false
            _ = FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory)
            curl_shim_trust_only(handle, isDirectory.boolValue ? nil : path, isDirectory.boolValue ? path : nil)
        }
    }

    private var failure: MailFailure {
        let line = SMTPReply.cleaned(String(cString: curl_shim_reply_line(handle)))
        let said = SMTPReply.cleaned(String(cString: curl_shim_failure(handle)))
        return SMTPReply(
            code: curl_shim_reply_code(handle), isAboutThisMail: curl_shim_stage_reached(handle) != CURL_SHIM_SESSION,
            reason: line.isEmpty ? said : line
        ).failure
    }

    /// libcurl says the path as the EHLO name.
    private static func address(_ settings: SMTPSettings) -> String {
        let scheme = settings.security == .tls ? "smtps" : "smtp"
        let host = settings.host.contains(":") ? "[\(settings.host)]" : settings.host
        return "\(scheme)://\(host):\(settings.port)/\(settings.ehloName)"
    }

    private static func milliseconds(_ duration: Duration) -> Int {
        Int(duration.components.seconds) * 1000 + Int(duration.components.attoseconds / 1_000_000_000_000_000)
    }
}
