import SMTPCore

extension Completion {
    /// Where in the grammar of a command the caret stands, and the word it is in.
    struct Place {
        enum Kind {
            case nothing
            case verb
            /// Behind EHLO, HELO or LHLO.
            case ownName
            case mechanism
            /// Behind MAIL or RCPT: `FROM:<` or `TO:<`.
            case pathKeyword(Verb)
            /// Inside the brackets.
            case address(Verb)
            /// Behind the path; the parameters that are there already, in upper case.
            case parameter(Verb, present: [String], address: String)
            case last
            case mailbox
            case helpTopic
            /// Behind `${`.
            case name
        }

        let kind: Kind
        /// What a candidate takes the place of.
        let word: Range<Int>
        /// The word as typed, up to the caret.
        let typed: ArraySlice<UInt8>

        static func none(_ caret: Int) -> Place { Place(.nothing, caret..<caret, in: []) }

        private init(_ kind: Kind, _ word: Range<Int>, in line: [UInt8]) {
            self.kind = kind
            self.word = word
            typed = line.isEmpty ? [] : line[word]
        }

        /// Only what stands in front of the caret counts.
        init(line: [UInt8], caret: Int) {
            let head = line[..<caret]
            if let name = Self.name(in: head) {
                self.init(.name, name, in: line)
                return
            }
            guard let blank = head.firstIndex(of: ASCII.space) else {
                self.init(.verb, 0..<caret, in: line)
                return
            }
            let argument = head[blank...].drop { $0 == ASCII.space }
            let verb = Verb(head[..<blank])
            let start = (head.lastIndex(of: ASCII.space) ?? blank) + 1
            let word = start..<caret
            let earlier = argument[..<max(argument.startIndex, start)]
                .split(separator: ASCII.space).count
            switch verb {
            case _ where verb.isHello && earlier == 0: self.init(.ownName, word, in: line)
            case .auth where earlier == 0: self.init(.mechanism, word, in: line)
            case .vrfy where earlier == 0: self.init(.mailbox, word, in: line)
            case .help where earlier == 0: self.init(.helpTopic, word, in: line)
            case .bdat where earlier == 1: self.init(.last, word, in: line)
            case .mail, .rcpt, .send, .soml, .saml:
                self.init(path: argument, of: verb, word: word, in: line)
            case .ehlo, .helo, .lhlo, .auth, .vrfy, .help, .bdat, .data, .rset, .expn, .noop,
                .quit, .starttls, .etrn, .atrn, .burl, .xclient, .xforward, .turn, .other:
                self.init(.nothing, caret..<caret, in: line)
            }
        }

        /// Where a name begins and is not ended.
        private static func name(in head: ArraySlice<UInt8>) -> Range<Int>? {
            guard let dollar = head.lastIndex(of: UInt8(ascii: "$")),
                head[dollar...].dropFirst().first == UInt8(ascii: "{"),
                !head[dollar...].contains(UInt8(ascii: "}"))
            else { return nil }
            return (dollar + 2)..<head.endIndex
        }

        private init(
            path argument: ArraySlice<UInt8>, of verb: Verb, word: Range<Int>, in line: [UInt8]
        ) {
            let caret = word.upperBound
            guard let path = PathArgument(argument, keyword: verb == .rcpt ? "TO:" : "FROM:")
            else {
                let isFirst = word.lowerBound == argument.startIndex
                self.init(
                    isFirst ? .pathKeyword(verb) : .nothing, isFirst ? word : caret..<caret,
                    in: line)
                return
            }
            if let open = argument.firstIndex(of: UInt8(ascii: "<")),
                path.slips.contains(.unclosed)
            {
                self.init(.address(verb), open + 1..<caret, in: line)
            } else if argument.last == UInt8(ascii: ":") {
                self.init(.pathKeyword(verb), word, in: line)
            } else if !path.slips.contains(.noBrackets), line[word.lowerBound - 1] == ASCII.space,
                word.lowerBound > argument.startIndex
            {
                let present = PathArgument(
                    line[argument.startIndex..<word.lowerBound],
                    keyword: verb == .rcpt ? "TO:" : "FROM:")
                self.init(
                    .parameter(
                        verb == .rcpt ? .rcpt : .mail,
                        present: present?.parameters.map(\.name) ?? [],
                        address: path.address.text), word, in: line)
            } else {
                self.init(.nothing, caret..<caret, in: line)
            }
        }

        /// Where nothing of the word is typed, a guess among many would only disturb.
        var hasGhost: Bool {
            switch kind {
            case .verb, .parameter, .helpTopic, .name: !typed.isEmpty
            case .nothing, .ownName, .mechanism, .pathKeyword, .address, .last, .mailbox: true
            }
        }

        func candidates(in context: CompletionContext) -> [Candidate] {
            switch kind {
            case .nothing: []
            case .verb: verbs(in: context)
            case .ownName: ownName(in: context)
            case .mechanism: mechanisms(in: context)
            case .pathKeyword(let verb): pathKeyword(of: verb)
            case .address(let verb): addresses(of: verb, in: context)
            case .parameter(let verb, let present, let address):
                parameters(of: verb, present: present, address: address, in: context)
            case .last: matching([Candidate("LAST", label: "LAST", help: Self.lastHelp)])
            case .mailbox: mailboxes(in: context)
            case .helpTopic: helpTopics(in: context)
            case .name: names(in: context)
            }
        }

        private func names(in context: CompletionContext) -> [Candidate] {
            context.names.filter { $0.name.utf8.starts(with: typed) }.map { name, value in
                Candidate(name + "}", label: name, help: value ?? "a secret, never shown")
            }
        }

        private static let lastHelp = "this chunk completes the message"

        /// Those that begin with what is typed, in any case, written in the case it is typed in.
        func matching(_ candidates: [Candidate]) -> [Candidate] {
            candidates.compactMap { candidate in
                let insert = candidate.insert.utf8
                guard ASCII.equalIgnoringCase(insert.prefix(typed.count), typed) else {
                    return nil
                }
                var matched = candidate
                matched.insert = typed.text + Self.inCase(of: typed, insert.dropFirst(typed.count))
                return matched
            }
        }

        /// Lower case if the last letter typed is, else as it is.
        private static func inCase(
            of typed: ArraySlice<UInt8>, _ rest: Substring.UTF8View
        ) -> String {
            let letter = typed.last(where: ASCII.isLetter)
            guard let letter, letter >= 97 else { return rest.text }
            return rest.map { $0 &- 65 < 26 ? $0 | 0x20 : $0 }.text
        }
    }
}
