/// The word somebody probably meant.
package enum Spelling {
    /// The nearest of the candidates, at most two slips away and fewer than half the letters; nil
    /// where none is near. Case counts for nothing. Long words are not looked at.
    package static func nearest(
        to word: String, among candidates: some Sequence<String>
    ) -> String? {
        let word = word.utf8.map(ASCII.upper)
        guard (2...32).contains(word.count) else { return nil }
        var best: (rank: Int, candidate: String)?
        for candidate in candidates {
            let letters = candidate.utf8.map(ASCII.upper)
            let slips = slips(from: word, to: letters)
            guard slips <= 2, slips * 2 <= word.count else { continue }
            // Among equals the one that begins alike: people seldom miss the first letters.
            let rank = slips * 64 - zip(word, letters).prefix { $0 == $1 }.count
            if rank < best?.rank ?? .max { best = (rank, candidate) }
        }
        return best?.candidate
    }

    /// `, did you mean "theme"?`, or nothing.
    package static func suggestion(
        for word: String, among candidates: some Sequence<String>
    ) -> String {
        nearest(to: word, among: candidates).map { ", did you mean \"\($0)\"?" } ?? ""
    }

    /// Letters put in, left out, changed or swapped with their neighbour; 3 where the lengths
    /// differ by more than two.
    package static func slips(from word: [UInt8], to name: [UInt8]) -> Int {
        guard abs(word.count - name.count) <= 2 else { return 3 }
        var beforeLast: [Int] = []
        var last = Array(0...name.count)
        for (row, letter) in word.enumerated() {
            var current = [row + 1]
            for (column, other) in name.enumerated() {
                var least = min(
                    last[column] + (letter == other ? 0 : 1), last[column + 1] + 1,
                    current[column] + 1)
                if row > 0, column > 0, letter == name[column - 1], word[row - 1] == other {
                    least = min(least, beforeLast[column - 1] + 1)
                }
                current.append(least)
            }
            (beforeLast, last) = (last, current)
        }
        return last[name.count]
    }
}
