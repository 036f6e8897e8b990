@testable import SMTPScript

/// Scripts made from the grammar, production by production, with a seed. What it makes is always
/// right; it is written as untidily as the grammar allows.
struct ScriptMaker {
    var random: ScriptRandom
    private var text = ""

    private init(seed: UInt64) { random = ScriptRandom(seed: seed) }

    /// Some lines, blocks among them.
    static func script(seed: UInt64) -> String {
        var maker = ScriptMaker(seed: seed)
        maker.write(lines: 12, depth: 0)
        return maker.text
    }

    mutating func pick<Element>(_ choices: [Element]) -> Element {
        choices[Int.random(in: 0..<choices.count, using: &random)]
    }

    mutating func chance(_ one: Int) -> Bool { Int.random(in: 0..<one, using: &random) == 0 }

    /// Between 1 and `most` of them.
    mutating func some(
        _ most: Int, _ part: (inout ScriptMaker) -> String, between: String = " "
    ) -> String {
        (0..<Int.random(in: 1...most, using: &random)).map { _ in part(&self) }
            .joined(separator: between)
    }

    private mutating func write(lines most: Int, depth: Int) {
        for _ in 0..<Int.random(in: 1...most, using: &random) { write(depth: depth) }
    }

    private mutating func put(_ line: String, depth: Int, remark: Bool = false) {
        let indent = pick(["", String(repeating: "  ", count: depth), "\t "])
        text += indent + line + (remark && chance(3) ? pick(["  # why", " #", "\t#x  "]) : "")
        text += pick(["\n", "\n", "\n", "\r\n"])
    }

    private mutating func write(depth: Int) {
        switch Int.random(in: 0..<9, using: &random) {
        case 0: put(pick(["", "  ", "# a comment", "#", "## said ${a}", "##"]), depth: depth)
        case 1, 2, 3:
            if chance(4) { hereText(depth: depth) } else { put(step(), depth: depth, remark: true) }
            expectations(depth: depth)
        case 4, 5:
            put(
                pick(["EHLO a.example", "  RCPT TO:<${a}>", "> exact  ${b} ", ">", "боб $${x} $"]),
                depth: depth)
            expectations(depth: depth)
        case 6, 7: put(order(), depth: depth, remark: true)
        default: if depth < 4 { block(depth: depth) }
        }
    }

    private mutating func expectations(depth: Int) {
        for _ in 0..<Int.random(in: 0...3, using: &random) {
            put("<\(pick(["", "+", "?", "+?"])) " + claim(), depth: depth, remark: true)
            if chance(5) { put("# between", depth: depth) }
        }
    }

    private mutating func hereText(depth: Int) {
        let (order, word) = (pick(["@message", "@bdat last", "@raw"]), pick([".", "END", "E-1"]))
        let quote = pick(["", "'"])
        // Its word stands as far in as its order.
        let indent = String(repeating: " ", count: depth)
        text += "\(indent)\(order) <<\(quote)\(word)\(quote)\n"
        for _ in 0..<Int.random(in: 0...3, using: &random) {
            text += indent + pick(["Subject: ${a}", "", "  two in", ". ", "$${b} # no remark"])
            text += "\n"
        }
        text += "\(indent)\(word)\n"
    }

    // MARK: Steps and orders

    private mutating func step() -> String {
        switch Int.random(in: 0..<10, using: &random) {
        case 0:
            "@connect\(pick(["", " a.example", " [::1]:25", " ${a}:26"]))\(pick(["", " as b"]))"
                + options(["tls": ["none", "implicit"], "family": ["4", "6"]])
        case 1: "@starttls" + tlsOptions()
        case 2: "@tls" + tlsOptions()
        case 3:
            "@auth \(pick(["plain", "LOGIN", "cram-md5", "xoauth2", "oauthbearer", "external"]))"
                + options(["user": ["ann", "\"a b\""], "password": ["${p}"], "initial": ["yes"]])
        case 4:
            "@message" + options(["stuff": ["no"], "end": ["no", "yes"], "eol": ["lf", "asis"]])
                + " " + body()
        case 5: "@bdat\(pick(["", " last"]))\(options(["eol": ["crlf"]])) " + body()
        case 6: "@raw " + (chance(2) ? string() : pick(["hex 0d0a", "hex 00 fF 1b"]))
        case 7: "@wait " + duration()
        default: pick(["@close", "@abort", "@half-close"])
        }
    }

