"""A program on a pseudo-terminal, timed from outside."""

import fcntl
import os
import pty
import re
import select
import signal
import struct
import termios
import time


class Program:
    """Starts a program at 80x24 and reads what it writes."""

    def __init__(self, command, rows=24, columns=80, environment=None):
        self.started = time.perf_counter()
        self.output = b""
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            os.environ.update({"TERM": "xterm-256color", "LC_ALL": "C.UTF-8"}, **(environment or {}))
            os.execvp(command[0], command)
        fcntl.ioctl(self.fd, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def read_until(self, pattern, limit=30.0):
        """Seconds from the start until the pattern was seen; None if it never was."""
        expression = re.compile(pattern)
        while time.perf_counter() - self.started < limit:
            if expression.search(self.output):
                return time.perf_counter() - self.started
            if not self._read(limit):
                break
        return None

    def _read(self, wait):
        ready, _, _ = select.select([self.fd], [], [], wait)
        if not ready:
            return False
        try:
            chunk = os.read(self.fd, 65536)
        except OSError:
            return False
        self.output += chunk
        return bool(chunk)

    def settle(self, quiet=0.05):
        """Reads until nothing comes for a while."""
        while self._read(quiet):
            pass

    def key_latency(self, keys, rounds):
        """Seconds from each key to the first octet of the reaction, and octets per key."""
        latencies, octets = [], 0
        for number in range(rounds):
            self.output = b""
            start = time.perf_counter()
            os.write(self.fd, keys[number % len(keys)])
            if not self._read(10.0):
                raise RuntimeError("no reaction to a key")
            latencies.append(time.perf_counter() - start)
            self.settle(0.004)
            octets += len(self.output)
        return sorted(latencies), octets / rounds

    def memory(self):
        """Highest resident memory so far, in MB."""
        with open(f"/proc/{self.pid}/status") as status:
            for line in status:
                if line.startswith("VmHWM"):
                    return int(line.split()[1]) / 1024
        return 0.0

    def kill(self):
        try:
            os.kill(self.pid, signal.SIGKILL)
        except ProcessLookupError:
            pass
        os.waitpid(self.pid, 0)
        os.close(self.fd)
