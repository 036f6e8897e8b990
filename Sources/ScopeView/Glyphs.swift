/// The signs boxes are drawn with. Marks such as `C>` are the same everywhere.
struct Glyphs {
    let horizontal: Character
    let vertical: Character
    let topLeft: Character
    let topRight: Character
    let bottomLeft: Character
    let bottomRight: Character
    let teeDown: Character
    let teeUp: Character
    let teeRight: Character
    let teeLeft: Character

    static let ascii = Glyphs(
        horizontal: "-", vertical: "|", topLeft: "+", topRight: "+", bottomLeft: "+",
        bottomRight: "+", teeDown: "+", teeUp: "+", teeRight: "+", teeLeft: "+")

    static let unicode = Glyphs(
        horizontal: "\u{2500}", vertical: "\u{2502}", topLeft: "\u{250C}", topRight: "\u{2510}",
        bottomLeft: "\u{2514}", bottomRight: "\u{2518}", teeDown: "\u{252C}", teeUp: "\u{2534}",
        teeRight: "\u{251C}", teeLeft: "\u{2524}")
}
