import SMTPCore

/// The word somebody probably meant.
enum NearestWord {
    /// The nearest of the candidates, at most two slips away and fewer than half the letters;
    /// nil where none is near. Case counts for nothing. Long words are not looked at.
    static func to(_ word: String, in candidates: some Sequence<String>) -> String? {
        let word = word.utf8.map(ASCII.upper)
        guard (2...32).contains(word.count) else { return nil }
        var best: (distance: Int, candidate: String)?
        for candidate in candidates {
            let distance = distance(word, candidate.utf8.map(ASCII.upper))
            guard distance <= 2, distance * 2 <= word.count else { continue }
            if distance < best?.distance ?? .max { best = (distance, candidate) }
        }
        return best?.candidate
    }

    /// Letters to add, drop, change or swap with their neighbour.
    private static func distance(_ one: [UInt8], _ other: [UInt8]) -> Int {
        guard abs(one.count - other.count) <= 2 else { return 3 }
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
            (earlier, row) = (row, next)
        }
        return row[other.count]
    }
}
