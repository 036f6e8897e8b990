import Testing

@testable import TerminalCore

@Suite struct RoleTests {
    @Test func everyRoleHasANameAndALetterOfItsOwn() {
        #expect(Set(Role.allCases.map(\.name)).count == Role.allCases.count)
        #expect(Set(Role.allCases.map(\.plane)).count == Role.allCases.count)
        #expect(
            Role.allCases.allSatisfy { $0.plane.isASCII && $0.plane > " " && $0.plane < "\u{7F}" })
    }

    @Test func namesAreTheCasesWithDots() {
        for (index, role) in Role.allCases.enumerated() {
            #expect(Int(role.rawValue) == index)
            #expect(Role(name: role.name) == role)
            let joined = role.name.filter { $0 != "." }.lowercased()
            #expect(joined == "\(role)".lowercased())
        }
        #expect(Role(name: "reply.6xx") == nil)
    }

    @Test func withoutColourEveryDistinctionStays() {
        #expect(Theme.builtin.findings().isEmpty)
    }
}