    private mutating func tlsOptions() -> String {
        options([
            "verify": ["full", "chain", "none"], "min": ["1.2"], "max": ["1.3"],
            "sni": ["off", "${a}"], "ciphers": ["\"HIGH:!aNULL\""], "cert": ["c.pem"],
            "alpn": ["smtp", "a,b"],
        ])
    }

    /// Some of them, in any order.
    private mutating func options(_ known: [String: [String]]) -> String {
        known.keys.sorted().shuffled(using: &random).prefix(Int.random(in: 0...2, using: &random))
            .map { " \($0)=\(pick(known[$0] ?? []))" }.joined()
    }

    private mutating func body() -> String {
        pick([string(), "file \"m/a.eml\"", "auto", "auto subject=\(string()) size=${n}"])
    }

    private mutating func order() -> String {
        switch Int.random(in: 0..<11, using: &random) {
        case 0: pick(["@format 1", "@tag a b", "@tag", "@requires lab dns", "@use b"])
        case 1:
            "@\(pick(["title", "section", "note", "mark", "skip", "fail", "pause"])) " + string()
        case 2: "@server \(pick(["a.example", "[::1]:2525", "${a}"]))"
        case 3: "@lab healthy" + options(["seed": ["7"]])
        case 4: "@\(pick(["var", "set"])) v = " + expression(depth: 0)
        case 5:
            "@secret p from " + pick(["env P", "file \"p\"", "keychain \"k k\"", "prompt"])
                + pick(["", ", prompt"]) + pick(["", " for a.example"])
        case 6: "@timeout " + duration()
        case 7: pick(["@pace 9 bytes/s", "@pace off", "@early ok", "@early fail", "@secret q"])
        case 8: "@ask v " + string()
        case 9: "@include \"common/a.smtp\""
        default: pick(["@pause", "@break", "@stop"])
        }
    }

    // MARK: Blocks

    private mutating func block(depth: Int) {
        switch Int.random(in: 0..<7, using: &random) {
        case 0:
            put("@pipeline", depth: depth, remark: true)
            put(pick(["NOOP", "> x", "@raw \"x\"", "@bdat auto", "@message auto"]), depth: depth)
            expectations(depth: depth)
        case 1:
            put("@if " + condition(), depth: depth, remark: true)
            write(lines: 3, depth: depth + 1)
            if chance(2) { put("@elif " + condition(), depth: depth, remark: true) }
            if chance(2) { put("@else", depth: depth, remark: true) }
            write(lines: 2, depth: depth + 1)
        case 2:
            let values = some(3, { $0.expression(depth: 0) }, between: " , ")
            open("@each x in " + values, depth: depth)
        case 3: table(depth: depth)
        case 4: open("@repeat 3", depth: depth)
        case 5: open("@retry 2\(pick(["", " every " + duration()]))", depth: depth)
        default: open("@optional\(pick(["", " " + string()]))", depth: depth)
        }
        put("@end", depth: depth, remark: true)
    }

    private mutating func open(_ line: String, depth: Int) {
        put(line, depth: depth, remark: true)
        write(lines: 3, depth: depth + 1)
    }

    private mutating func table(depth: Int) {
        put("@each", depth: depth, remark: true)
        put("| a|b |", depth: depth)
        for _ in 0..<Int.random(in: 1...3, using: &random) {
            let cells = [string(), "plain ${a}", "\\|", "", "a\\b"]
            put("| \(pick(cells)) |\(pick(cells))|", depth: depth)
        }
        write(lines: 3, depth: depth + 1)
    }
}
