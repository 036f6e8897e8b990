/// A sentence such as `If you believe this is an error, contact the administrator.` Servers of
/// every kind add it, and its words say nothing about the cause.
enum AdviceSentence {
    private static let verbs = ["believe", "think", "feel", "suspect", "consider", "have "].map {
        Array($0.utf8)
    }

    /// The first one in a line, from its `If` to its full stop or the line's end; nil without one.
    static func first(in line: ArraySlice<UInt8>) -> Range<Int>? {
        var index = line.startIndex
        while index + 12 < line.endIndex {
            if line[index] | 32 == UInt8(ascii: "i"), begins(at: index, in: line) {
                return index..<end(of: line[index...])
            }
            index += 1
        }
        return nil
    }

    private static func begins(at start: Int, in line: ArraySlice<UInt8>) -> Bool {
        guard line[start + 1] | 32 == UInt8(ascii: "f"), line[start + 2] == 32,
            line[start + 3] | 32 == UInt8(ascii: "y"), line[start + 4] | 32 == UInt8(ascii: "o"),
            line[start + 5] | 32 == UInt8(ascii: "u"), line[start + 6] == 32,
            start == line.startIndex || !Octet.isLetter(line[start - 1])
        else { return false }
        let rest = line[(start + 7)...]
        return verbs.contains { verb in
            rest.count >= verb.count && zip(rest, verb).allSatisfy { $0 | 32 == $1 }
        }
    }

    /// Behind the full stop that ends the sentence.
    private static func end(of sentence: ArraySlice<UInt8>) -> Int {
        var index = sentence.startIndex
        while index < sentence.endIndex {
            if sentence[index] == UInt8(ascii: "."),
                index + 1 == sentence.endIndex || sentence[index + 1] <= 32
            {
                return index + 1
            }
            index += 1
        }
        return sentence.endIndex
    }
}
