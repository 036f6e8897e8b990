import SMTPLab
import SMTPTrace
import Synchronization
import Testing

@testable import ScopeEngine

@Suite
struct LabListenerTests {
    @Test func realClientsReachTheLabOverTCP() async throws {
        let lines = Mutex<[String]>([])
        let listener = try LabListener(LabScenario(), port: 0) { line in
            lines.withLock { $0.append(line.text) }
        }
        defer { listener.shutDown() }
        let session = Session()

        session.connect(.host("127.0.0.1", port: listener.port, .smtp))
        await session.startTLS()
        session.type("QUIT")
        await session.facts.reply(221)
        let ending = await session.facts.ending()

        #expect(ending?.how == .closedByServer)
        #expect(session.facts.reports.last?.chainProblem?.kind == .missingIssuer)
        #expect(session.facts.reports.last?.serverName == nil)
        #expect(lines.withLock { $0.first } == "connection from 127.0.0.1")
    }

    @Test func aPortThatIsTakenIsRefusedWithOneSentence() throws {
        let first = try LabListener(LabScenario(), port: 0) { _ in }
        defer { first.shutDown() }

        let error = #expect(throws: EngineError.self) {
            _ = try LabListener(LabScenario(), port: first.port) { _ in }
        }

        #expect(error?.code == .cannotListen)
        #expect(error?.description.contains("in use") == true)
    }

    @Test func aResetByTheLabIsToldAsReset() async throws {
        let scenario = try LabScenario.parse(
            Array("@lab test\non EHLO: abort\n".utf8), file: "test.lab")
        let listener = try LabListener(scenario, port: 0) { _ in }
        defer { listener.shutDown() }
        let overTCP = Session()
        let inMemory = Session()
        var options = ConnectOptions()
        options.scenario = scenario
        overTCP.connect(.host("127.0.0.1", port: listener.port, .smtp))
        inMemory.connect(.lab("test"), options)

        for session in [overTCP, inMemory] {
            await session.facts.reply(220)
            session.type("EHLO me.test")
            let ending = await session.facts.ending()

            #expect(ending?.how == .reset)
            #expect(ending?.midCommand == true)
        }
    }
}
