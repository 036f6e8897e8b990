import SMTPCore

/// Turns lines into instructions and puts includes in place.
struct ScriptCompiler {
    private static let includeLimit = 16
    /// Octets of all files, each as often as it is included: 64 MiB.
    private static let octetLimit = 64 << 20
    private static let instructionLimit = 500_000

    var program: ScriptProgram
    var problems: [ScriptProblem] = []
    /// Files in the order they were met.
    var fileOrder: [String] = []
    private let reading: (String) -> [UInt8]?
    /// The files being read, outermost first; to find circles.
    private var open: [String] = []
    private var octetsRead = 0
    private var isTooLong = false

    init(file: String, reading: @escaping (String) -> [UInt8]?) {
        program = ScriptProgram(file: file, title: file)
        self.reading = reading
    }

    mutating func compile(_ octets: [UInt8]) {
        read(octets, name: program.file)
    }

    private mutating func read(_ octets: [UInt8], name: String) {
        // An empty file costs something, too.
        octetsRead += octets.count + 4_096
        let outcome = ScriptParser.parse(octets, file: name)
        if !fileOrder.contains(name) {
            fileOrder.append(name)
            problems += outcome.problems
        }
        program.sources[name] = outcome.source
        open.append(name)
        if open.count == 1 { program.instructions.reserveCapacity(outcome.script.nodes.count) }
        compile(outcome.script.nodes[...])
        open.removeLast()
    }

    private mutating func add(_ operation: Operation, at place: ScriptPlace) {
        program.instructions.append(Instruction(operation: operation, place: place))
    }

    private var position: Int { program.instructions.count }

    private mutating func compile(_ nodes: ArraySlice<ScriptNode>) {
        var index = nodes.startIndex
        while index < nodes.endIndex {
            let node = nodes[index]
            index += 1
            switch node {
            case .blank, .comment: break
            case .say(let template, let place): add(.say(template), at: place)
            case .step(let step):
                noteFiles(of: step)
                index = compile(step, behind: index, in: nodes)
            case .expect(let expectation):
                // Below a line that could not be read: nothing of this runs, but it is checked.
                guard !problems.isEmpty else { break }
                let step = Step(action: .exact(Template()), place: expectation.place)
                index = compile(step, behind: index - 1, in: nodes)
            case .order(let order): compile(order)
            case .block(let block): compile(block)
            }
            guard position < Self.instructionLimit, octetsRead <= Self.octetLimit else {
                return refuseLength()
            }
        }
    }

    /// Gives the index behind the `<` lines from `start` on, which speak of the step.
    private mutating func compile(
        _ step: Step, behind start: Int, in nodes: ArraySlice<ScriptNode>
    ) -> Int {
        let taken = Self.expectations(behind: start, in: nodes)
        var groups = taken.groups
        // `<+` as the first line speaks of what comes behind the reply that is expected anyway.
        if groups.first?.first?.opensNext == true, step.action.awaitsReply {
            groups.insert([], at: 0)
        }
        add(.step(ExpectedStep(step: step, groups: groups)), at: step.place)
        for note in taken.notes { compile([note]) }
        return taken.end
    }

    private mutating func refuseLength() {
        guard !isTooLong else { return }
        isTooLong = true
        problems.append(
            ScriptProblem(
                "with its includes the script is too long",
                at: ScriptPlace(file: program.file, line: 1)))
    }

    /// The `<` lines that follow, by event, and the `##` lines among them.
    private static func expectations(
        behind start: Int, in nodes: ArraySlice<ScriptNode>
    ) -> (groups: [[Expectation]], notes: [ScriptNode], end: Int) {
        var groups: [[Expectation]] = []
        var notes: [ScriptNode] = []
        var end = start
        var index = start
        var waiting: [ScriptNode] = []
        while index < nodes.endIndex {
            switch nodes[index] {
            case .blank, .comment: break
            case .say: waiting.append(nodes[index])
            case .expect(let expectation):
                if groups.isEmpty || expectation.opensNext { groups.append([]) }
                groups[groups.count - 1].append(expectation)
                notes += waiting
                waiting = []
                end = index + 1
            case .step, .order, .block: return (groups, notes, end)
            }
            index += 1
        }
        return (groups, notes, end)
    }

    private mutating func noteFiles(of step: Step) {
        switch step.action {
        case .message(_, .file(let path, let place)), .chunk(_, _, .file(let path, let place)):
            let path = program.path(path, namedIn: place.file)
            guard program.files[path] == nil else { return }
            program.files[path] = content(of: path, at: place)
        case .connect(_, _, let options), .startTLS(let options), .tls(let options):
            for option in options where ["cert", "key"].contains(option.name) {
                guard let name = option.value.literal?.text else { continue }
                _ = content(of: program.path(name, namedIn: option.place.file), at: option.place)
            }
        case .send, .exact, .authenticate, .message, .chunk, .raw, .wait, .close, .abort,
            .halfClose:
            break
        }
    }

    private mutating func content(of path: String, at place: ScriptPlace) -> [UInt8]? {
        let content = reading(path)
        if content == nil {
            problems.append(
                ScriptProblem(
                    "cannot read \"\(path)\"", at: place,
                    help: "files are named from the folder of the script they stand in"))
        }
        return content
    }

