import SMTPTrace

/// What is recorded, and where.
package struct RecordingPlan: Sendable {
    package var level: RecordingLevel
    /// A file of the user's; nil for one in the shelf.
    package var file: String?
    /// The folder of the shelf; made when it is missing.
    package var folder: String
    /// Whether the user is told when the first recording ever is made.
    package var isAnnounced: Bool
    /// The script that is played, or nil.
    package var script: String?

    package init(
        level: RecordingLevel = .all, file: String? = nil, folder: String = RecordingShelf.folder,
        isAnnounced: Bool = false, script: String? = nil
    ) {
        self.level = level
        self.file = file
        self.folder = folder
        self.isAnnounced = isAnnounced
        self.script = script
    }
}

extension RecordingPlan {
    /// Why nothing is recorded in this file, as one sentence: what is there would be lost, and
    /// that was not asked for. Nil where it can be, and where no file is named.
    package static func refusal(of file: String?, replaces: Bool) -> String? {
        guard let file, RecordingFile.holdsSomething(file) else { return nil }
        guard RecordingFile.mayReplace(file) else {
            return "\(file) is there already and is no recording: not replaced"
        }
        return replaces ? nil : "\(file) is there already: --replace replaces it"
    }
}
