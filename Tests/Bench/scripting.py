"""What scripts cost: one script of many transactions beside swaks and smtp-source."""

import os
import shutil
import statistics

TRANSACTION = """MAIL FROM:<ann@example.org>
RCPT TO:<bob@example.org>
< 250
DATA
@message "Subject: bench\\r\\n\\r\\nOne line of text.\\r\\n"
"""


def rows(scope, row, timed, target, postfix, home, folder, count):
    print(f"\nScripts, {count:,} transactions on one connection, against smtp-sink on loopback")
    script = os.path.join(folder, "bench.smtp")
    with open(script, "w") as file:
        file.write(f"EHLO bench.example\n@repeat {count}\n{TRANSACTION}@end\nQUIT\n")
    ours = statistics.median(
        timed([scope, "run", script, "--to", target], environment=home) for _ in range(3)) / count
    row("smtpscope run", 1 / ours, "msg/s")
    source = statistics.median(
        timed([postfix + "/sbin/smtp-source", "-d", "-s", "1", "-m", str(count), "-l", "100", target],
              environment={"LD_LIBRARY_PATH": postfix + "/lib/postfix"})
        for _ in range(3)) / count
    row("smtp-source, one session", 1 / source, "msg/s")
    row("smtpscope run: time against smtp-source", ours / source, "x", 1.25)
    if shutil.which("swaks"):
        swaks = statistics.median(
            timed(["swaks", "--server", target, "--to", "bob@example.org", "--helo", "b"])
            for _ in range(5))
        row("swaks, one message a process", 1 / swaks, "msg/s")
        row("smtpscope run: share of swaks' time for a message", ours / swaks, "x", 0.02)

    large = os.path.join(folder, "large.smtp")
    with open(large, "w") as file:
        file.write("EHLO bench.example\n")
        size = 0
        while size < 1 << 20:
            file.write(TRANSACTION)
            size += len(TRANSACTION)
    times = [timed([scope, "check", large], environment=home) for _ in range(3)]
    row("smtpscope check: 1 MB of script, whole process", statistics.median(times) * 1000, "ms", 100)
