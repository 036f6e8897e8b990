import ScopeModel

/// What the command line says about the screen; nil leaves it to the configuration.
package struct ScreenPlan: Sendable {
    package var theme: String?
    package var annotations: String?
    package var usesColour: Bool
    package var isASCII: Bool
    package var usesMouse: Bool
    /// A file of keys and expectations that takes the terminal's place.
    package var uiScript: String?

    package init(
        theme: String?, annotations: String?, usesColour: Bool, isASCII: Bool, usesMouse: Bool,
        uiScript: String? = nil
    ) {
        self.theme = theme
        self.annotations = annotations
        self.usesColour = usesColour
        self.isASCII = isASCII
        self.usesMouse = usesMouse
        self.uiScript = uiScript
    }

    /// What is wrong with it, as one sentence; nil if nothing is.
    package var problem: String? {
        guard let annotations, ["off", "brief", "full"].contains(annotations) == false else {
            return nil
        }
        return "--annotations \(annotations) is unknown: use off, brief or full."
    }
}
