import CEmbedded
import Foundation
import Testing

@testable import SMTPDiagnosis

@Suite struct KnowledgeTests {
    private static let groups = ["phrases", "rules", "domains", "findings", "steps"]
    private static let tables = groups.flatMap { Knowledge.tables(for: $0) }

    @Test func everyFileIsInTheProgram() throws {
        let folder = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "../../Sources/CEmbedded/diagnosis").standardized
        let paths = try FileManager.default.subpathsOfDirectory(atPath: folder.path)
        let files = paths.filter { $0.hasSuffix(".tsv") }.map { String($0.dropLast(4)) }
        let names = Self.tables.map { table in
            files.contains("languages/" + table.name) ? "languages/" + table.name : table.name
        }

        #expect(Set(names) == Set(files))
        #expect(names.count == files.count)
    }

    @Test func aBlocklistNamesThePageWhereItIsLookedUp() throws {
        var diagnosis = ReplyDiagnosis()
        let found = diagnosis.classify(Array("550 5.7.1 listed at psbl.surriel.com".utf8)[...])
        let finding = try #require(found)

        #expect(finding.category == .ipBlocklisted)
        #expect(finding.steps.first?.text == "Look it up at https://psbl.org/remove")
    }

    @Test func everyRowOfEveryTableIsRead() {
        #expect(Knowledge.rules.faults == [])
        #expect(Knowledge.findings.faults == [])
        #expect(Knowledge.rules.rules.count > 400)
    }

    @Test func everyRowHasASourceAndADate() {
        for table in Self.tables {
            #expect(table.columns.suffix(2) == ["source", "date"], "\(table.name)")
            for row in table.rows {
                #expect(row.cells.count == table.columns.count, "\(table.name):\(row.line)")
                #expect(!row.text(table.columns.count - 2).isEmpty, "\(table.name):\(row.line)")
                #expect(row.text(table.columns.count - 1).count == 10, "\(table.name):\(row.line)")
            }
        }
    }

    @Test func everyCategoryIsExplained() {
        for category in Category.allCases {
            let entry = Knowledge.findings[category.rawValue]
            #expect(entry?.category == category)
        }
    }

    @Test func everyCategoryHasAStepToTryWithoutASession() {
        for category in Category.allCases {
            let finding = Knowledge.findings.finding(
                category.rawValue, certainty: .stated, in: Situation(), evidence: [], rule: "")
            #expect(!finding.steps.isEmpty, "\(category)")
        }
    }

    @Test func everyRulesFinerIdIsExplainedAndOfItsCategory() {
        for rule in Knowledge.rules.rules {
            let entry = Knowledge.findings[rule.id]
            #expect(entry?.category == rule.category, "\(rule.name) \(rule.id)")
        }
    }

    @Test func everyFindingHasStepsAndWholeSentences() {
        for entry in Knowledge.findings.entries {
            let finding = Knowledge.findings.finding(entry.id, certainty: .inferred, rule: "test")
            #expect(!entry.title.hasSuffix("."), "\(entry.id)")
            #expect(entry.what.hasSuffix(".") && entry.why.hasSuffix("."), "\(entry.id)")
            var session = Situation()
            session.facts = ["session"]
            let live = Knowledge.findings.finding(
                entry.id, certainty: .inferred, in: session, rule: "test")
            #expect(!(finding.steps + live.steps).isEmpty, "\(entry.id)")
        }
    }

    @Test func aCauseIsNoAdvice() {
        let orders = ["Send ", "Use ", "Try ", "Wait ", "Ask ", "Check ", "Read ", "No blank"]
        let asides = ["; do not ", "; start ", "; its administrator ", "must know SMTPUTF8"]
        for entry in Knowledge.findings.entries {
            #expect(!orders.contains { entry.why.hasPrefix($0) }, "\(entry.id): \(entry.why)")
            #expect(!asides.contains { entry.why.contains($0) }, "\(entry.id): \(entry.why)")
        }
        #expect(Knowledge.findings["greylisted"]?.why.contains("Spam programs") == true)
    }

    @Test func theTablesUseNoDash() {
        for table in Self.tables {
            for row in table.rows {
                #expect(
                    !row.cells.contains {
                        $0.contains(0xE2) && String(decoding: $0, as: UTF8.self).contains("—")
                    })
            }
        }
    }
}

@Suite struct LabDiagnosisTests {
    @Test func everyDiagnosisOfALabIsAKnownName() {
        for index in 0..<embedded_lab_count() {
            let file = embedded_lab(index)
            let text = String(
                decoding: UnsafeBufferPointer(start: file.bytes, count: Int(file.count)),
                as: UTF8.self)
            for line in text.split(separator: "\n") where line.hasPrefix("@diagnosis ") {
                let name = String(line.dropFirst(11))
                #expect(name == "none" || Knowledge.findings[name] != nil, "\(name)")
            }
        }
    }
}
