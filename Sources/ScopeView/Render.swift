import ScopeModel
import TerminalCore

/// The whole screen. Pure: the same model gives the same grid.
package func render(_ model: Model) -> Grid {
    var canvas = Canvas(model)
    canvas.drawAll()
    return canvas.grid
}

/// A grid in the making and what it is made from.
struct Canvas {
    let model: Model
    let layout: Layout
    let glyphs: Glyphs
    var grid: Grid

    init(_ model: Model) {
        self.model = model
        layout = model.layout
        glyphs = model.options.isUnicode ? .unicode : .ascii
        grid = Grid(size: model.screen)
    }

    mutating func drawAll() {
        guard layout.kind != .none else { return drawTooSmall() }
        if let comparing = model.comparing, model.overlay == nil {
            drawComparing(comparing)
            drawNotice()
            drawHints()
            return drawPopup()
        }
        drawHeader()
        if model.isShowingFailures { drawFailures() } else { drawTranscript() }
        drawDiagnosis()
        drawSession()
        drawStatus()
        drawPrompt()
        drawNotice()
        drawHints()
        drawPopup()
    }

    private mutating func drawTooSmall() {
        let size = model.screen
        guard size.rows > 0 else { return }
        let need = Layout.smallest
        put(
            Span("smtpscope: need \(need), have \(size)", .warning),
            at: Position(column: 0, row: 0), width: size.columns)
        grid.cursor = size.columns > 0 ? Position(column: 0, row: 0) : nil
    }

    /// Draws a span and answers its columns. Signs that ASCII lacks are left out of our own texts.
    @discardableResult
    mutating func put(_ span: Span, at position: Position, width: Int) -> Int {
        guard width > 0 else { return 0 }
        var text = span.text
        if !model.options.isUnicode, text.utf8.contains(where: { $0 >= 0x80 }) {
            text = text.filter { $0 != "\u{A7}" }
        }
        return grid.put(
            text, at: position, role: span.role, attributes: span.attributes, width: width)
    }

    /// Draws a line in a width, its trailing part at the right edge where it fits.
    mutating func put(_ line: StyledLine, at position: Position, width: Int) {
        var column = 0
        for span in line.spans {
            column += put(
                span, at: Position(column: position.column + column, row: position.row),
                width: width - column)
        }
        let trailing = line.trailing.reduce(0) { $0 + $1.columns }
        guard trailing > 0, column + trailing + 1 <= width else { return }
        var place = position.column + width - trailing
        for span in line.trailing {
            place += put(
                span, at: Position(column: place, row: position.row),
                width: position.column + width - place)
        }
    }

    /// Draws lines into a rectangle, as many as fit.
    mutating func put(_ lines: some Sequence<StyledLine>, in rect: Rect) {
        for (index, line) in lines.prefix(rect.size.rows).enumerated() {
            put(
                line, at: Position(column: rect.column, row: rect.row + index),
                width: rect.size.columns)
        }
    }
}