    private mutating func compile(_ order: Order) {
        switch order.action {
        case .include(let path):
            include(program.path(path, namedIn: order.place.file), at: order.place)
            return
        case .title(let text): program.title = text.plain
        case .tag(let words): program.tags += words
        case .requires(let words): program.requirements += words
        case .server(let host): program.server = host
        case .lab(let name, let options):
            program.lab = name
            program.labSeed = options.first { $0.name == "seed" }.flatMap { UInt64($0.value.plain) }
        case .secret(let written):
            var secret = written.located { program.path($0, namedIn: order.place.file) }
            secret.place = order.place
            if let known = program.secrets.first(where: { $0.name == secret.name }) {
                if known != secret {
                    problems.append(
                        ScriptProblem("@secret \(secret.name) is declared twice", at: order.place))
                }
            } else {
                program.secrets.append(secret)
            }
        case .ask(let name, let text): program.questions.append((name, text, order.place))
        case .section(let text): program.sections.append(text.plain)
        case .format(let number) where number != 1:
            problems.append(
                ScriptProblem(
                    "this program reads @format 1, not \(number)", at: order.place,
                    help: "a newer version may read it"))
        default: break
        }
        add(.order(order.action), at: order.place)
    }

    private mutating func include(_ path: String, at place: ScriptPlace) {
        guard octetsRead <= Self.octetLimit else { return refuseLength() }
        let name = program.name(ofInclude: path)
        guard !open.contains(name), open.count <= Self.includeLimit else {
            problems.append(ScriptProblem("\"\(path)\" includes itself", at: place))
            return
        }
        guard let octets = reading(path) else {
            problems.append(
                ScriptProblem(
                    "cannot read \"\(path)\"", at: place,
                    help: "includes are named from the folder of the file they stand in"))
            return
        }
        let start = position
        read(octets, name: name)
        noteInclude(from: start, at: place)
    }

    /// Where one can stand in what the script itself includes.
    private mutating func noteInclude(from start: Int, at place: ScriptPlace) {
        guard place.file == program.file else { return }
        let first = program.instructions[start...].firstIndex { $0.isStep }
        if let first { program.includes[first] = place.line }
    }

    private mutating func compile(_ block: Block) {
        switch block.kind {
        case .pipeline: batch(block)
        case .condition(let condition, let arms): compile(block, condition, arms)
        case .eachRow(let table):
            loop(block) { .eachBegin(names: table.names, .rows(table.rows), end: $0) }
        case .eachIn(let name, let values):
            loop(block) { .eachBegin(names: [name], .values(values), end: $0) }
        case .repeat(let count): loop(block) { .repeatBegin(count, end: $0) }
        case .retry(let count, let every):
            enclose(block, end: .retryEnd) { .retryBegin(count, every: every, end: $0) }
        case .optional(let title):
            enclose(block, end: .optionalEnd) { .optionalBegin(title, end: $0) }
        }
    }

    private mutating func loop(_ block: Block, _ begin: (Int) -> Operation) {
        enclose(block, end: .loopEnd, begin)
    }

    /// `begin` gets the position behind the block.
    private mutating func enclose(
        _ block: Block, end: Operation, _ begin: (Int) -> Operation
    ) {
        let start = position
        add(begin(0), at: block.place)
        compile(block.body[...])
        add(end, at: block.place)
        program.instructions[start].operation = begin(position)
    }

    private mutating func compile(
        _ block: Block, _ condition: Condition, _ arms: [Block.Arm]
    ) {
        let first = Block.Arm(condition: condition, body: block.body, place: block.place)
        var branches: [(at: Int, condition: Condition, otherwise: Int)] = []
        var exits: [Int] = []
        for arm in [first] + arms {
            let start = position
            if let condition = arm.condition {
                add(.jump(to: 0), at: arm.place)
                compile(arm.body[...])
                exits.append(position)
                add(.jump(to: 0), at: arm.place)
                branches.append((start, condition, position))
            } else {
                compile(arm.body[...])
            }
        }
        for exit in exits { program.instructions[exit].operation = .jump(to: position) }
        for branch in branches {
            program.instructions[branch.at].operation = .branch(
                branch.condition, otherwise: branch.otherwise, end: position)
        }
    }

    private mutating func batch(_ block: Block) {
        let start = position
        let includes = program.includes
        compile(block.body[...])
        // They come to be parts of one step.
        program.includes = includes
        let inner = program.instructions[start...]
        program.instructions.removeSubrange(start...)
        var steps: [ExpectedStep] = []
        for instruction in inner {
            switch instruction.operation {
            case .step(let step) where step.step.canShareWrite: steps.append(step)
            case .say: add(instruction.operation, at: instruction.place)
            default:
                problems.append(
                    ScriptProblem(
                        "this cannot stand inside @pipeline", at: instruction.place,
                        help: "only lines that are sent, >, @message, @raw and @bdat"))
            }
        }
        if steps.isEmpty {
            problems.append(ScriptProblem("@pipeline sends nothing", at: block.place))
        } else {
            add(.batch(steps), at: block.place)
        }
    }
}

extension Step {
    /// Whether it may leave in one write with others.
    fileprivate var canShareWrite: Bool {
        switch action {
        case .send, .exact, .message, .raw, .chunk: true
        case .connect, .startTLS, .tls, .authenticate, .wait, .close, .abort, .halfClose: false
        }
    }
}

extension Template {
    /// As text; names stay as they are written.
    package var plain: String { ScriptText.bare(self).text }
}
