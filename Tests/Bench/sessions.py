"""One connection: lock-step against a bare socket, pipelined against smtp-source."""

import os
import shutil
import statistics
import subprocess

from measure import cost, in_turn, ratio
from places import POSTFIX_ENVIRONMENT, SCOPE, Sink, smtp_source, swaks
from table import heading, row


def bare_socket(folder):
    """Builds the floor of all lock-step sessions: write, read, write, read."""
    program = os.path.join(folder, "roundtrip")
    source = os.path.join(os.path.dirname(os.path.abspath(__file__)), "roundtrip.c")
    subprocess.run([shutil.which("cc") or "clang", "-O2", "-o", program, source], check=True)
    return program


def commands(home, folder, rounds):
    heading("Commands on one connection, against smtp-sink on loopback")
    count, messages = 10_000, 1_000
    floor_program = bare_socket(folder)
    lines = os.path.join(folder, "commands")
    with open(lines, "w") as file:
        file.write("EHLO bench.example\n" + "NOOP\n" * count + "QUIT\n")
    with Sink() as sink:
        connect = [SCOPE, "connect", sink.target, "--json"]
        # All four in turn: a ratio is taken within one round, never across them.
        ours, floor, fast, source = in_turn(
            rounds, lambda: cost(connect, lines, home).wall,
            lambda: float(subprocess.run([floor_program, str(sink.port), str(count)],
                                         capture_output=True, check=True).stdout),
            lambda: cost(connect + ["--pipeline"], lines, home).wall,
            lambda: cost(smtp_source(sink.target, messages),
                         environment=POSTFIX_ENVIRONMENT).wall)
        row("bare socket in C, lock-step", count / statistics.median(floor), "cmd/s")
        row("smtpscope --json, lock-step, recorded", count / statistics.median(ours), "cmd/s")
        row("smtpscope: time over the bare round trip", ratio(ours, floor), "x", most=1.5)
        row("smtpscope --json --pipeline, recorded", count / statistics.median(fast), "cmd/s")
        row("smtp-source, lock-step (5 commands a message)",
            5 * messages / statistics.median(source), "cmd/s")
        per_command = ([time / count for time in fast], [time / 5 / messages for time in source])
        row("smtpscope pipelined: time against smtp-source", ratio(*per_command), "x", most=2)
        if shutil.which("swaks"):
            times = [cost(swaks(sink.target)).wall for _ in range(rounds)]
            row("swaks, one message a process", 6 / statistics.median(times), "cmd/s")
