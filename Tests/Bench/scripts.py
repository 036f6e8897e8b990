"""Scripts: 10,000 letters in one session, against swaks and smtp-source; several at once."""

import os
import shutil
import statistics

import inputs
from measure import cost, in_turn, ratio
from places import PLACES, POSTFIX_ENVIRONMENT, SCOPE, Sink, on_core, smtp_source, swaks
from table import heading, row

TRANSACTIONS = 10_000


def parsing(home, folder, rounds):
    """`check` reads, parses and lints, and starts as a process; the start is taken off."""
    heading("Scripts")
    path = os.path.join(folder, "large.smtp")
    inputs.script(path, 6_000)
    megabytes = os.path.getsize(path) / 1e6
    checked, started = in_turn(
        rounds, lambda: cost([SCOPE, "check", path], environment=home).cpu,
        lambda: cost([SCOPE, "--version"], environment=home).cpu)
    seconds = statistics.median(a - b for a, b in zip(checked, started))
    row("smtpscope check: 1 MB of script, processor time", seconds / megabytes * 1000, "ms",
        most=100)


def transactions(home, folder, rounds):
    path = os.path.join(folder, "letters.smtp")
    inputs.script(path, TRANSACTIONS)
    for place, core in PLACES:
        with Sink(core=0) as sink:
            run = on_core(core, [SCOPE, "run", path, "--to", sink.target])
            peer = on_core(core, smtp_source(sink.target, TRANSACTIONS))
            ours, source = in_turn(
                rounds, lambda: cost(run, environment=home).wall,
                lambda: cost(peer, environment=POSTFIX_ENVIRONMENT).wall)
        row(f"smtpscope run: letters of one script, {place}",
            TRANSACTIONS / statistics.median(ours), "/s")
        row(f"smtp-source: letters of one session, {place}",
            TRANSACTIONS / statistics.median(source), "/s")
        row(f"smtpscope run: speed against smtp-source, {place}", ratio(source, ours), "x",
            least=0.8)
    with Sink() as sink:
        ours = [cost([SCOPE, "run", path, "--to", sink.target], environment=home).wall
                for _ in range(rounds)]
        if shutil.which("swaks"):
            # 30 processes, scaled: all 10,000 would take half an hour.
            each = statistics.median(cost(swaks(sink.target)).wall for _ in range(30))
            row("swaks: letters, a process each", 1 / each, "/s")
            row("smtpscope run: speed against swaks",
                each * TRANSACTIONS / statistics.median(ours), "x", least=50)


def jobs(home, folder, rounds):
    """Eight scripts one by one and two at a time. smtp-sink is one process that wants a core too,
    so two cores cannot give twice the speed against it; each job has a lab of its own, so there
    they could."""
    several = os.path.join(folder, "several")
    os.mkdir(several)
    for number in range(8):
        inputs.script(os.path.join(several, f"{number}.smtp"), 500)
    for name, target, least in [("smtp-sink", None, None), ("labs in memory", "lab:healthy", 1.5)]:
        with Sink() as sink:
            run = [SCOPE, "run", several, "--to", target or sink.target, "--jobs"]
            single, double = in_turn(
                rounds, lambda: cost(run + ["1"], environment=home).wall,
                lambda: cost(run + ["2"], environment=home).wall)
        row(f"smtpscope run --jobs 2: speed against --jobs 1, {name}", ratio(single, double), "x",
            least=least if os.cpu_count() > 1 else None)
