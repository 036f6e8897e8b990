/// Why a line cannot be read. Columns are octets of the line, from 0.
struct LineError: Error {
    var message: String
    var help: String?
    var range: Range<Int>
}
