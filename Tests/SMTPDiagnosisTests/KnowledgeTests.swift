import CEmbedded
import Testing

@testable import SMTPDiagnosis

@Suite struct KnowledgeTests {
    private static let tables: [KnowledgeTable] = [
        Knowledge.table("concepts", embedded_diagnosis_concepts()),
        Knowledge.table("languages", embedded_diagnosis_languages()),
        Knowledge.table("providers", embedded_diagnosis_providers()),
        Knowledge.table("servers", embedded_diagnosis_servers()),
        Knowledge.table("blocklists", embedded_diagnosis_blocklists()),
        Knowledge.table("wording", embedded_diagnosis_wording()),
        Knowledge.table("codes", embedded_diagnosis_codes()),
        Knowledge.table("domains", embedded_diagnosis_domains()),
        Knowledge.table("findings", embedded_diagnosis_findings()),
        Knowledge.table("steps", embedded_diagnosis_steps()),
    ]

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
