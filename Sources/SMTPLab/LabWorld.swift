import SMTPCore

/// What all connections share: the scenario, the letters, the rules and chance.
struct LabWorld: Sendable {
    private static let letterLimit = 100
    private static let octetLimit = 32 << 20

    let scenario: LabScenario
    let hmacMD5: Lab.KeyedHash
    var random: LabRandom
    var book: RuleBook
    private(set) var letters = Queue<Letter>()
    private var letterOctets = 0
    private var letterCount = 0

    init(scenario: LabScenario, seed: UInt64, hmacMD5: @escaping Lab.KeyedHash) {
        self.scenario = scenario
        self.hmacMD5 = hmacMD5
        random = LabRandom(seed: seed)
        book = RuleBook(scenario.rules, seed: seed)
    }

    /// Keeps a letter and gives it its number.
    mutating func deliver(_ letter: Letter) -> Int {
        letterCount += 1
        var letter = letter
        letter.number = letterCount
        letters.append(letter)
        letterOctets += letter.content.count
        while letters.count > Self.letterLimit || letterOctets > Self.octetLimit,
            let oldest = letters.popFirst()
        {
            letterOctets -= oldest.content.count
        }
        return letterCount
    }
}
