import Core
import HTML
import Web

/// What stands around a record's fields: where the form goes, what it carries along, its buttons.
struct RecordFormFrame {
    let action: String
    let submit: String
    let cancel: String
    var hidden: [(name: String, value: String)] = []
    /// The form carries files.
    var hasFiles = false
    /// Above the fields of a group.
    var above: [FieldKind: HTML] = [:]
    /// Below the fields, above the buttons.
    var extra = HTML.empty
}

extension RecordForm {
    private var hasFiles: Bool { fields.contains { $0.type is FileType } }

    /// The whole form. The first button is the one that Enter presses, so it saves; searches have buttons of their own.
    func html(_ frame: RecordFormFrame) -> HTML {
        """
        \(summary)<div class="panel"><form class="form body" method="post" action="\(frame.action)"\(" enctype=\"multipart/form-data\"", if: frame.hasFiles || hasFiles) novalidate data-guard>\
        <button class="sr" tabindex="-1" aria-hidden="true">\(frame.submit)</button>\
        \(each: frame.hidden, { "<input type=\"hidden\" name=\"\($0.name)\" value=\"\($0.value)\">" })\(controls(above: frame.above))\(frame.extra)\
        <div class="form-acts"><button class="btn main">\(frame.submit)</button><a class="btn quiet" href="\(frame.cancel)">\(Words.cancel(language))</a>\(unsavedCount(language))</div>\
        </form></div>
        """
    }
}
