import Core
import HTML
import Web

/// The control of a conversation in which files are joined to a message.
struct FileControl {
    var problem: FieldProblem?
    /// How much the sender's account has left; nil for staff.
    var left: Int64?
    static let name = "files"

    func html(_ language: Language) -> HTML {
        let label = Phrase(fr: "Joindre des fichiers", en: "Attach files")(language)
        let name = FileControl.name
        let error: HTML? = problem.map { "<p class=\"err\" id=\"\(name)-err\">\($0.message(language))</p>" }
        let described = name + "-hint" + (problem == nil ? "" : " \(name)-err")
        return """
            <div class="field"><label class="sr" for="\(name)">\(label)</label><input id="\(name)" type="file" name="\(name)" multiple\
            \(" aria-invalid=\"true\"", if: problem != nil) aria-describedby="\(described)"><p class="hint" id="\(name)-hint">\(FileRoom.hint(left: left, language))</p>\(error)</div>
            """
    }
}
