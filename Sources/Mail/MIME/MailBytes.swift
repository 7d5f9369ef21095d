/// Byte constants of the mail format.
enum MailBytes {
    static let crlf: [UInt8] = [13, 10]
}
