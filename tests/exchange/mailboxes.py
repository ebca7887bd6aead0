"""A mail server on a port of its own, as much of RFC 5321 as a client needs: it takes what it accepts, byte for byte, and
refuses the recipients and the sizes it is told to."""

from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage
from socketserver import StreamRequestHandler, ThreadingTCPServer
from threading import Thread


class MailServer(ThreadingTCPServer):
    daemon_threads = True
    allow_reuse_address = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Session)
        self.refused: set[str] = set()
        self.largest = 20 * 1024 * 1024
        self.raw: list[tuple[list[str], bytes]] = []

    @property
    def port(self) -> int:
        return int(self.server_address[1])

    def mails(self, to: str) -> list[EmailMessage]:
        return [message_from_bytes(raw, policy=policy.default) for all_, raw in self.raw if to in all_]


class Session(StreamRequestHandler):
    server: MailServer

    def say(self, line: str) -> None:
        self.wfile.write(f"{line}\r\n".encode())

    def handle(self) -> None:
        self.say("220 mail.example ready")
        recipients: list[str] = []
        while line := self.rfile.readline(2000).decode("ascii").strip():
            verb, _, rest = line.partition(" ")
            match verb.upper():
                case "EHLO":
                    self.say("250-mail.example")
                    self.say(f"250 SIZE {self.server.largest}")
                case "MAIL":
                    recipients = []
                    self.say("250 sender taken")
                case "RCPT":
                    address = rest.partition("<")[2].partition(">")[0]
                    if address in self.server.refused:
                        self.say("550 no such mailbox here")
                    else:
                        recipients.append(address)
                        self.say("250 recipient taken")
                case "DATA":
                    self.say("354 go on")
                    raw = b"".join(self.lines())
                    if len(raw) > self.server.largest:
                        self.say("552 too large")
                    else:
                        self.server.raw.append((recipients, raw))
                        self.say("250 taken")
                case "RSET" | "NOOP":
                    self.say("250 done")
                case "QUIT":
                    self.say("221 bye")
                    return
                case _:
                    self.say("502 not known here")

    def lines(self) -> Iterator[bytes]:
        while (line := self.rfile.readline()) not in (b".\r\n", b""):
            yield line[1:] if line.startswith(b".") else line


@contextmanager
def mail_server(settings) -> Iterator[MailServer]:
    """The server, and Django set up to send by it as in production."""
    with MailServer() as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()
