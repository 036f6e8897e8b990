import Glibc
import TestSupport
import Testing

@testable import ScopeApp

/// What recordings of scripts are called.
@Suite struct RecordingNamesTests {
    @Test(arguments: [
        ("mx.smtp", "mx"), ("checks/mx.smtp", "checks+mx"), ("checks+mx.smtp", "checks%2Bmx"),
        ("/srv/checks/mx.smtp", "+srv+checks+mx"), ("mx", "mx="), ("mx=.smtp", "mx%3D"),
        ("50%.smtp", "50%25"), ("mx.smtp.smtp", "mx.smtp"), ("-", "=stdin"),
        ("=stdin.smtp", "%3Dstdin"), ("gr\u{FC}n.smtp", "gr\u{FC}n"),
    ])
    func aPlaceBecomesOneName(place: String, name: String) {
        #expect(RecordingNames.name(ofScriptAt: place) == name)
    }

    @Test func differentPlacesHaveDifferentNames() {
        let parts = ["a", "+", "%", "=", "/", "%2B", ".smtp", "2"]
        var places: Set<String> = []
        for first in parts {
            for second in parts {
                for third in parts { places.insert("x" + first + second + third) }
            }
        }

        let names = Set(places.map { RecordingNames.name(ofScriptAt: $0) })

        #expect(names.count == places.count)
        #expect(names.allSatisfy { !$0.utf8.contains(UInt8(ascii: "/")) })
    }

    /// A number behind a name is none that a place can have.
    @Test func aScriptNamedAgainGetsANumber() {
        let names = RecordingNames.names(of: ["mx.smtp", "./mx.smtp", "mx=2.smtp", "-", "-"])

        #expect(
            names == [
                "mx.smtprec", "mx=2.smtprec", "mx%3D2.smtprec", "=stdin.smtprec",
                "=stdin=2.smtprec",
            ])
    }

    @Test func deepPlacesHaveNamesAFileSystemTakes() {
        let deep = String(repeating: "folder-\u{E4}/", count: 60)
        let names = ["a", "b"].map {
            RecordingNames.name(ofScriptAt: deep + $0 + "/mx.smtp")
        }

        #expect(names[0] != names[1])
        for name in names {
            #expect(name.utf8.count <= 200)
            #expect(name.hasSuffix("+mx"))
        }
    }

    @Test func theSameScriptHasOneNameHoweverItIsNamed() throws {
        let folder = try Folder()
        mkdir(folder.path + "/real", 0o700)
        symlink("real", folder.path + "/link")
        _ = try folder.file("real/mx.smtp", "NOOP\n")

        let names = ["real", "link", "link/../real", "real/."].map {
            RecordingNames.names(of: ["\(folder.path)/\($0)/mx.smtp"])[0]
        }

        #expect(Set(names).count == 1)
    }
}
