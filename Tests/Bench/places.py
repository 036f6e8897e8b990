"""Where things are, and the peers."""

import os
import signal
import socket
import subprocess
import time

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
SCOPE = os.environ.get("SMTPSCOPE", os.path.join(ROOT, ".build/release/smtpscope"))
POSTFIX = os.path.join(ROOT, ".build/servers/prefix/usr")
POSTFIX_ENVIRONMENT = {
    "LD_LIBRARY_PATH": POSTFIX + "/lib/postfix",
    "MAIL_CONFIG": os.path.join(ROOT, ".build/servers/etc/postfix"),
}
HAS_POSTFIX = os.path.exists(POSTFIX + "/sbin/smtp-sink")


def smtp_source(target, messages, octets=100):
    """Postfix's sender: one session after which it ends, five commands a message."""
    return [POSTFIX + "/sbin/smtp-source", "-d", "-s", "1", "-m", str(messages), "-l",
            str(octets), target]


def swaks(target):
    """One message from one process."""
    return ["swaks", "--server", target, "--to", "bob@example.org", "--helo", "b"]


# Whether a client shares the server's core decides how fast a round trip can be at all, so the
# benchmark places both instead of leaving it to the kernel: a name, and the client's core.
PLACES = [("one core for both", 0), ("a core each", 1)][:os.cpu_count()]


def on_core(core, command):
    return ["taskset", "-c", str(core)] + command


class Sink:
    """Postfix's smtp-sink: a server that answers everything and keeps nothing. On one core if that
    is named."""

    def __init__(self, core=None):
        self.core = core

    def __enter__(self):
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        self.port, self.target = port, f"127.0.0.1:{port}"
        self.process = subprocess.Popen(
            [POSTFIX + "/sbin/smtp-sink", "-u", "nobody", self.target, "100"],
            env={**os.environ, **POSTFIX_ENVIRONMENT}, stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL)
        if self.core is not None:
            os.sched_setaffinity(self.process.pid, {self.core})
        deadline = time.monotonic() + 5
        while time.monotonic() < deadline:
            try:
                socket.create_connection(("127.0.0.1", port), 0.2).close()
                return self
            except OSError:
                time.sleep(0.02)
        raise RuntimeError("smtp-sink does not listen")

    def __exit__(self, *_):
        self.process.send_signal(signal.SIGTERM)
        self.process.wait()
