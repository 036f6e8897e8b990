import Glibc
import SMTPCore
import SMTPTrace

/// What recordings of scripts are called in a folder that keeps several: each after the place of
/// its script, seen from the folder we are in, so that no two scripts share one.
enum RecordingNames {
    /// File systems take 255 octets; the ending and a number come behind.
    private static let limit = 200

    /// A name for each script, in their order, without folder. A script named again gets a number
    /// behind its name.
    static func names(of scripts: [String]) -> [String] {
        var counts: [String: Int] = [:]
        return scripts.map { script in
            let name = name(ofScriptAt: place(of: script))
            let count = counts[name, default: 0] + 1
            counts[name] = count
            return name + (count > 1 ? "=\(count)" : "") + ".smtprec"
        }
    }

    /// `checks/mx.smtp` is `checks+mx`. What means something in such a name stands in it as `%2B`
    /// and the like, so that different places have different names.
    static func name(ofScriptAt place: String) -> String {
        guard place != "-" else { return "=stdin" }
        let isUsual = place.hasSuffix(".smtp")
        var name = ""
        for character in (isUsual ? place.dropLast(5) : place[...]).unicodeScalars {
            switch character {
            case "/": name += "+"
            case "%": name += "%25"
            case "+": name += "%2B"
            case "=": name += "%3D"
            default: name.unicodeScalars.append(character)
            }
        }
        if !isUsual { name += "=" }
        guard name.utf8.count > limit else { return name }
        var digest = SHA256()
        digest.update(Array(name.utf8)[...])
        var tail = name.unicodeScalars
        while tail.count > 0, String(tail).utf8.count > limit - 18 { tail.removeFirst() }
        return "=" + digest.hex.prefix(16).text + "=" + String(tail)
    }

    /// The script's path without links in its folder; below the folder we are in, that folder is
    /// left out.
    private static func place(of script: String) -> String {
        guard script != "-" else { return script }
        let folder = ScriptFiles.folder(of: script)
        guard let full = resolved(folder.isEmpty ? "." : folder), let here = resolved(".") else {
            return script
        }
        let path = (full == "/" ? full : full + "/") + script.dropFirst(folder.count)
        let prefix = here == "/" ? here : here + "/"
        return path.hasPrefix(prefix) ? String(path.dropFirst(prefix.count)) : path
    }

    private static func resolved(_ folder: String) -> String? {
        guard let full = realpath(folder, nil) else { return nil }
        defer { free(full) }
        return String(cString: full)
    }
}
