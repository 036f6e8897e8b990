"""Whole processes, timed from outside: wall time, processor time and memory."""

import os
import statistics
import subprocess
import time


class Cost:
    """What one process took."""

    def __init__(self, wall, cpu, memory):
        self.wall, self.cpu, self.memory = wall, cpu, memory


def cost(command, stdin=None, environment=None, codes=(0,)):
    """Runs the command with a file or nothing as its input; what it prints is thrown away."""
    with open(stdin or os.devnull, "rb") as source, open(os.devnull, "wb") as sink:
        start = time.perf_counter()
        process = subprocess.Popen(
            command, stdin=source, stdout=sink, stderr=sink,
            env={**os.environ, **(environment or {})})
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in codes:
        raise RuntimeError(f"{' '.join(command)} ended with {process.returncode}")
    return Cost(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def in_turn(rounds, *bodies):
    """Calls the bodies in turn, A B A B, so that all meet the same weather; a list of each."""
    results = [[] for _ in bodies]
    for _ in range(rounds):
        for body, list_ in zip(bodies, results):
            list_.append(body())
    return results


def ratio(ours, theirs):
    """The median of the ratios pair by pair."""
    return statistics.median(a / b for a, b in zip(ours, theirs))
