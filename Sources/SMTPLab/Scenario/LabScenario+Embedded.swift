import CEmbedded

extension LabScenario {
    /// The ids of the scenarios in the program, in the order of the list people see.
    package static let ids: [String] = (0..<embedded_lab_count()).map {
        String(cString: embedded_lab_name($0))
    }

    /// Every scenario in the program, in the order of `ids`.
    package static let all: [LabScenario] = ids.compactMap { named($0) }

    /// One scenario of the program; nil where there is none of that id. Reads only that file.
    package static func named(_ id: String) -> LabScenario? {
        guard let octets = source(of: id) else { return nil }
        return try? parse(octets, file: id + ".lab")
    }

    /// The text of a scenario's file, as it is in the program.
    package static func source(of id: String) -> [UInt8]? {
        guard let index = ids.firstIndex(of: id) else { return nil }
        let file = embedded_lab(UInt32(index))
        return Array(UnsafeBufferPointer(start: file.bytes, count: Int(file.count)))
    }
}
