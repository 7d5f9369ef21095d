/// A portal's colours made from its accent, so that every text on them keeps a contrast of 4.5:1 (WCAG 2.2, 1.4.3), light and dark.
struct Theme: Sendable, Hashable {
    let light: Scheme
    let dark: Scheme

    /// The four colours that a portal's own style sheet sets.
    struct Scheme: Sendable, Hashable {
        let accent: Colour
        let ink: Colour
        let soft: Colour
        let line: Colour
    }

    init(_ accent: Colour) {
        light = Theme.scheme(accent, Ground.light)
        dark = Theme.scheme(accent, Ground.dark)
    }

    static let leastContrast = 4.5

    /// What accents are written on, and what is written on tints of them: the tokens of the main style sheet.
    private struct Ground {
        let towards: Colour
        let move: @Sendable (Colour, Int) -> Colour
        let surfaces: [Colour]
        let inks: [Colour]
        let softness: Int

        static let light = Ground(
            towards: .black, move: { $0.mixed(with: .black, $1) },
            surfaces: [.white, Colour(0xfa, 0xf9, 0xf6), Colour(0xf3, 0xf1, 0xec)],
            inks: [Colour(0x1d, 0x1b, 0x17), Colour(0x57, 0x52, 0x4a), Colour(0x6b, 0x65, 0x5b)], softness: 12)
        static let dark = Ground(
            towards: .white, move: { $0.lightened($1) },
            surfaces: [Colour(0x1e, 0x1c, 0x17), Colour(0x16, 0x15, 0x0f), Colour(0x25, 0x23, 0x1d)],
            inks: [Colour(0xf2, 0xef, 0xe8), Colour(0xc2, 0xbc, 0xb0), Colour(0xa3, 0x9c, 0x8f)], softness: 18)
    }

    /// The accent is moved away from the ground until it can be read on it and on its own tint; the tint is as strong as the texts on it allow.
    private static func scheme(_ accent: Colour, _ ground: Ground) -> Scheme {
        for step in stride(from: 0, through: 100, by: 2) {
            let moved = ground.move(accent, step)
            let soft = tint(of: moved, ground)
            if (ground.surfaces + [soft]).allSatisfy({ moved.contrast(with: $0) >= leastContrast }) {
                return Scheme(
                    accent: moved, ink: ink(on: moved), soft: soft,
                    line: ground.surfaces[0].mixed(with: moved, ground.softness * 5 / 2))
            }
        }
        return Scheme(
            accent: ground.towards, ink: ink(on: ground.towards), soft: ground.surfaces[2], line: ground.surfaces[2])
    }

    private static func tint(of accent: Colour, _ ground: Ground) -> Colour {
        for strength in stride(from: ground.softness, to: 0, by: -2) {
            let soft = ground.surfaces[0].mixed(with: accent, strength)
            if ground.inks.allSatisfy({ $0.contrast(with: soft) >= leastContrast }) { return soft }
        }
        return ground.surfaces[2]
    }

    /// White or a nearly black tint: one of the two can always be read.
    private static func ink(on accent: Colour) -> Colour {
        let dark = accent.mixed(with: .black, 85)
        return [.white, dark].first { $0.contrast(with: accent) >= leastContrast } ?? .black
    }

    /// `screen and`, so that paper stays light.
    var css: String {
        ":root{\(declarations(light))}\n@media screen and (prefers-color-scheme:dark){:root{\(declarations(dark))}}\n"
    }

    private func declarations(_ scheme: Scheme) -> String {
        "--accent:\(scheme.accent.hex);--accent-ink:\(scheme.ink.hex);--accent-soft:\(scheme.soft.hex);--accent-line:\(scheme.line.hex)"
    }
}
