import SMTPLab
import SMTPTrace
import Testing

@testable import ScopeEngine

@Suite
struct CertificateTests {
    @Test(arguments: LabCertificate.allCases)
    func eachKindOfCertificateHasItsVerdict(_ kind: LabCertificate) async throws {
        let session = Session()
        session.connect(.lab("healthy"), Self.options(kind))
        await session.startTLS(expectSuccess: true)

        let report = try #require(session.facts.reports.last)
        let expected: VerifyProblem.Kind? =
            switch kind {
            case .good, .wrongName: nil
            case .expired: .expired
            case .selfSigned: .selfSigned
            case .notYetValid: .notYetValid
            case .weak: .weak
            case .missingChain: .missingIssuer
            }
        #expect(report.chainProblem?.kind == expected)
        #expect(report.chainProblem?.depth ?? 0 == 0)
        #expect(report.nameMatches == (kind != .wrongName))
        #expect(report.isVerified == (kind == .good))
    }

    @Test(arguments: [LabCertificate.expired, .wrongName])
    func aDemandEndsTheConnectionBehindTheReport(_ kind: LabCertificate) async throws {
        var options = Self.options(kind)
        options.verify = .full
        let session = Session()
        session.connect(.lab("healthy"), options)
        await session.startTLS(expectSuccess: false)

        let ending = await session.facts.ending()

        #expect(session.facts.reports.last?.chain.isEmpty == false)
        #expect(ending?.how == .failed("we refused the certificate"))
    }

    @Test func oldVersionsCanStillBeSpoken() async throws {
        var scenario = LabScenario()
        scenario.tls.minimum = .tls10
        scenario.tls.maximum = .tls10
        var options = ConnectOptions()
        options.scenario = scenario
        let session = Session()
        session.connect(.lab("old"), options)
        await session.startTLS(expectSuccess: true)

        #expect(session.facts.reports.last?.version == "TLSv1")
    }

    @Test func noCommonVersionIsToldAsSuch() async throws {
        var options = ConnectOptions()
        options.newest = .tls11
        let session = Session()
        session.connect(.lab("healthy"), options)
        await session.sendSTARTTLS()

        let failure = await session.facts.tlsFailure()

        #expect(failure?.kind == .version)
    }

    private static func options(_ kind: LabCertificate) -> ConnectOptions {
        var scenario = LabScenario()
        scenario.certificate = kind
        var options = ConnectOptions()
        options.scenario = scenario
        return options
    }
}
