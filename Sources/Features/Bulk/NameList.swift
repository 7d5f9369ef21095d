import Core
import HTML
import Web

/// The first names of many, each leading to its page where there is one, and how many more there are.
func nameList(_ people: [(name: String, path: String?)], of count: Int, _ formats: Formats) -> HTML {
    guard !people.isEmpty else { return .empty }
    let names: [HTML] = people.map { person in
        person.path.map { "<li><a href=\"\($0)\">\(person.name)</a></li>" as HTML } ?? "<li>\(person.name)</li>"
    }
    let more = formats.number(Int64(count - people.count))
    let others = Phrase(fr: "et \(more) de plus", en: "and \(more) more")(formats.language)
    return "<ul class=\"names\">\(names)\("<li>\(others)</li>", if: count > people.count)</ul>"
}

/// One reason with what helps, and the records it concerns.
func obstacleGroup(
    _ reason: BulkObstacle, _ remedies: Remedies, _ help: HTML, _ people: [(name: String, path: String?)],
    of count: Int,
    _ formats: Formats
) -> HTML {
    let language = formats.language
    return """
        <li><h3>\(remedies.reason(reason)(language)) <span class="n">\(formats.number(Int64(count)))</span></h3><p>\(remedies.text(reason)(language))</p>\(help)\
        \(nameList(people, of: count, formats))</li>
        """
}
