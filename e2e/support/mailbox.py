"""A real SMTP server on this machine that keeps every mail it takes."""

import email
import email.policy
import re
import threading

from aiosmtpd.controller import Controller

LINK = re.compile(r"https?://[^\s<>\"]+/welcome/[A-Za-z0-9_-]{43}")


class Mail:
    """One delivered mail, parsed by Python's own library."""

    def __init__(self, envelope):
        self.message = email.message_from_bytes(envelope.original_content, policy=email.policy.default)
        self.recipients = envelope.rcpt_tos
        self.subject = str(self.message["subject"])
        self.id = str(self.message["message-id"])

    def _part(self, kind):
        part = self.message.get_body(preferencelist=(kind,))
        return part.get_content() if part else ""

    @property
    def text(self):
        return self._part("plain")

    @property
    def html(self):
        return self._part("html")

    @property
    def link(self):
        """The one-time link; a mail without one fails the test that wants it."""
        links = set(LINK.findall(self.text))
        assert len(links) == 1, f"expected one link in:\n{self.text}"
        return links.pop()

    @property
    def attachments(self):
        return {part.get_filename(): part.get_content() for part in self.message.iter_attachments()}


class Mailbox:
    """Where the program's mail arrives. `stop` and `start` play a server that is down for a while."""

    def __init__(self, port):
        self.port = port
        self._mails = []
        self._arrived = threading.Condition()
        self._controller = None

    async def handle_DATA(self, server, session, envelope):
        with self._arrived:
            self._mails.append(Mail(envelope))
            self._arrived.notify_all()
        return "250 2.0.0 Taken"

    def start(self):
        self._controller = Controller(self, hostname="127.0.0.1", port=self.port)
        self._controller.start()

    def stop(self):
        if self._controller:
            self._controller.stop()
            self._controller = None

    def to(self, address):
        with self._arrived:
            return [mail for mail in self._mails if address in mail.recipients]

    def about(self, subject):
        with self._arrived:
            return [mail for mail in self._mails if subject in mail.subject]

    def wait(self, address, subject="", count=1, seconds=30):
        """The newest mail to an address, once at least `count` of them have come."""

        def found():
            return [mail for mail in self._mails if address in mail.recipients and subject in mail.subject]

        with self._arrived:
            arrived = self._arrived.wait_for(lambda: len(found()) >= count, seconds)
            assert arrived, f"{len(found())} of {count} mails to {address} ({subject!r}) came in {seconds} s"
            return found()[-1]
