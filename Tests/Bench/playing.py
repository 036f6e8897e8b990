"""Recordings played on the screen: how soon something is seen, how long a seek takes, memory."""

import os
import random
import statistics

import inputs
from places import SCOPE
from table import heading, row
from terminal import Program


def seeks(program, events, count):
    """Seconds from Enter behind `:seek #N` to the first octet of the new frame."""
    latencies = []
    for _ in range(count):
        os.write(program.fd, b":seek #%d" % random.randrange(events))
        program.settle(0.05)
        times, _ = program.key_latency([b"\r"], 1)
        latencies += times
    return sorted(latencies)


def played(home, path, events, word, rounds, first_limit, seek_limit, memory_limit):
    first, whole = [], []
    for _ in range(3):
        program = Program([SCOPE, "open", path], environment=home)
        first.append(program.read_until(word) * 1000)
        # The recordings made here have no last line, and the program says so.
        whole.append(program.read_until(rb"cut after event") * 1000)
        program.settle(0.3)
        if len(first) < 3:
            program.kill()
    row("first frame with text", statistics.median(first), "ms", first_limit)
    row("all read, ready to play", statistics.median(whole), "ms")
    times = seeks(program, events, rounds * 5)
    row("seek anywhere: median", statistics.median(times) * 1000, "ms", seek_limit)
    row("seek anywhere: slowest", times[-1] * 1000, "ms")
    row("memory, highest", program.memory(), "MB", memory_limit)
    program.kill()


def playing(home, folder, rounds):
    for events, first_limit, memory_limit in [(100_000, 100, 60), (1_000_000, 1_000, 250)]:
        heading(f"A recording of {events:,} events, 80x24")
        path = os.path.join(folder, f"{events}.smtprec")
        inputs.recording(path, events)
        played(home, path, events, rb"NOOP", rounds, first_limit, 50, memory_limit)
    heading("A recording of 65,000 connections, 80x24")
    path = os.path.join(folder, "connections.smtprec")
    inputs.connections(path, 65_000)
    played(home, path, 650_000, rb"EHLO", rounds, 1_000, None, None)
