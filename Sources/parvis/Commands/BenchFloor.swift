import ArgumentParser
import Foundation
import HTTPTypes
import Hummingbird
import Logging
import NIOCore

/// The floor that pages are measured against: a bare Hummingbird handler that answers with the same head and bytes every time.
struct BenchFloor: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bench-floor", abstract: "Answer with a file's bytes.", shouldDisplay: false)
    @Option(help: "Port to listen on.") var port: Int
    @Option(help: "An answer as 'curl -si' writes it: head, empty line, body.") var bytes: String

    func run() async throws {
        let answer = try Answer(Data(contentsOf: URL(fileURLWithPath: bytes)))
        let router = Router()
        router.get("**") { _, _ in
            Response(status: .ok, headers: answer.headers, body: ResponseBody(byteBuffer: answer.body))
        }
        let logger = Logs.start(json: false, level: "warning")
        let server = Application(
            router: router, configuration: .init(address: .hostname("127.0.0.1", port: port), serverName: nil),
            logger: logger)
        try await server.runService()
    }
}

/// A recorded answer. The server adds date and length by itself.
private struct Answer: Sendable {
    let headers: HTTPFields
    let body: ByteBuffer

    init(_ data: Data) throws {
        guard let end = data.firstRange(of: Data("\r\n\r\n".utf8)) else {
            throw ValidationError("The file does not hold an answer.")
        }
        var fields = HTTPFields()
        for line in String(decoding: data[..<end.lowerBound], as: UTF8.self).split(separator: "\r\n").dropFirst() {
            let halves = line.split(separator: ":", maxSplits: 1)
            guard halves.count == 2, let name = HTTPField.Name(String(halves[0])), name != .date, name != .contentLength
            else { continue }
            fields.append(HTTPField(name: name, value: halves[1].trimmingCharacters(in: .whitespaces)))
        }
        headers = fields
        body = ByteBuffer(bytes: data[end.upperBound...])
    }
}
