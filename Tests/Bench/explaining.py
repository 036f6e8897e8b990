"""`explain` without a screen: replies, a log, one endless line."""

import os
import statistics

import inputs
from measure import cost
from places import SCOPE
from terminal import Program
from table import heading, row


def logs(home, folder, rounds):
    heading("Explanations, standard input to standard output")
    explain = [SCOPE, "explain"]
    count = 200_000
    path = os.path.join(folder, "replies.tsv")
    inputs.replies(path, count)
    costs = [cost(explain + ["--format", "tsv"], path, home) for _ in range(rounds)]
    seconds = statistics.median(each.cpu for each in costs)
    row("explain --format tsv: replies in a second of processor time", count / seconds, "/s",
        least=200_000)

    path = os.path.join(folder, "mail.log")
    inputs.postfix_log(path, 1_000_000)
    costs = [cost(explain, path, home) for _ in range(min(3, rounds))]
    row("explain: Postfix log of 1,000,000 lines", statistics.median(c.wall for c in costs), "s",
        most=5)
    row("explain: Postfix log of 1,000,000 lines, memory", max(c.memory for c in costs), "MB",
        most=200)

    command = [SCOPE, "open", path]
    firsts, wholes = [], []
    for _ in range(3):
        program = Program(command, environment=home)
        firsts.append(program.read_until(rb"kinds"))
        wholes.append(program.read_until(rb"\[worst first"))
        memory = program.memory()
        program.kill()
    row("open: the same log, first failures on the screen", statistics.median(firsts) * 1000, "ms",
        most=500)
    row("open: the same log, all read", statistics.median(wholes), "s", most=5)
    row("open: the same log, memory", memory, "MB", most=200)

    path = os.path.join(folder, "one-line")
    inputs.one_line(path, 100 << 20)
    endless = cost(explain, path, home)
    row("explain: 100 MB on one line", endless.wall, "s", most=5)
    row("explain: 100 MB on one line, memory", endless.memory, "MB", most=200)
