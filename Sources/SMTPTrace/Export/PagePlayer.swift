import SMTPCore

/// What plays an exported page: its controls and the one script that may run in it. Without
/// JavaScript the controls are not seen and the page shows all of the session.
enum PagePlayer {
    static let controls = """
        <form id="player" hidden>
        <button type="button" id="play">Play</button>
        <input type="range" id="place" min="0" aria-label="How much of the session is shown">
        <output id="clock"></output>
        <label>Speed <select id="speed"><option value="0.25">0.25x</option>\
        <option value="1" selected>1x</option><option value="4">4x</option>\
        <option value="16">16x</option></select></label>
        <button type="button" id="fold">Fold all</button>
        </form>
        """

    /// Rows appear at the pace of then; waits longer than two seconds are cut. It knows the rows
    /// only by their times: nothing of the session is in it.
    static let script = """

        "use strict";
        const byId = (id) => document.getElementById(id);
        const [play, place, clock, speed, fold] = ["play", "place", "clock", "speed", "fold"].map(byId);
        const rows = [...document.querySelectorAll("tbody tr")];
        const times = rows.map((row) => Number(row.dataset.ms));
        let shown = rows.length, timer = 0;
        function show(count) {
          const [low, high] = [Math.min(shown, count), Math.max(shown, count)];
          for (const row of rows.slice(low, high)) row.hidden = count < shown;
          shown = count;
          place.value = count;
          clock.textContent = (count > 0 ? times[count - 1] / 1000 : 0).toFixed(3) + " s";
        }
        function stop() { clearTimeout(timer); timer = 0; play.textContent = "Play"; }
        function wait() {
          const gap = shown > 0 ? times[shown] - times[shown - 1] : 0;
          timer = setTimeout(next, Math.min(gap, 2000) / Number(speed.value));
        }
        function next() {
          show(shown + 1);
          rows[shown - 1].scrollIntoView({ block: "nearest" });
          if (shown < rows.length) wait(); else stop();
        }
        play.onclick = () => {
          if (timer) return stop();
          if (rows.length === 0) return;
          if (shown === rows.length) show(0);
          play.textContent = "Stop";
          wait();
        };
        place.max = rows.length;
        place.oninput = () => { stop(); show(Number(place.value)); };
        fold.onclick = () => {
          const parts = [...document.querySelectorAll("details")];
          const open = !parts.some((part) => part.open);
          for (const part of parts) part.open = open;
          fold.textContent = open ? "Fold all" : "Unfold all";
        };
        show(rows.length);
        byId("player").hidden = false;

        """

    /// The script's digest, by which the page allows it and no other (CSP3 §2.3.1).
    static var source: String {
        var digest = SHA256()
        digest.update(Array(script.utf8)[...])
        let values = digest.hex.map { $0 < 58 ? $0 - 48 : $0 - 87 }
        let octets = stride(from: 0, to: 64, by: 2).map { values[$0] << 4 | values[$0 + 1] }
        return "'sha256-\(Base64.encode(octets).text)'"
    }
}
