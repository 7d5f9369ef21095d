import Core
import HTML
import Store
import Web

/// A conversation as one side of it reads it.
struct TicketTalkView {
    let talk: TicketTalk
    let formats: Formats
    /// Staff read the answers of staff on their own side.
    let isReadByStaff: Bool
    /// The name behind which staff answer.
    let company: String
    let filePath: (RecordID) -> String

    private var language: Language { formats.language }

    var html: HTML { "<ol class=\"talk\">\(each: talk.items, item)</ol>" }

    private func item(_ item: TicketTalk.Item) -> HTML {
        switch item {
        case .message(let message): self.message(message)
        case .event(let actor, let state, let at):
            "<li class=\"event\">\(actor)\(language == .fr ? "\u{A0}: " : ": ")\(state(language)) · \(formats.moment(at))</li>"
        }
    }

    private func message(_ message: TicketTalk.Message) -> HTML {
        let isOurs = message.isFromStaff == isReadByStaff
        let inside: HTML =
            message.isPrivate ? "<small>\(Phrase(fr: "Note interne", en: "Internal note")(language))</small>" : ""
        let from: HTML = message.isFromStaff && !isReadByStaff ? "<small>\(company)</small>" : ""
        return """
            <li class="msg\(" ours", if: isOurs)\(" inside", if: message.isPrivate)"><span class="avatar\(" us", if: message.isFromStaff)" aria-hidden="true">\
            \(initials(message.author))</span><header><b>\(message.author)</b>\(from)\(inside)<time>\(formats.moment(message.at))</time></header>\
            <div class="bubble">\(paragraphs(message.body))\(files(message.files))</div></li>
            """
    }

    private func files(_ files: [StoredFile]) -> HTML {
        guard !files.isEmpty else { return .empty }
        return "<div class=\"files\">\(each: files, file)</div>"
    }

    private func file(_ file: StoredFile) -> HTML {
        if let state = file.scanChip {
            return
                "<span class=\"file\"><b class=\"i i-clip\"></b>\(file.name) \(chip(state.label(language), state.tone))</span>"
        }
        return
            "<a class=\"file\" href=\"\(filePath(file.id))\"><span class=\"i i-clip\"></span>\(file.name) <span>\(fileSize(file.size, formats))</span></a>"
    }

    /// Files that came with no message, as a box of their own.
    var otherFiles: HTML {
        guard !talk.otherFiles.isEmpty else { return .empty }
        return bodyPanel(
            Words.files(language), id: "files", count: talk.otherFiles.count,
            "<div class=\"files\">\(each: talk.otherFiles, file)</div>")
    }
}
