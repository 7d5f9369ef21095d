"""A real SMTP server that does what real ones do on bad days: it says no, cuts connections, keeps silent."""

import asyncio
import collections
import re

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, syntax

from .mailbox import Mailbox

GREYLISTED = "450 4.7.1 Greylisted, come back later"
NO_SUCH_USER = "550 5.1.1 No such user here"
CUT_IN_DATA = "hangs up in the middle of the content and keeps nothing"
CUT_AFTER_DATA = "keeps the mail and hangs up instead of saying so"
HOLD = "keeps the mail and never says so"
ANYBODY = "*"


class FaultyMailbox(Mailbox):
    """Takes mail like its parent, except where a test planned otherwise."""

    def __init__(self, port):
        super().__init__(port)
        self._plans = collections.defaultdict(collections.deque)
        self._tries = collections.Counter()
        self._is_black_hole = False
        self._swallowed = 0
        self._held = []

    def start(self):
        self._controller = FaultyController(self, hostname="127.0.0.1", port=self.port)
        self._controller.start()

    def plan(self, address, *faults):
        """What happens at the next tries to an address, in this order; whoever is left without a plan gets the mail."""
        with self._arrived:
            self._plans[address].extend(faults)

    def become_black_hole(self):
        """From now on connections are accepted and nothing is ever said on them."""
        with self._arrived:
            self._is_black_hole = True

    def work_again(self):
        with self._arrived:
            self._is_black_hole = False

    def swallows(self):
        """Whether a new connection falls into the black hole."""
        with self._arrived:
            self._swallowed += self._is_black_hole
            self._arrived.notify_all()
            return self._is_black_hole

    def wait_swallowed(self, seconds=180):
        with self._arrived:
            assert self._arrived.wait_for(lambda: self._swallowed, seconds), f"nobody connected in {seconds} s"

    def wait_held(self, seconds=180):
        """The address of a mail that was kept and not confirmed."""
        with self._arrived:
            assert self._arrived.wait_for(lambda: self._held, seconds), f"no mail was held in {seconds} s"
            return self._held[-1]

    def wait_tries(self, address, count, seconds=180):
        """Until somebody tried to send to an address that often, with whatever success."""
        with self._arrived:
            arrived = self._arrived.wait_for(lambda: self._tries[address] >= count, seconds)
            assert arrived, f"{self._tries[address]} of {count} tries to {address} in {seconds} s"

    def tries(self, address):
        with self._arrived:
            return self._tries[address]

    def does(self, fault, envelope):
        """Whether a fault is next for the recipient, who then is through with it."""
        with self._arrived:
            for plan in (self._plans[envelope.rcpt_tos[0]], self._plans[ANYBODY]):
                if plan and plan[0] == fault:
                    plan.popleft()
                    return True
            return False

    async def handle_RCPT(self, server, session, envelope, address, options):
        with self._arrived:
            self._tries[address] += 1
            self._arrived.notify_all()
            plan = self._plans[address]
            if plan and re.match("[45]", plan[0]):
                return plan.popleft()
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 Known"

    async def handle_DATA(self, server, session, envelope):
        answer = await super().handle_DATA(server, session, envelope)
        if self.does(CUT_AFTER_DATA, envelope):
            await server.hang_up()
        if self.does(HOLD, envelope):
            with self._arrived:
                self._held.append(envelope.rcpt_tos[0])
                self._arrived.notify_all()
            await until_hung_up()
        return answer


class FaultyController(Controller):
    def factory(self):
        return FaultySMTP(self.handler, **self.SMTP_kwargs)


class FaultySMTP(SMTP):
    """One connection; the faults that the protocol's library has no hook for."""

    async def _handle_client(self):
        if not self.event_handler.swallows():
            return await super()._handle_client()
        try:
            await until_hung_up()
        finally:
            self._writer.close()

    @syntax("DATA")
    async def smtp_DATA(self, arg):
        if self.envelope.rcpt_tos and self.event_handler.does(CUT_IN_DATA, self.envelope):
            await self.push("354 Go ahead")
            await self._reader.readline()
            await self.hang_up()
        await super().smtp_DATA(arg)

    async def hang_up(self):
        """At once, as a server that crashes: the other side gets a reset."""
        self.transport.abort()
        await until_hung_up()


async def until_hung_up():
    """The library cancels a conversation whose connection is gone."""
    await asyncio.Event().wait()
