/// Many lists of small numbers in one array, one behind the other.
struct PackedLists: Sendable {
    let values: [UInt16]
    private let starts: [UInt32]

    init(_ lists: some Sequence<[UInt16]>) {
        var values: [UInt16] = []
        var starts: [UInt32] = [0]
        for list in lists {
            values += list
            starts.append(UInt32(values.count))
        }
        self.values = values
        self.starts = starts
    }

    /// Where in `values` a list stands.
    @inline(__always)
    func range(of list: Int) -> Range<Int> { Int(starts[list])..<Int(starts[list + 1]) }
}
