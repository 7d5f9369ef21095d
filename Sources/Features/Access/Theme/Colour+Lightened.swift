extension Colour {
    /// This colour `percent` of the way to white, by its lightness: mixing with white would make it grey. Saturation falls on the way,
    /// because pale colours as saturated as dark ones glare. HSL as in CSS Color 4, section 7.
    func lightened(_ percent: Int) -> Colour {
        guard percent > 0 else { return self }
        let way = Double(min(percent, 100)) / 100
        let (hue, saturation, lightness) = hsl
        return Colour(
            hue: hue, saturation: saturation * (1 - 0.45 * min(1, way * 2)),
            lightness: lightness + (1 - lightness) * way)
    }

    /// Hue in sixths of the circle, saturation and lightness from 0 to 1.
    private var hsl: (hue: Double, saturation: Double, lightness: Double) {
        let (r, g, b) = (Double(red) / 255, Double(green) / 255, Double(blue) / 255)
        let (high, low) = (max(r, g, b), min(r, g, b))
        let (range, lightness) = (high - low, (high + low) / 2)
        guard range > 0 else { return (0, 0, lightness) }
        let saturation = range / (1 - abs(2 * lightness - 1))
        let hue = high == r ? (g - b) / range : high == g ? (b - r) / range + 2 : (r - g) / range + 4
        return (hue < 0 ? hue + 6 : hue, saturation, lightness)
    }

    private init(hue: Double, saturation: Double, lightness: Double) {
        let chroma = (1 - abs(2 * lightness - 1)) * saturation
        func channel(_ offset: Double) -> Int {
            let place = (hue + offset).truncatingRemainder(dividingBy: 6)
            let share = max(0, min(1, abs(place - 3) - 1))
            return Int(((lightness - chroma / 2 + chroma * share) * 255).rounded())
        }
        self.init(channel(0), channel(4), channel(2))
    }
}
