import CEmbedded
import Testing

@testable import SMTPDiagnosis

/// Reads every row of every table of the pocket reference.
struct ReferenceTableTests {
    @Test(arguments: ReferenceSection.allCases)
    func everyLineOfTheTableHasTheColumnsOfItsHeader(_ section: ReferenceSection) {
        let table = section.table

        #expect(table.malformed == 0)
        #expect(!table.rows.isEmpty)
        #expect(table.rows.count == Reference.entries(in: section).count)
        #expect(Set(["brief", "paragraph", "source", "checked"]).isSubset(of: table.columns))
        #expect(Set(table.columns).count == table.columns.count)
    }

    @Test(arguments: ReferenceSection.allCases)
    func everyCellThatMustBeFilledIsFilled(_ section: ReferenceSection) {
        let table = section.table

        for row in table.rows {
            for (column, cell) in zip(table.columns, row) where column != "values" {
                #expect(!cell.isEmpty, "\(column) of \(row[0])")
                #expect(cell.first != " " && cell.last != " ", "\(column) of \(row[0])")
                #expect(!cell.utf8.contains { $0 < 0x20 || $0 == 0x7f }, "\(column) of \(row[0])")
            }
        }
    }

    @Test(arguments: ReferenceSection.allCases)
    func everyBriefFitsAnAnnotationRow(_ section: ReferenceSection) {
        for entry in Reference.entries(in: section) {
            #expect(entry.brief.utf8.count <= 64, "\(entry.name): \(entry.brief)")
            #expect(entry.brief.utf8.allSatisfy { $0 < 0x80 }, "\(entry.name): \(entry.brief)")
            #expect(entry.brief.last != ".", "\(entry.name): \(entry.brief)")
            #expect(entry.brief.first?.isLowercase == false, "\(entry.name): \(entry.brief)")
        }
    }

    @Test(arguments: ReferenceSection.allCases)
    func everyParagraphIsTwoToFourSentences(_ section: ReferenceSection) {
        for entry in Reference.entries(in: section) {
            let count = sentences(in: entry.paragraph)

            #expect(2...4 ~= count, "\(entry.name) has \(count): \(entry.paragraph)")
            #expect(entry.paragraph.last == ".", "\(entry.name)")
            #expect(entry.paragraph.first?.isLowercase == false, "\(entry.name)")
            #expect(!entry.paragraph.contains("  "), "\(entry.name)")
        }
    }

    @Test(arguments: ReferenceSection.allCases)
    func everyRowNamesItsSourceAndTheDayItWasChecked(_ section: ReferenceSection) {
        for entry in Reference.entries(in: section) {
            let day = entry.checked.split(separator: "-").compactMap { Int($0) }

            #expect(day.count == 3 && day[0] >= 2026, "\(entry.name): \(entry.checked)")
            for source in entry.source.split(separator: "; ") {
                #expect(source.utf8.count >= 7, "\(entry.name): \(source)")
                if source.hasPrefix("RFC ") {
                    let number = source.dropFirst(4).prefix { $0.isNumber }
                    #expect(800...9999 ~= (Int(number) ?? 0), "\(entry.name): \(source)")
                }
            }
        }
    }

    @Test func noReplyAnswersTheSameCommandTwice() {
        var seen: Set<String> = []
        for entry in Reference.entries(in: .replies) {
            for verb in entry.verbs.isEmpty ? ["*"] : entry.verbs {
                #expect(seen.insert("\(entry.name) \(verb)").inserted, "\(entry.name) \(verb)")
            }
        }
    }

    @Test func everyReplyCodeIsInRangeAndEveryVariantHasAGeneralRow() {
        for entry in Reference.entries(in: .replies) {
            guard let code = Int(entry.name) else {
                #expect(entry.name.count == 3 && entry.name.last == "z", "\(entry.name)")
                continue
            }
            #expect(200...559 ~= code && code / 10 % 10 <= 5, "\(code)")
            #expect(Reference.reply(code: code, to: nil)?.name == entry.name)
        }
    }

