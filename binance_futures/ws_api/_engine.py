"""The connection of the WebSocket API: sends requests, gives answers to those who wait. Lives in one event loop."""

from __future__ import annotations

import asyncio
import logging
import math
from collections.abc import Callable, Iterable
from functools import partial
from typing import TYPE_CHECKING, Final

from .._redact import redact
from .._refusal import Answer
from .._transport import run_async
from ..errors import BinanceError, StreamError, TransportError
from ..streams._link import Link, Timing
from ..streams._socket import Closed, HandshakeError, WebSocket
from ._caller import LOGON, LOGOUT, Draft, WebSocketCaller, WebSocketRequest
from ._flight import Flight, Reply, Ticket
from ._message import Answered, Broken, Event, LimitHeader, Unaddressed, quick, read

if TYPE_CHECKING:
    from ..streams._place import Place

__all__ = ["Engine"]

logger: Final = logging.getLogger("binance_futures")

_DRAINING: Final = 60.0
_UNAUTHORISED: Final = 401
_OF_THE_WAY: Final = (407, 408)
"""Refusals of a proxy, or for want of time: another attempt may succeed."""


class Engine(Link):
    """Owns the connection and the requests under way; every method is called in its loop."""

    def __init__(
        self,
        caller: WebSocketCaller,
        url: str,
        place: Place,
        *,
        logon: bool,
        on_event: Callable[[bytes], None],
        timing: Timing,
    ) -> None:
        self._loop = asyncio.get_running_loop()
        self._caller = caller
        self._on_event = on_event
        self._patience = math.inf if place.patience is None else place.patience
        self._flight = Flight()
        self._outbox: list[Ticket] = []
        self._timer: asyncio.TimerHandle | None = None
        self._ready = False
        """Whether requests may go out: connected, and logged on if that is wanted."""
        self._wants_logon = logon
        self._logged_on = False
        self._failure: BinanceError | None = None
        """Why there is no connection."""
        self._refused: tuple[Answer, float] | None = None
        """What the handshake was answered, and until when that holds for every request."""
        super().__init__(url, place, name="ws_api", timing=timing)

    # Requests

    def draft(self, wanted: WebSocketRequest) -> Draft | None:
        """The text of a request if it can go out now; may be called in any thread, which then does the signing."""
        return self._caller.draft(wanted.request, bare=self._is_bare(wanted)) if self._ready else None

    def _is_bare(self, wanted: WebSocketRequest) -> bool:
        return self._logged_on and wanted.method != LOGON

    def ask(self, wanted: WebSocketRequest, reply: Reply, draft: Draft | None = None) -> None:
        """Sends a request now, or as soon as there is a connection."""
        try:
            ticket = self._take(wanted, reply, draft)
        except TransportError as error:
            reply.set_exception(error)
            return
        if not self._ready:
            ticket.draft = None  # by then its timestamp will be old
            if self._refused is not None and self._loop.time() < self._refused[1]:
                self._answered(ticket.number, self._refused[0])
            return
        if len(self._flight) == 1:
            self._send([ticket])
            return
        # Where several are under way, those of one turn of the loop go out as one packet.
        self._outbox.append(ticket)
        if len(self._outbox) == 1:
            self._loop.call_soon(self._flush)

    def _take(self, wanted: WebSocketRequest, reply: Reply, draft: Draft | None = None) -> Ticket:
        ticket = self._flight.add(wanted, reply, self._loop.time() + self._patience, draft)
        if self._timer is None and self._patience < math.inf:
            self._timer = self._loop.call_at(ticket.deadline, self._expire)
        return ticket

    def _flush(self) -> None:
        tickets, self._outbox = self._outbox, []
        if self._ready:
            self._send([ticket for ticket in tickets if ticket.over is None and not ticket.reply.done()])

    def _send(self, tickets: list[Ticket], over: WebSocket | None = None) -> None:
        socket = over or self._socket
        frames: list[bytes] = []
        sent: list[Ticket] = []
        for ticket in tickets:
            wanted, draft = ticket.wanted, ticket.draft
            if wanted.method == LOGOUT:
                self._logged_on = self._wants_logon = False
            ticket.bare, ticket.draft = self._is_bare(wanted), None
            try:
                if draft is None or draft.bare is not ticket.bare:
                    draft = self._caller.draft(wanted.request, bare=ticket.bare)
                frames.append(draft.frame(ticket.number))
            except Exception as error:  # noqa: BLE001 - it is told to whom it concerns
                self._flight.drop(ticket)
                ticket.reply.set_exception(error)
            else:
                sent.append(ticket)
        if socket is None or not frames:
            return
        try:
            socket.send_all(frames)
        except StreamError:  # it has just closed: they wait for the next one
            return
        now = self._loop.time()
        for ticket in sent:
            ticket.over, ticket.sent_at = socket, now

    def _expire(self) -> None:
        self._timer = None
        now = self._loop.time()
        mute: set[WebSocket] = set()
        for ticket in self._flight.expired(now):
            if ticket.over is None:
                why = f" (last failure: {self._failure})" if self._failure is not None else ""
                ticket.fail(f"no connection within {self._patience:g} s{why}")
            else:
                ticket.fail(f"no answer within {self._patience:g} s")
                heard = ticket.over.last_received
                if heard < ticket.sent_at and now - heard >= self._timing.patience:
                    mute.add(ticket.over)
        for socket in mute:
            logger.warning("WebSocket API: nothing comes any more, connecting again")
            socket.abort()
        deadline = self._flight.deadline()
        if deadline < math.inf:
            self._timer = self._loop.call_at(deadline, self._expire)

    # Messages

    def _message(self, raw: bytes) -> None:
        match quick(raw) or read(raw):
            case Answered(number, answer):
                self._answered(number, answer)
            case Event(data):
                self._event(data)
            case Unaddressed(answer):
                self._unaddressed(answer)
            case Broken(number):
                ticket = self._flight.answered(number)
                if ticket is not None:
                    ticket.fail("the answer holds no status")
                logger.warning("WebSocket API: an answer without status: %s", _shown(raw))
            case None:
                logger.warning("WebSocket API: a message that is no answer: %s", _shown(raw))

    def _answered(self, number: int, answer: Answer) -> None:
        ticket = self._flight.answered(number)
        if ticket is None:
            level = logging.DEBUG if self._flight.was_asked(number) else logging.WARNING
            logger.log(level, "WebSocket API: an answer nobody waits for, of id %d", number)
            return
        if ticket.wanted.method == LOGON and answer.status in range(200, 300):
            self._wants_logon = True
            self._logged_on = self._logged_on or ticket.over is self._socket
        if not ticket.reply.done():
            ticket.reply.set_result(answer)

    def _unaddressed(self, answer: Answer) -> None:
        """An answer with id null: the session was revoked, or a request could not be read."""
        sent = self._flight.over(self._socket)
        if answer.status == _UNAUTHORISED:
            self._logged_on = False  # until the next connection or logon every request brings its own signature
            sent = [ticket for ticket in sent if ticket.bare]
        logger.warning("WebSocket API: %s: %s", answer.status, _shown(answer.body))
        if len(sent) == 1:  # with several nobody knows whose it is: those without an answer run out of time
            self._answered(sent[0].number, answer)

    def _event(self, data: bytes) -> None:
        if b'"serverShutdown"' in data[:200]:
            logger.info("the exchange announced that it will close the connection")
            self.leave()
            return
        self._on_event(data)

    # The connection

    async def close(self) -> None:
        """Ends everything: what is under way fails."""
        self._ready = False
        self._flight.end("the client was closed")
        if self._timer is not None:
            self._timer.cancel()
        await super().close()

    async def _begin(self, socket: WebSocket) -> None:
        self._adopt(socket, logged_on=await self._log_on(socket))

    def _adopt(self, socket: WebSocket, *, logged_on: bool) -> None:
        """From now on requests go over this connection, first those that wait."""
        self._socket, self._logged_on, self._failure = socket, logged_on, None
        self._ready = not socket.closed.done()
        if self._ready:
            self._outbox = []
            self._send(self._flight.waiting())

    async def _log_on(self, socket: WebSocket) -> bool:
        socket.closed.add_done_callback(partial(self._gone, socket))
        if not self._wants_logon:
            return False
        from ..models.common.session import SessionLogon

        try:
            async with asyncio.timeout(self._timing.patience):  # others wait for it
                await run_async(self._caller.call(SessionLogon()), _Direct(self, socket))
        except (BinanceError, TimeoutError) as error:
            told = error if isinstance(error, BinanceError) else "no answer in time"
            logger.warning("WebSocket API: no logon, requests are signed one by one: %s", told)
            return False
        return True

    def ask_over(self, socket: WebSocket, wanted: WebSocketRequest) -> asyncio.Future[Answer]:
        """Sends a request over a connection that is not in use yet."""
        reply: asyncio.Future[Answer] = self._loop.create_future()
        ticket = self._take(wanted, reply)
        self._send([ticket], socket)
        if ticket.over is None and not reply.done():
            self._flight.drop(ticket)
            raise StreamError("the connection is closing")
        return reply

    def _gone(self, socket: WebSocket, closed: asyncio.Future[Closed]) -> None:
        if socket is self._socket:
            self._ready = self._logged_on = False
        self._flight.lost(socket, "the connection was lost before the answer")

    def _lose(self, closed: Closed) -> None:
        logger.info("WebSocket API: connection lost (%s %s), connecting again", closed.code, closed.reason)
        self._ready = self._logged_on = False

    def _failed(self, error: BinanceError) -> None:
        logger.warning("WebSocket API: %s", error)
        self._failure = error
        status = error.status_code if isinstance(error, HandshakeError) else None
        if self._ready or status is None or not 400 <= status < 500 or status in _OF_THE_WAY:
            return
        # The answer to the handshake is the answer to all that wait for it: banned, forbidden, no such path.
        wait = error.retry_after if isinstance(error, HandshakeError) else None
        told = {"retry-after": f"{wait:.3f}"} if wait is not None else {}
        answer = Answer(status, LimitHeader(b"", more=told), str(error).encode())
        self._refused = answer, math.inf if wait is None else self._loop.time() + wait
        for ticket in self._flight.waiting():
            self._answered(ticket.number, answer)

    async def _connect(self, on_message: Callable[[bytes], None]) -> WebSocket:
        self._refused = None
        return await super()._connect(on_message)

    def _look(self, now: float) -> str | None:
        return None

    def _due(self, now: float) -> Iterable[float]:
        return ()

    async def _change_over(self, old: WebSocket) -> WebSocket:
        """Opens a successor; the old connection still gives the answers to what was sent over it."""
        try:
            new = await self._connect(self._message)
        except BinanceError as error:
            self._failed(error)
            return old
        try:
            logged_on = await self._log_on(new)
            if new.closed.done():
                return old
            self._adopt(new, logged_on=logged_on)
            await self._drained(old)
        finally:
            await (old if self._socket is new else new).close()
        return new

    async def _drained(self, old: WebSocket) -> None:
        end = self._loop.time() + min(self._patience, _DRAINING)
        while self._flight.over(old) and not old.closed.done() and self._loop.time() < end:
            await asyncio.wait([old.closed], timeout=0.02)


class _Direct:
    """Carries the calls of the logon over one connection."""

    def __init__(self, engine: Engine, socket: WebSocket) -> None:
        self._engine = engine
        self._socket = socket

    def send(self, request: WebSocketRequest) -> asyncio.Future[Answer]:
        """The answer, or TransportError."""
        return self._engine.ask_over(self._socket, request)

    async def close(self) -> None:
        """Nothing: the connection is the engine's."""


def _shown(raw: bytes) -> str:
    return redact(raw[:200].decode(errors="replace"))
