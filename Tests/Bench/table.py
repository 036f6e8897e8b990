"""The one table: what was measured, what was wanted, and whether it holds."""

missed = []


def heading(text):
    print("\n" + text)


def row(what, value, unit, most=None, least=None, note=""):
    """One line; `most` and `least` are targets, and without one it is for comparison only."""
    limit = verdict = ""
    if most is not None or least is not None:
        met = value <= most if most is not None else value >= least
        limit = f"<= {most:,g}" if most is not None else f">= {least:,g}"
        verdict = "met" if met else "MISSED"
        if not met:
            missed.append(what)
    digits = 0 if value >= 1_000 else 2
    print(f"{what:<62}{value:>12,.{digits}f} {unit:<8}{limit:>12} {verdict:<7}{note}", flush=True)
