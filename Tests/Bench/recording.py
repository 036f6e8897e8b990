"""Makes recordings of any length: one session that sends message after message."""

import json


def write(path, lines):
    """A recording whose transcript has about so many lines."""
    with open(path, "w") as file:
        emit = lambda event: file.write(json.dumps(event, separators=(",", ":")) + "\n")
        emit({"smtprec": 1, "by": "bench", "role": "client", "clock": "us"})
        emit({"t": 1, "c": 1, "e": "connect", "to": "192.0.2.25:25"})
        emit({"t": 2, "c": 1, "e": "connected", "local": "192.0.2.1:4711", "peer": "192.0.2.25:25"})
        emit({"t": 3, "c": 1, "e": "S", "k": 1, "d": "220 mx.example.net ESMTP\r\n"})
        for number in range(2, lines // 2):
            at = number * 1000
            emit({"t": at, "c": 1, "e": "C", "k": number, "d": f"NOOP line {number} of the bench\r\n"})
            emit({"t": at + 500, "c": 1, "e": "S", "k": number, "d": f"250 2.0.0 Ok {number}\r\n"})
