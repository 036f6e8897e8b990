"""One connection: lock-step against a bare socket, pipelined against smtp-source."""

import os
import shutil
import statistics
import subprocess

from measure import cost, in_turn, ratio
from places import PLACES, POSTFIX_ENVIRONMENT, SCOPE, Sink, on_core, smtp_source, swaks
from table import heading, row


def bare_socket(folder):
    """Builds the floor of all lock-step sessions: write, read, write, read."""
    program = os.path.join(folder, "roundtrip")
    source = os.path.join(os.path.dirname(os.path.abspath(__file__)), "roundtrip.c")
    subprocess.run([shutil.which("cc") or "clang", "-O2", "-o", program, source], check=True)
    return program


def lock_step(place, core, floor_program, count, lines, home, rounds):
    with Sink(core=0) as sink:
        ours, floor = in_turn(
            rounds,
            lambda: cost(
                on_core(core, [SCOPE, "connect", sink.target, "--json"]), lines, home).wall,
            lambda: float(subprocess.run(on_core(core, [floor_program, str(sink.port), str(count)]),
                                         capture_output=True, check=True).stdout))
    row(f"bare socket in C, lock-step, {place}", count / statistics.median(floor), "cmd/s")
    row(f"smtpscope --json, recorded, {place}", count / statistics.median(ours), "cmd/s")
    row(f"smtpscope: time over the bare round trip, {place}", ratio(ours, floor), "x", most=1.5)


def commands(home, folder, rounds):
    heading("Commands on one connection, against smtp-sink on loopback")
    count, messages = 10_000, 1_000
    floor_program = bare_socket(folder)
    lines = os.path.join(folder, "commands")
    with open(lines, "w") as file:
        file.write("EHLO bench.example\n" + "NOOP\n" * count + "QUIT\n")
    for place, core in PLACES:
        lock_step(place, core, floor_program, count, lines, home, rounds)
    with Sink() as sink:
        connect = [SCOPE, "connect", sink.target, "--json"]
        # Both in turn: a ratio is taken within one round, never across them.
        fast, source = in_turn(
            rounds, lambda: cost(connect + ["--pipeline"], lines, home).wall,
            lambda: cost(smtp_source(sink.target, messages),
                         environment=POSTFIX_ENVIRONMENT).wall)
        row("smtpscope --json --pipeline, recorded", count / statistics.median(fast), "cmd/s")
        row("smtp-source, lock-step (5 commands a message)",
            5 * messages / statistics.median(source), "cmd/s")
        per_command = ([time / count for time in fast], [time / 5 / messages for time in source])
        row("smtpscope pipelined: time against smtp-source", ratio(*per_command), "x", most=2)
        if shutil.which("swaks"):
            times = [cost(swaks(sink.target)).wall for _ in range(rounds)]
            row("swaks, one message a process", 6 / statistics.median(times), "cmd/s")