    @Test func everyVariantOfAReplyNamesAKnownCommand() {
        let stages = [
            Reference.greeting, Reference.greetingOfLMTP, Reference.endOfMessage,
        ]
        for entry in Reference.entries(in: .replies) {
            for verb in entry.verbs where !stages.contains(verb) {
                #expect(Reference.verb(verb) != nil, "\(entry.name) to \(verb)")
            }
        }
    }

    @Test(arguments: [
        ReferenceSection.enhancedCodes, .keywords, .verbs, .mechanisms, .ports, .documents, .script,
    ])
    func noNameOccursTwice(_ section: ReferenceSection) {
        let entries = Reference.entries(in: section)

        #expect(Set(entries.map { $0.name.lowercased() }).count == entries.count)
    }

    @Test func everyEnhancedCodeIsWellFormedAndNamesItsClasses() {
        for entry in Reference.entries(in: .enhancedCodes) {
            let parts = entry.name.split(separator: ".")

            #expect(["X", "2", "4", "5"].contains(parts[0]), "\(entry.name)")
            #expect(!entry.classes.isEmpty && Set(entry.classes).isSubset(of: [2, 4, 5]))
            #expect(entry.classes == entry.classes.sorted())
            if let only = Int(parts[0]) { #expect(entry.classes == [only], "\(entry.name)") }
            if parts.count > 1 { #expect(0...7 ~= (Int(parts[1]) ?? -1), "\(entry.name)") }
        }
    }

    @Test func everyParameterBelongsToMailOrRcptAndExplainsItsValues() {
        for entry in Reference.entries(in: .parameters) {
            #expect(!entry.verbs.isEmpty && Set(entry.verbs).isSubset(of: ["MAIL", "RCPT"]))
            #expect(entry.syntax?.hasPrefix(entry.name) == true, "\(entry.name)")
            #expect(entry.example?.hasPrefix(entry.name) == true, "\(entry.name)")
            for value in entry.values {
                #expect(!value.name.isEmpty && !value.meaning.isEmpty, "\(entry.name)")
            }
        }
    }

    @Test func everyVerbHasSyntaxExampleAndPlace() {
        for entry in Reference.entries(in: .verbs) {
            #expect(entry.syntax?.hasPrefix(entry.name) == true, "\(entry.name)")
            #expect(entry.example?.hasPrefix(entry.name) == true, "\(entry.name)")
            #expect(entry.when?.isEmpty == false, "\(entry.name)")
        }
    }

    @Test func everyKeywordAndMechanismCarriesAJudgement() {
        for entry in Reference.entries(in: .keywords) {
            let standings: [ReferenceStanding] = [.registered, .old, .private, .damaged]
            #expect(entry.standing.map(standings.contains) == true, "\(entry.name)")
        }
        for entry in Reference.entries(in: .mechanisms) {
            let standings: [ReferenceStanding] = [.safe, .tlsOnly, .weak, .open]
            #expect(entry.standing.map(standings.contains) == true, "\(entry.name)")
        }
    }

    /// How many sentences a paragraph has: full stops before a space or at its end.
    private func sentences(in paragraph: String) -> Int {
        let bytes = Array(paragraph.utf8) + [UInt8(ascii: " ")]
        return zip(bytes, bytes.dropFirst())
            .count { $0 == UInt8(ascii: ".") && $1 == UInt8(ascii: " ") }
    }
}

extension ReferenceSection {
    /// The table of the section as it is embedded.
    fileprivate var table: RegistryTable {
        switch self {
        case .replies: RegistryTable(embedded_registry_reply_codes())
        case .enhancedCodes: RegistryTable(embedded_registry_enhanced_codes())
        case .keywords: RegistryTable(embedded_registry_keywords())
        case .verbs: RegistryTable(embedded_registry_verbs())
        case .parameters: RegistryTable(embedded_registry_parameters())
        case .mechanisms: RegistryTable(embedded_registry_mechanisms())
        case .ports: RegistryTable(embedded_registry_ports())
        case .documents: RegistryTable(embedded_registry_rfcs())
        case .script: RegistryTable(embedded_registry_script())
        }
    }
}
