"""What somebody at the terminal feels: the first frame, a key, memory; beside tig and htop."""

import os
import shutil
import statistics
import subprocess

import inputs
from measure import cost, in_turn
from places import SCOPE
from table import heading, missed, row
from terminal import Program


def median_time(command, pattern, home, rounds):
    times = []
    for _ in range(rounds):
        program = Program(command, environment=home)
        seconds = program.read_until(pattern)
        program.kill()
        if seconds is None:
            raise RuntimeError(f"{command[0]} never showed {pattern!r}: {program.output[-300:]!r}")
        times.append(seconds * 1000)
    return statistics.median(times)


def start(home, folder, rounds):
    heading("Start, 80x24, median")
    subprocess.run(["git", "init", "-q", folder], check=True)
    subprocess.run(
        ["git", "-C", folder, "-c", "user.name=b", "-c", "user.email=b@example.org", "commit",
         "-q", "--allow-empty", "-m", "the first commit"], check=True)
    ours = median_time([SCOPE, "lab"], rb"smtp>", home, rounds)
    tig = None
    if shutil.which("tig"):
        tig = median_time(["sh", "-c", f"cd {folder} && exec tig"], rb"first", home, rounds)
    row("smtpscope lab: first frame", ours, "ms", 25)
    if tig:
        row("tig: first frame", tig, "ms", note="(beaten)" if ours < tig else "(ahead of us)")
        if ours >= tig:
            missed.append("first frame ahead of tig")
    if shutil.which("htop"):
        row("htop: first frame", median_time(["htop"], rb"F10", home, rounds), "ms")
    row("smtpscope: size of the program", os.path.getsize(SCOPE) / 1e6, "MB", 40)
    for words in [["--version"], ["theme", "list"], ["explain", "5.7.26"]]:
        ours, floor = in_turn(
            rounds * 5, lambda: cost([SCOPE, *words], environment=home).wall * 1000,
            lambda: cost(["true"]).wall * 1000)
        row(f"smtpscope {' '.join(words)}: whole process", statistics.median(ours), "ms",
            5 if words == ["--version"] else None,
            note=f"at best {min(ours):.2f}; true: {statistics.median(floor):.2f}")


def keys(name, command, pattern, home, count):
    program = Program(command, environment=home)
    if program.read_until(pattern) is None:
        raise RuntimeError(f"{name} did not start: {program.output[-300:]!r}")
    program.settle(0.3)
    os.write(program.fd, b"\x1b" if name.startswith("smtpscope") else b"")
    program.settle(0.2)
    down, up = (b"k", b"j") if name.startswith("smtpscope") else (b"j", b"k")
    latencies, octets = program.key_latency([down, up], count)
    memory = program.memory()
    program.kill()
    p50 = statistics.median(latencies) * 1000
    p99 = latencies[int(len(latencies) * 0.99)] * 1000
    row(f"{name}: key to paint, p50", p50, "ms", 1)
    row(f"{name}: key to paint, p99", p99, "ms", 5)
    row(f"{name}: octets written for a key", octets, "")
    row(f"{name}: memory", memory, "MB")


def large_transcripts(home, folder, rounds):
    for lines, limit, memory_limit in [(100_000, 60, 60), (1_000_000, 500, 200)]:
        heading(f"{lines:,} transcript lines, 80x24")
        path = os.path.join(folder, f"{lines}.smtprec")
        inputs.recording(path, lines)
        command = [SCOPE, "open", path]
        row("smtpscope open: first frame with text", median_time(command, rb"NOOP", home, 3), "ms",
            limit)
        # The recordings made here have no end line, and the program says so when it read all.
        whole = rb"cut after event"
        row("smtpscope open: all read and shown", median_time(command, whole, home, 3), "ms")
        program = Program(command, environment=home)
        program.read_until(whole)
        program.settle(0.3)
        row("smtpscope open: memory", program.memory(), "MB", memory_limit)
        program.kill()
        keys("smtpscope open", command, whole, home, rounds * 33)
        text = os.path.join(folder, f"{lines}.txt")
        with open(text, "w") as file:
            file.writelines(f"{number} NOOP line of the bench\n" for number in range(lines))
        if shutil.which("tig"):
            shell = ["sh", "-c", f"tig < {text}"]
            row("tig < file: first frame", median_time(shell, rb"NOOP", home, 3), "ms")


