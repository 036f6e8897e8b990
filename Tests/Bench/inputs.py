"""Makes what the rows read: recordings, scripts, logs."""

import json


def recording(path, lines):
    """One long session, whose transcript has about so many lines."""
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


def connections(path, count):
    """So many short connections, each with a refusal, one after the other."""
    with open(path, "w") as file:
        emit = lambda event: file.write(json.dumps(event, separators=(",", ":")) + "\n")
        emit({"smtprec": 1, "by": "bench", "role": "client", "clock": "us"})
        for number in range(1, count + 1):
            facts = [
                {"e": "connect", "to": "192.0.2.25:25"},
                {"e": "connected", "local": "192.0.2.1:4711", "peer": "192.0.2.25:25"},
                {"e": "S", "k": 1, "d": "220 mx.example.net ESMTP\r\n"},
                {"e": "C", "k": 1, "d": f"EHLO client{number}.example.net\r\n"},
                {"e": "S", "k": 2, "d": "250-mx.example.net\r\n"},
                {"e": "S", "k": 2, "d": "250-SIZE 10240000\r\n"},
                {"e": "S", "k": 2, "d": "250 STARTTLS\r\n"},
                {"e": "C", "k": 2, "d": f"MAIL FROM:<user{number}@example.net>\r\n"},
                {"e": "S", "k": 3, "d": "550 5.7.1 not from there\r\n"},
                {"e": "eof", "by": "S", "how": "fin"},
            ]
            for index, fact in enumerate(facts):
                emit({"t": number * 1000 + index, "c": number, **fact})


def script(path, transactions):
    """One session that sends letter after letter and expects each answer."""
    with open(path, "w") as file:
        file.write("@connect\n< 220\nEHLO bench.example\n< 250\n")
        for number in range(transactions):
            file.write(f"MAIL FROM:<a{number}@bench.example>\n< 250\n"
                       "RCPT TO:<bob@lab.test>\n< 250\nDATA\n< 354\n"
                       f"@message <<.\nSubject: {number}\n\n{'x' * 60}\n.\n< 250\n")
        file.write("QUIT\n< 221\n")


REFUSALS = [
    "550 5.1.1 <u{0}@b.example>: Recipient address rejected: User unknown in virtual mailbox table",
    "554 5.7.1 <u{0}@b.example>: Relay access denied",
    "450 4.2.0 <u{0}@b.example>: Recipient address rejected: Greylisted, see https://b.example/{0}",
    "552 5.2.2 u{0}@b.example: Mailbox full, quota of 2 GB exceeded",
    "421 4.7.0 [192.0.2.{1}] Too many connections from your host, try again later",
    "550-5.7.26 Unauthenticated email from a{0}.example is not accepted due to the domain's DMARC",
    "554 5.7.1 Service unavailable; Client host [192.0.2.{1}] blocked using zen.spamhaus.org",
    "535 5.7.8 Error: authentication failed: UGFzc3dvcmQ6 {0}",
    "550 message {0} was rejected for reasons that only its author knows",
]


def refusal(number):
    return REFUSALS[number % len(REFUSALS)].format(number, number % 250)


def replies(path, count):
    """Lines of id, tab and reply: nine kinds, no two alike, one of them known to no rule."""
    with open(path, "w") as file:
        file.writelines(f"{number}\t{refusal(number)}\n" for number in range(count))


def postfix_log(path, lines):
    """Four lines a letter; every third letter is refused."""
    with open(path, "w") as file:
        for number in range(lines // 4):
            at = f"{number // 36_000 % 24:02}:{number // 600 % 60:02}:{number // 10 % 60:02}"
            stamp, queue = f"Nov 27 {at} mx1 postfix", f"{number:09X}"
            status = "dsn=2.0.0, status=sent (250 2.0.0 Ok: queued as 4F1A2B)"
            if number % 3 == 0:
                status = ("dsn=5.0.0, status=bounced (host mx.b.example[198.51.100.7] said: "
                          f"{refusal(number // 3)} (in reply to RCPT TO command))")
            file.write(
                f"{stamp}/smtpd[123]: {queue}: client=c.example[192.0.2.{number % 250}]\n"
                f"{stamp}/qmgr[4]: {queue}: from=<a@a.example>, size=1200, nrcpt=1 (queue active)\n"
                f"{stamp}/smtp[99]: {queue}: to=<u{number}@b.example>, "
                f"relay=mx.b.example[198.51.100.7]:25, delay=0.5, delays=0.1/0/0.2/0.2, {status}\n"
                f"{stamp}/qmgr[4]: {queue}: removed\n")


def one_line(path, octets):
    with open(path, "wb") as file:
        file.write(b"550 5.7.1 ")
        for _ in range(octets >> 20):
            file.write(b"x" * (1 << 20))
