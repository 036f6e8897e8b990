"""What `explain` costs: processor time and memory of whole processes that read files made here."""

import os
import resource
import subprocess

REPLIES = [
    "550 5.1.1 <user{n}@example.org>: Recipient address rejected: User unknown",
    "450 4.2.0 <user{n}@example.org>: Recipient address rejected: Greylisted, see you later",
    "554 5.7.1 Service unavailable; Client host [192.0.2.{d}] blocked using zen.spamhaus.org",
    "452 4.2.2 The recipient's mailbox {n} is over its quota",
    "421 4.7.0 Try again later, closing connection {n}",
    "550 5.7.26 This mail is unauthenticated, sender {n} did not pass SPF or DKIM",
    "535 5.7.8 Error: authentication failed: {n}",
    "552 5.3.4 Message size {n} exceeds fixed limit",
]


def reply(number):
    return REPLIES[number % len(REPLIES)].format(n=number, d=number % 255)


def cost(command, path):
    """Seconds of processor time and MB at the most, of one process that reads the file."""
    with open(path, "rb") as file, open(os.devnull, "wb") as nowhere:
        process = subprocess.Popen(command, stdin=file, stdout=nowhere)
        _, status, usage = os.wait4(process.pid, 0)
    if status != 0:
        raise RuntimeError(f"{command} ended with {status}")
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def rows(scope, row, folder, count):
    print(f"\nexplain, {count:,} replies or lines; processor time")
    table = os.path.join(folder, "replies.tsv")
    with open(table, "w") as file:
        file.writelines(f"{number}\t{reply(number)}\n" for number in range(count))
    seconds, _ = cost([scope, "explain", "--format", "tsv"], table)
    row("explain --format tsv: time for 200,000 replies", seconds * 200_000 / count, "s", 1)

    log = os.path.join(folder, "mail.log")
    with open(log, "w") as file:
        for number in range(count):
            file.write(
                f"Nov 27 10:{number // 60 % 60:02}:{number % 60:02} mx postfix/smtp[99]: "
                f"4X{number:08X}: to=<user{number}@example.org>, relay=mx.example.org[192.0.2.1]:25,"
                f" delay=1, dsn=5.0.0, status=bounced (host mx.example.org[192.0.2.1] said: "
                f"{reply(number)} (in reply to RCPT TO command))\n")
    seconds, memory = cost([scope, "explain"], log)
    row("explain < Postfix log: time for 1,000,000 lines", seconds * 1_000_000 / count, "s", 5)
    row("explain < Postfix log: memory", memory, "MB", 200)

    line = os.path.join(folder, "line")
    with open(line, "wb") as file:
        for _ in range(100):
            file.write(b"550 5.7.1 " * 100_000)
    seconds, memory = cost([scope, "explain"], line)
    row("explain < 100 MB on one line: time", seconds, "s", 5)
    row("explain < 100 MB on one line: memory", memory, "MB", 200)
