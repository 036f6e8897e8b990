extension String {
    /// Whether it reads `name=value`, as options take it; the value may be empty.
    var isAssignment: Bool {
        guard let sign = firstIndex(of: "=") else { return false }
        return sign > startIndex
    }
}
