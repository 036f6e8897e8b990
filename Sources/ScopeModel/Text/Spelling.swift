/// The word somebody probably meant.
package enum Spelling {
    /// The nearest of the candidates, at most two slips away and fewer than half the letters; nil
    /// where none is near. Case counts for nothing.
    package static func nearest(to word: String, among candidates: [String]) -> String? {
        let word = Array(word.lowercased().utf8)
        guard (2...32).contains(word.count) else { return nil }
        var best: (rank: Int, candidate: String)?
        for candidate in candidates {
            let letters = Array(candidate.lowercased().utf8)
            let distance = distance(word, letters)
            guard distance <= 2, distance * 2 <= word.count else { continue }
            // Among equals the one that begins alike: people seldom miss the first letters.
            let common = zip(word, letters).prefix { $0 == $1 }.count
            let rank = distance * 64 - common
            if rank < best?.rank ?? .max { best = (rank, candidate) }
        }
        return best?.candidate
    }

    /// ` did you mean "theme"?` with its comma, or nothing.
    package static func suggestion(for word: String, among candidates: [String]) -> String {
        nearest(to: word, among: candidates).map { ", did you mean \"\($0)\"?" } ?? ""
    }

    /// Letters to add, drop, change or swap with their neighbour.
    private static func distance(_ one: [UInt8], _ other: [UInt8]) -> Int {
        var earlier: [Int] = []
        var row = Array(0...other.count)
        for i in one.indices {
            var next = [i + 1]
            for j in other.indices {
                var cost = min(row[j + 1] + 1, next[j] + 1, row[j] + (one[i] == other[j] ? 0 : 1))
                if i > 0, j > 0, one[i] == other[j - 1], one[i - 1] == other[j] {
                    cost = min(cost, earlier[j - 1] + 1)
                }
                next.append(cost)
            }
            earlier = row
            row = next
        }
        return row[other.count]
    }
}
