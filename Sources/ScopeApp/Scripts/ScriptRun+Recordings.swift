import Glibc
import SMTPScript

extension ScriptRun {
    /// Where each script is recorded, in their order.
    func recordings(of programs: [ScriptProgram]) -> [RecordingPlan] {
        let names = recordings == nil ? [] : RecordingNames.names(of: programs.map(\.file))
        return programs.enumerated().map { index, program in
            var plan = RecordingPlan(
                level: Configuration.withoutScreen.recording, file: self.plan.record,
                script: program.file)
            if let recordings {
                plan.file =
                    (recordings.hasSuffix("/") ? recordings : recordings + "/") + names[index]
            }
            return plan
        }
    }

    /// Recordings that were asked for and cannot be kept are found out before anything is sent.
    func makeRecordingFolder(_ refusal: inout Refusal) {
        guard let recordings else { return }
        do throws(FileError) {
            try Files.makeFolder(recordings)
        } catch {
            complain(error.description)
            refusal.exitCode = 1
        }
    }

    /// Those of them that are there already.
    static func earlier(_ plans: [RecordingPlan]) -> Set<String> {
        Set(plans.compactMap(\.file).filter { access($0, F_OK) == 0 })
    }

    /// Nothing is replaced in silence.
    func tellReplaced(_ earlier: Set<String>, by written: some Sequence<String>) {
        guard let recordings else { return }
        let count = earlier.intersection(written).count
        guard count > 0 else { return }
        complain(
            "\(count == 1 ? "one recording" : "\(count) recordings") of an earlier run in "
                + "\(recordings) \(count == 1 ? "was" : "were") replaced")
    }
}
