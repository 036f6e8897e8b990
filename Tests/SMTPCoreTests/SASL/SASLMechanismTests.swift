import SMTPCore
import Testing

@Suite struct SASLMechanismTests {
    @Test(arguments: SASLMechanism.knownNames)
    func aPerformedMechanismKnowsWhoSpeaksFirst(name: String) {
        let mechanism = SASLMechanism(name)
        let client = SASLClient(
            mechanism: mechanism,
            credentials: Credentials(user: "u", password: "p", token: "t"), hmacMD5: MD5.hmac)

        guard let client else { return }
        #expect(mechanism.clientSpeaksFirst == (client.initialResponse != nil))
        #expect(mechanism.source != nil)
    }

    @Test func groupsMayOnlyGoOnBehindMechanismsOfOneMessage() {
        for name in SASLMechanism.knownNames {
            let mechanism = SASLMechanism(name)
            #expect(
                mechanism.finishesWithInitialResponse
                    == ["PLAIN", "EXTERNAL", "ANONYMOUS"].contains(name))
        }
    }

    @Test func secretsThatCrossInClearAreNamed() {
        let revealing = SASLMechanism.knownNames.filter { SASLMechanism($0).revealsSecret }

        #expect(Set(revealing) == ["PLAIN", "LOGIN", "XOAUTH2", "OAUTHBEARER"])
    }

    @Test func knownNamesAreInUpperCaseAndDifferent() {
        #expect(Set(SASLMechanism.knownNames).count == SASLMechanism.knownNames.count)
        #expect(SASLMechanism.knownNames.allSatisfy { $0 == $0.uppercased() })
    }
}
