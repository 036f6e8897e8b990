/// One diagnosis: what happened, what it means, who must act and what to try next.
package struct Finding: Sendable, Hashable {
    /// How sure it is.
    package enum Certainty: String, Sendable, Hashable {
        /// Seen on the wire.
        case observed
        /// The server says so in words.
        case stated
        /// Concluded from a code, or from what is missing.
        case inferred
    }

    package enum Lasting: String, Sendable, Hashable {
        case temporary, permanent, unknown
    }

    /// Who must act.
    package enum Side: String, Sendable, Hashable, CaseIterable {
        case senderConfig = "sender-config"
        case senderReputation = "sender-reputation"
        case recipient, server, network, message
    }

    package var category: Category
    /// Finer than the category where more is known (`tls-cert-expired`), else its name.
    package var id: String
    package var certainty: Certainty
    /// By the reply's class (4yz, 5yz) where there is a reply.
    package var lasting: Lasting
    package var side: Side
    /// A short clause: "The server will not relay for you".
    package var title: String
    /// One sentence: what happened.
    package var what: String
    /// One sentence: why it usually happens.
    package var why: String
    /// What to try, best first. May be empty.
    package var steps: [Step]
    /// Rows of the transcript it rests on, in order. Empty for a reply without a session.
    package var evidence: [Int] = []
    /// Where code and words contradict each other, one sentence; nil where they agree.
    package var contradiction: String?
    /// The rule that fired, such as `wording:42` or `session:no-greeting`.
    package var rule: String
    /// Other names that scripts may use for it. Usually empty.
    package var aliases: [String] = []

    /// What scripts may call it: its id, mostly finer than the category; the category; others.
    package var names: [String] { [id, category.rawValue] + aliases }

    /// Whether a name means this finding.
    package func matches(_ name: String) -> Bool { names.contains(name) }
}

/// One thing to try.
package struct Step: Sendable, Hashable {
    /// A sentence.
    package var text: String
    /// Lines for the prompt, in order, to be sent one by one by the user. Never sent silently;
    /// a trailing blank or empty brackets show where something is to be filled in. May be empty.
    package var prompt: [String]
    /// A check the program can run, such as `dns MX example.org`; nil for none.
    package var check: String?

    package init(text: String, prompt: [String] = [], check: String? = nil) {
        self.text = text
        self.prompt = prompt
        self.check = check
    }
}
