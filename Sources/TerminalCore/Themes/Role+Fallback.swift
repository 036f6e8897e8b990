extension Role {
    /// What a role looks like when no theme says it.
    struct Fallback {
        /// The key of `[base]` its foreground comes from.
        let base: String
        /// The key of `[base]` its background comes from.
        let ground: String
        let attributes: Attributes
        /// Keeps every distinction without colour: bold is the client, reverse a selection, bold
        /// reverse a permanent failure, underline a warning. Dim is never the only sign.
        let mono: Attributes

        init(_ base: String, _ attributes: Attributes, _ mono: Attributes, ground: String = "bg") {
            self.base = base
            self.ground = ground
            self.attributes = attributes
            self.mono = mono
        }
    }

    /// The keys `[base]` may have.
    static let baseKeys = [
        "fg", "bg", "accent", "success", "warning", "error", "info", "muted", "surface",
    ]

    var fallback: Fallback {
        switch self {
        case .lineClient, .lineClientVerb, .annotationKey, .diagTitle, .uiBorderFocus,
            .uiTitleFocus, .uiKey, .uiHexCRLF:
            Fallback("accent", [.bold], [.bold])
        case .lineClientParam:
            Fallback("accent", [], [.bold])
        case .lineServer, .lineData, .lineContinuation, .replyOther, .diagCause, .uiText,
            .uiTitle, .uiKeyLabel, .uiInput, .uiHexByte:
            Fallback("fg", [], [])
        case .lineEvent, .reply3xx, .replyEnhanced, .tlsOn, .rfc, .diagEvidence,
            .diagSeverityInfo, .info:
            Fallback("info", [], [])
        case .lineTime, .lineNumber, .secret, .annotation, .hint, .stateClosed, .stateIllegal,
            .uiBorder, .uiTab, .uiScrollbar, .uiHexOffset:
            Fallback("muted", [], [])
        case .lineRawEscape, .reply4xx, .tlsOff, .diagSeverityWarning, .stateWaiting,
            .uiHexNonASCII, .warning:
            Fallback("warning", [], [.underline])
        case .reply2xx:
            Fallback("success", [], [])
        case .reply5xx, .diagSeverityError, .error:
            Fallback("error", [.bold], [.bold, .reverse])
        case .replyCode:
            Fallback("fg", [.bold], [.bold])
        case .replyUnexpected:
            Fallback("error", [.bold, .reverse], [.bold, .reverse])
        case .tlsWarning:
            Fallback("error", [.bold], [.bold, .underline])
        case .secretRevealed:
            Fallback("error", [.reverse], [.reverse])
        case .hintGhost:
            Fallback("muted", [], [.underline])
        case .diagFix:
            Fallback("success", [.bold], [.bold])
        case .stateConnected, .stateLegal, .success, .diffAdded:
            Fallback("success", [], [.bold])
        case .stateRecording:
            Fallback("error", [], [.bold])
        case .statePaused:
            Fallback("warning", [], [.reverse])
        case .uiSelection:
            Fallback("fg", [.reverse], [.reverse])
        case .uiSelectionUnfocused:
            Fallback("fg", [.underline], [.underline])
        case .uiMatch:
            Fallback("warning", [.underline], [.underline])
        case .uiMatchCurrent:
            Fallback("warning", [.reverse], [.reverse, .underline])
        case .uiStatus, .uiMenuSelected:
            Fallback("fg", [.reverse], [.reverse], ground: "surface")
        case .uiStatusWarning:
            Fallback("warning", [.reverse], [.reverse, .underline], ground: "surface")
        case .uiStatusError:
            Fallback("error", [.bold, .reverse], [.bold, .reverse], ground: "surface")
        case .uiTabActive:
            Fallback("accent", [.bold], [.bold, .reverse])
        case .uiMenu, .uiPopup:
            Fallback("fg", [], [], ground: "surface")
        case .uiInputInvalid:
            Fallback("error", [.underline], [.underline])
        case .disabled:
            Fallback("muted", [.dim], [.dim])
        case .diffRemoved:
            Fallback("error", [], [.underline])
        }
    }
}
