"""Recordings: what writing one costs a session, and how fast one is read."""

import os
import statistics

import inputs
from measure import cost, in_turn, ratio
from places import PLACES, SCOPE, Sink, on_core
from table import heading, row


def writing(home, folder, rounds):
    """The same session with `record = "off"` and with the default; the difference is the
    recorder's. A NOOP and its answer are two facts, and nothing else happens on this server: no
    other session has so many facts in so little time."""
    heading("Recordings")
    count = 100_000
    lines = os.path.join(folder, "many-commands")
    with open(lines, "w") as file:
        file.write("EHLO bench.example\n" + "NOOP\n" * count + "QUIT\n")
    few = os.path.join(folder, "few-commands")
    with open(few, "w") as file:
        file.write("EHLO bench.example\n" + "NOOP\n" * 10_000 + "QUIT\n")
    off = {**home, "XDG_CONFIG_HOME": os.path.join(folder, "off")}
    os.makedirs(os.path.join(folder, "off", "smtpscope"))
    with open(os.path.join(folder, "off", "smtpscope", "config.toml"), "w") as file:
        file.write('record = "off"\n')
    with Sink() as sink:
        connect = [SCOPE, "connect", sink.target, "--json"]
        on, without = in_turn(
            rounds, lambda: cost(connect + ["--pipeline"], lines, home).cpu,
            lambda: cost(connect + ["--pipeline"], lines, off).cpu)
        seconds = max(1e-6, statistics.median(a - b for a, b in zip(on, without)))
        row("recorder: facts in a second of processor time", 2 * count / seconds, "/s",
            least=300_000)
    for place, core in PLACES:
        with Sink(core=0) as sink:
            connect = on_core(core, [SCOPE, "connect", sink.target, "--json"])
            on, without = in_turn(
                rounds * 3, lambda: cost(connect, few, home).wall,
                lambda: cost(connect, few, off).wall)
        row(f"recording: more time for a lock-step session, {place}",
            ratio(on, without) * 100 - 100, "%", most=5)


def reading(home, folder, rounds):
    """`rec verify` reads every event, checks its number and the running digest."""
    events = 1_000_000
    path = os.path.join(folder, f"{events}.smtprec")
    inputs.recording(path, events)
    # The recordings made here have no last line: 'cut' ends with 3.
    costs = [cost([SCOPE, "rec", "verify", path], environment=home, codes=(0, 1, 2, 3))
             for _ in range(rounds)]
    seconds = statistics.median(each.cpu for each in costs)
    row("rec verify: events in a second of processor time", events / seconds, "/s", least=500_000)
    row("rec verify: octets", os.path.getsize(path) / 1e6 / seconds, "MB/s")
    row("rec verify: memory, 1,000,000 events", costs[0].memory, "MB")
