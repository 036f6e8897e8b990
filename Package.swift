// swift-tools-version: 6.2
import PackageDescription

/// The targets and the only arrows between them. Pure targets come first: what they cannot
/// import, they cannot do.
let package = Package(
    name: "smtpscope",
    products: [.executable(name: "smtpscope", targets: ["smtpscope"])],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/LebJe/TOMLKit", from: "0.6.0"),
    ],
    targets: [
        .target(name: "SMTPCore"),
        .target(name: "TerminalCore"),
        .target(name: "SMTPTrace", dependencies: ["SMTPCore"]),
        .target(name: "SMTPDiagnosis", dependencies: ["SMTPCore", "SMTPTrace", "CEmbedded"]),
        .target(name: "SMTPScript", dependencies: ["SMTPCore", "SMTPTrace", "CPCRE2"]),
        .target(name: "SMTPLab", dependencies: ["SMTPCore", "CEmbedded"]),
        .target(
            name: "ScopeModel",
            dependencies: [
                "SMTPCore", "SMTPTrace", "SMTPDiagnosis", "SMTPScript", "SMTPLab", "TerminalCore",
            ]),
        .target(name: "ScopeView", dependencies: ["ScopeModel", "TerminalCore"]),

        .target(name: "CEmbedded", exclude: ["registry", "diagnosis", "labs"]),
        .target(name: "CPCRE2", linkerSettings: [.linkedLibrary("pcre2-8")]),
        .target(
            name: "CCompression", linkerSettings: [.linkedLibrary("z"), .linkedLibrary("zstd")]),
        .target(name: "CNCurses", linkerSettings: [.linkedLibrary("ncursesw")]),
        .target(
            name: "COpenSSL", linkerSettings: [.linkedLibrary("ssl"), .linkedLibrary("crypto")]),

        .target(name: "CursesTerminal", dependencies: ["TerminalCore", "CNCurses"]),
        .target(
            name: "ScopeEngine",
            dependencies: [
                "SMTPCore", "SMTPTrace", "SMTPLab", "COpenSSL",
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
            ]),
        .target(
            name: "ScopeApp",
            dependencies: [
                "ScopeModel", "ScopeView", "ScopeEngine", "CursesTerminal", "CEmbedded",
                "CCompression", "SMTPScript", "SMTPDiagnosis",
                .product(name: "TOMLKit", package: "TOMLKit"),
            ]),
        .executableTarget(
            name: "smtpscope",
            dependencies: [
                "ScopeApp",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ]),

        .testTarget(name: "SMTPCoreTests", dependencies: ["SMTPCore"]),
        .testTarget(name: "SMTPTraceTests", dependencies: ["SMTPTrace"]),
        .testTarget(
            name: "SMTPDiagnosisTests", dependencies: ["SMTPDiagnosis", "SMTPLab", "CEmbedded"]),
        .testTarget(name: "SMTPLabTests", dependencies: ["SMTPLab", "SMTPCore", "CEmbedded"]),
        .testTarget(name: "SMTPScriptTests", dependencies: ["SMTPScript", "SMTPLab"]),
        .testTarget(name: "TerminalCoreTests", dependencies: ["TerminalCore"]),
        .testTarget(
            name: "ScopeEngineTests",
            dependencies: [
                "ScopeEngine", "SMTPCore", "SMTPTrace", "SMTPLab", "COpenSSL", "TestSupport",
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOEmbedded", package: "swift-nio"),
            ]),
        .testTarget(
            name: "ScopeModelTests", dependencies: ["ScopeModel", "SMTPDiagnosis", "SMTPScript"]),
        .testTarget(
            name: "ScopeViewTests", dependencies: ["ScopeView", "SMTPScript"],
            exclude: ["Goldens"]),
        .testTarget(
            name: "ScopeAppTests",
            dependencies: [
                "ScopeApp", "ScopeModel", "ScopeView", "SMTPScript", "SMTPTrace", "SMTPCore",
                "TerminalCore", "CEmbedded", "TestSupport",
            ]),
        .testTarget(name: "CursesTerminalTests", dependencies: ["CursesTerminal"]),
        .target(name: "TestSupport", path: "Tests/Support"),
        .testTarget(
            name: "SystemTests",
            dependencies: [
                "smtpscope", "TestSupport", "SMTPCore", "SMTPTrace",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            exclude: ["Screens"]),
    ],
    swiftLanguageModes: [.v6],
    cLanguageStandard: .c2x
)

// In CI a warning is an error; for users of newer compilers it is not.
if Context.environment["CI"] != nil {
    for target in package.targets {
        target.swiftSettings = (target.swiftSettings ?? []) + [.treatAllWarnings(as: .error)]
    }
}
