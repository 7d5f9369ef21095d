import Core
import HTML

/// Documents published by month over a year, as bars with all figures in a sentence.
struct HomeChart: Sendable {
    let months: [Month]
    let counts: [Int64]
    let language: Language

    /// Nil when there is nothing to draw.
    init?(_ contents: HomeContents, today: Day, language: Language) {
        let documents = contents.figures.values.filter { $0.months.count == 12 }
        let counts = (0..<12).map { index in documents.reduce(Int64(0)) { $0 + $1.months[index] } }
        guard counts.contains(where: { $0 > 0 }), documents.allSatisfy(\.isWhole) else { return nil }
        months = Month.last12(today)
        self.counts = counts
        self.language = language
    }

    var html: HTML {
        let highest = counts.max() ?? 1
        return """
            <figure class="fig"><svg class="chart" viewBox="0 0 620 180" role="img" aria-labelledby="chart-t"><title id="chart-t">\(sentence)</title>\
            <line class="axis" x1="0" x2="620" y1="150.5" y2="150.5"/>\(each: counts.indices, { bar($0, highest) })</svg></figure>
            """
    }

    private var sentence: String {
        let figures = zip(months, counts).map { "\($0.name(language)) \($1)" }.joined(separator: ", ")
        return Phrase(fr: "Documents publiés par mois : \(figures).", en: "Documents published by month: \(figures).")(
            language)
    }

    private func bar(_ index: Int, _ highest: Int64) -> HTML {
        let count = counts[index]
        let height = count == 0 ? 0 : max(4, Int(count * 120 / max(1, highest)))
        let left = 10 + 51 * index
        let isNow = index == counts.count - 1
        let name = months[index].name(language)
        let letter = String(name.prefix(1)).uppercased()
        let rect: HTML = """
            <rect class="bar\(" now", if: isNow)" x="\(left)" y="\(150 - height)" width="32" height="\(height)" rx="4"><title>\(name) \(months[index].year) · \(count)</title></rect>
            """
        let figure: HTML = "<text class=\"val\" x=\"\(left + 16)\" y=\"\(141 - height)\">\(count)</text>"
        return
            "\(rect, if: height > 0)<text x=\"\(left + 16)\" y=\"173\">\(letter)</text>\(figure, if: count > 0 && (isNow || index == counts.lastIndex(of: highest)))"
    }
}
