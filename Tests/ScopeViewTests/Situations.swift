import TerminalCore

@testable import ScopeModel

/// The situations the screen was designed for.
enum Situation: String, CaseIterable, Sendable {
    case welcome, connecting, greeting, ehlo, starttls, expired, refusal, data, overdue, hostile
    case authUser = "auth-user"
    case authPassword = "auth-password"
    case notice, help, palette, paste, secret, ended, browsing, certificates, quit, completing, wire
    case failures, failure
    case failuresRead = "failures-reading"
    case failuresNone = "failures-none"
    case scriptLoaded = "script-loaded"
    case scriptNext = "script-next"
    case scriptFailed = "script-failed"
    case replay
    case replayPlaying = "replay-playing"
    case replayReading = "replay-reading"
    case compare

    func stage(_ size: Size, isUnicode: Bool = true) -> Stage {
        if isReplay { return replay(size) }
        var stage = Stage(
            size, isUnicode: isUnicode, target: startsEmpty ? nil : "mx.example.net")
        switch self {
        case .welcome: break
        case .connecting: _ = stage.model.update(.tick(now: .seconds(3)))
        case .greeting: stage.play("S: 220 mx.example.net ESMTP Postfix")
        case .ehlo: stage.play(Dialogue.ehlo)
        case .starttls: stage.play(Dialogue.ehlo + "\n" + Dialogue.secure)
        case .expired:
            stage.play(
                Dialogue.ehlo + "\n" + Dialogue.secure.replacing("!tls", with: "!tls-expired"))
        case .refusal, .browsing, .quit, .wire:
            stage.play(
                [Dialogue.ehlo, Dialogue.secure, Dialogue.secureEHLO, Dialogue.refusal].joined(
                    separator: "\n"))
            more(&stage)
        case .data:
            stage.play(Dialogue.ehlo + "\n" + Dialogue.accepted)
            stage.play("S: 354 End data with <CR><LF>.<CR><LF>\nM: Subject: hello\nM: ")
            stage.type("Hi Bob,")
        case .overdue:
            stage.play(Dialogue.ehlo + "\n" + Dialogue.accepted + "\n@140\n!overdue")
            _ = stage.model.update(.tick(now: .seconds(152)))
        case .hostile:
            stage.play(
                """
                S: 220 \\e]0;owned\\7\\e[2J\\9m\u{202E}evil\\r\\r\\n
                C: EHLO me
                S: 250 hi\\0 there\\n
                """)
        case .authUser, .authPassword: authenticate(&stage)
        case .notice:
            stage.play(Dialogue.ehlo)
            stage.type(":thme dark")
            stage.press(.enter)
        case .help:
            stage.play(Dialogue.ehlo)
            stage.press(.function(1))
        case .palette:
            stage.play(Dialogue.ehlo)
            stage.type(":co")
        case .paste:
            stage.play(Dialogue.ehlo)
            _ = stage.model.update(
                .input(.paste(Array("MAIL FROM:<a@b>\rRCPT TO:<c@d>\rDATA\r".utf8), dropped: 0)))
        case .secret:
            stage.play(
                [Dialogue.ehlo, Dialogue.secure, Dialogue.secureEHLO].joined(separator: "\n"))
            stage.type(":auth login ann")
            stage.press(.enter)
            stage.type("wonderland")
        case .ended: stage.play(Dialogue.ehlo + "\n@20\nC: RCPT TO:<b@x>\n!rst")
        case .certificates:
            stage.play(Dialogue.ehlo + "\n" + Dialogue.secure)
            stage.type(":cert")
            stage.press(.enter)
        case .completing:
            stage.play(
                [Dialogue.ehlo, Dialogue.secure, Dialogue.secureEHLO].joined(separator: "\n"))
            stage.type("AU")
        case .scriptLoaded, .scriptNext, .scriptFailed: playScript(&stage)
        case .replay, .replayPlaying, .replayReading, .compare: break
        case .failures, .failure, .failuresRead, .failuresNone: openLog(&stage)
        }
        return stage
    }

    /// Nobody has connected before.
    private var startsEmpty: Bool {
        switch self {
        case .welcome, .scriptLoaded, .scriptNext, .scriptFailed, .failures, .failure,
            .failuresRead, .failuresNone:
            true
        default: false
        }
    }

    private func more(_ stage: inout Stage) {
        switch self {
        case .browsing: stage.press(.escape, .up, .up)
        case .quit: stage.press(.control("q"))
        case .wire: stage.press(.escape, .character("x"), .escape)
        default: stage.type("RS")
        }
    }

    private func authenticate(_ stage: inout Stage) {
        stage.play([Dialogue.ehlo, Dialogue.secure, Dialogue.secureEHLO].joined(separator: "\n"))
        stage.play("C: NOOP\nS: 250 Ok\nA: AUTH LOGIN\nS: 334 VXNlcm5hbWU6")
        guard self == .authPassword else {
            stage.type("ann")
            return
        }
        stage.play("A: YW5u\nS: 334 UGFzc3dvcmQ6")
        stage.type("wonderland")
    }
}

/// What was said in them.
enum Dialogue {
    static let ehlo = """
        S: 220 mx.example.net ESMTP Postfix
        @4.310
        C: EHLO ws1.example.org
        S: 250-mx.example.net
        S: 250-PIPELINING
        S: 250-SIZE 10240000
        S: 250-VRFY
        S: 250-ETRN
        S: 250-STARTTLS
        S: 250-ENHANCEDSTATUSCODES
        S: 250-8BITMIME
        S: 250-DSN
        S: 250 CHUNKING
        """

    static let secure = """
        @9.870
        C: STARTTLS
        S: 220 2.0.0 Ready to start TLS
        !tls
        """

    static let secureEHLO = """
        @12.004
        C: EHLO ws1.example.org
        S: 250-mx.example.net
        S: 250-PIPELINING
        S: 250-SIZE 10240000
        S: 250-VRFY
        S: 250-AUTH PLAIN LOGIN
        S: 250-ENHANCEDSTATUSCODES
        S: 250-8BITMIME
        S: 250-DSN
        S: 250 CHUNKING
        """

    static let refusal = """
        @20.115
        C: MAIL FROM:<alice@example.org>
        S: 250 2.1.0 Ok
        @27.420
        C: RCPT TO:<bob@example.com>
        S: 554 5.7.1 <bob@example.com>: Relay access denied
        """

    static let accepted = """
        @20.115
        C: MAIL FROM:<alice@example.org>
        S: 250 2.1.0 Ok
        C: RCPT TO:<bob@example.net>
        S: 250 2.1.5 Ok
        C: DATA
        """
}
