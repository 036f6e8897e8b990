/// What a cell means. Views name roles, themes give them colours; `Role+Names.swift` has the names
/// themes use and the letters golden files use.
package enum Role: UInt8, CaseIterable, Hashable, Sendable {
    // The transcript.
    case lineClient, lineClientVerb, lineClientParam, lineServer, lineEvent, lineData,
        lineContinuation, lineTime, lineNumber, lineRawEscape

    // Replies.
    case reply2xx, reply3xx, reply4xx, reply5xx, replyOther, replyCode, replyEnhanced,
        replyUnexpected

    // Security.
    case tlsOn, tlsOff, tlsWarning, secret, secretRevealed

    // Teaching.
    case annotation, annotationKey, hint, hintGhost, rfc

    // Diagnosis.
    case diagTitle, diagCause, diagEvidence, diagFix, diagSeverityInfo, diagSeverityWarning,
        diagSeverityError

    // The session's state.
    case stateConnected, stateClosed, stateWaiting, stateRecording, statePaused, stateLegal,
        stateIllegal

    // Everything around it.
    case uiText, uiBorder, uiBorderFocus, uiTitle, uiTitleFocus, uiSelection,
        uiSelectionUnfocused, uiMatch, uiMatchCurrent, uiStatus, uiStatusWarning,
        uiStatusError, uiTab, uiTabActive, uiKey, uiKeyLabel, uiMenu, uiMenuSelected, uiPopup,
        uiScrollbar, uiInput, uiInputInvalid, uiHexOffset, uiHexByte, uiHexCRLF, uiHexNonASCII

    // Messages and differences.
    case error, warning, info, success, disabled, diffAdded, diffRemoved
}
