/// Looks for what some servers take for the end of a message though it is none: a dot alone on a
/// line whose ends are not both CR LF (RFC 5321 §4.1.1.4; CVE-2023-51764 and its kin).
struct FakeEnding: Sendable {
    /// The last eight octets, the newest in the lowest place. A message begins as after CR LF.
    private var window: UInt64 = 0x0D0A

    /// Takes the next octets of the content; true if a fake ending became complete in them.
    mutating func read(_ octets: some Sequence<UInt8>) -> Bool {
        var isFound = false
        for octet in octets {
            window = window << 8 | UInt64(octet)
            if octet == 0x0A || octet == 0x0D || window & 0xFFFF_FF00 == 0x0A2E_0D00 {
                isFound = isFound || isFake
            }
        }
        return isFound
    }

    private var isFake: Bool {
        switch window & 0xFF_FFFF {
        // LF . LF, CR . LF and CR . CR
        case 0x0A2E0A, 0x0D2E0A, 0x0D2E0D: true
        // LF . CR LF whose first LF had no CR
        case 0x2E0D0A: window & 0xFF00_0000 == 0x0A00_0000 && window >> 32 & 0xFF != 0x0D
        // LF . CR and anything but LF
        default: window & 0xFFFF_FF00 == 0x0A2E_0D00 && window & 0xFF != 0x0A
        }
    }
}
