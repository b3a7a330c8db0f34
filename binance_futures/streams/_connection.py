"""One connection that stays alive by itself: connects, subscribes, watches, reconnects, changes over."""

from __future__ import annotations

import asyncio
import json
import logging
import random
import time
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Protocol, cast
from urllib.parse import urlsplit
from uuid import uuid4

from .._redact import redact
from ..errors import BinanceError, StreamError
from ._decode import split
from ._handover import HandOver
from ._session import Outcome, Session
from ._socket import Closed, HandshakeError, WebSocket

if TYPE_CHECKING:
    from ssl import SSLContext

    from .._origin import Address

__all__ = ["Connection", "Owner", "Timing"]

logger: Final = logging.getLogger("binance_futures")


@dataclass(frozen=True)
class Timing:
    """When a connection is given up or renewed (seconds)."""

    first_backoff: float = 0.5
    longest_backoff: float = 30.0
    silence: float = 60.0
    """Without a byte for so long the peer is asked by a ping; without an answer for as long again it is left."""
    no_data: float = 300.0
    """Subscribed, answering pings, but without one message for so long: the connection is replaced."""
    lifetime: float = 23 * 3600.0
    """The exchange closes a connection after 24 hours; a new one takes over before."""
    overlap: float = 5.0
    """How long old and new connection run side by side at least, when one takes over."""
    patience: float = 10.0
    """How long a subscription may go without an answer."""
    tick: float = 5.0
    """How often all this is looked at, when nothing else happens."""


class Owner(Protocol):
    """Whom a connection tells what happens."""

    def arrived(self, connection: Connection, name: str | None, data: bytes, raw: bytes) -> None:
        """A message of a stream."""
        ...

    def happened(self, connection: Connection, outcome: Outcome) -> None:
        """The outcome of a request about subscriptions."""
        ...

    def opened(self, connection: Connection) -> None:
        """It is connected; subscriptions follow."""
        ...

    def lost(self, connection: Connection, closed: Closed, since: float) -> None:
        """It lost its connection and will reconnect."""
        ...

    def restored(self, connection: Connection, since: float) -> None:
        """It is connected again and everything is subscribed to."""
        ...

    def failed(self, connection: Connection, error: Exception) -> None:
        """Connecting failed; it will be tried again."""
        ...

    def pinged(self, connection: Connection, payload: bytes) -> None:
        """The exchange sent a ping, which has been answered."""
        ...

    def ponged(self, connection: Connection, payload: bytes) -> None:
        """The exchange answered a ping."""
        ...


class Connection:
    """Owns one socket and its session; its task runs until `close()`."""

    def __init__(
        self,
        owner: Owner,
        url: str,
        *,
        timing: Timing,
        timeout: float | None,
        proxy: Address | None,
        ssl_context: SSLContext | None = None,
        dedicated: bool = False,
    ) -> None:
        self.url = url
        self.dedicated = dedicated
        """Whether it serves one subscription alone, since pausing it must not stall others."""
        self.session = _new_session(timing)
        self._owner = owner
        self._timing = timing
        self._timeout = timeout
        self._proxy = proxy
        self._ssl_context = ssl_context
        self._socket: WebSocket | None = None
        self._hand_over: HandOver | None = None
        self._paused = False
        self._since: float | None = None
        self._nudged = asyncio.Event()
        self._last_data = 0.0
        self._task = asyncio.create_task(self._run(), name=f"binance_futures stream {_host(url)}")

    @property
    def is_open(self) -> bool:
        """Whether it is connected now."""
        return self._socket is not None

    def nudge(self) -> None:
        """Something is to be sent."""
        if self._socket is not None:
            self._flush(self._socket, self.session)
        self._nudged.set()

    def pause(self) -> None:
        """Stops reading until `resume`; pongs are sent unasked meanwhile."""
        self._paused = True
        if self._socket is not None:
            self._socket.pause()

    def resume(self) -> None:
        """Goes on reading."""
        self._paused = False
        if self._socket is not None:
            self._socket.resume()

    def ping(self) -> None:
        """Sends a ping; StreamError when there is no connection."""
        if self._socket is None:
            raise StreamError("there is no connection to ping")
        self._socket.ping()

    async def close(self) -> None:
        """Ends the task and the socket."""
        self._task.cancel()
        await asyncio.gather(self._task, return_exceptions=True)

    async def _run(self) -> None:
        failures = 0
        try:
            while True:
                try:
                    socket = await self._connect(self._message)
                except BinanceError as error:
                    failures += 1
                    self._tell(self._owner.failed, self, error)
                    await asyncio.sleep(self._backoff(failures, error))
                    continue
                opened = asyncio.get_running_loop().time()
                self._begin(socket, self.session)
                self._tell(self._owner.opened, self)
                socket, closed = await self._watch(socket, opened)
                failures = (
                    0 if asyncio.get_running_loop().time() - opened > self._timing.longest_backoff else failures + 1
                )
                self._lose(closed)
                await asyncio.sleep(self._backoff(failures, closed.error) if failures else 0)
        finally:
            if self._socket is not None:  # perhaps the successor of the one that was opened here
                await self._socket.close()

    async def _connect(self, on_message: Callable[[bytes], None]) -> WebSocket:
        return await WebSocket.connect(
            self.url,
            on_message=on_message,
            on_ping=lambda payload: self._tell(self._owner.pinged, self, payload),
            on_pong=lambda payload: self._tell(self._owner.ponged, self, payload),
            timeout=self._timeout,
            proxy=self._proxy,
            ssl_context=self._ssl_context,
        )

    def _backoff(self, failures: int, error: BaseException | None) -> float:
        told = error.retry_after if isinstance(error, HandshakeError) else None
        grown = self._timing.first_backoff * 2.0 ** min(failures - 1, 20)
        jittered = min(self._timing.longest_backoff, grown) * random.uniform(0.5, 1.0)  # noqa: S311 - jitter
        return max(told or 0.0, jittered)

    def _begin(self, socket: WebSocket, session: Session) -> None:
        self._socket = socket
        self._last_data = asyncio.get_running_loop().time()
        if self._paused:
            socket.pause()
        session.opened()
        self._flush(socket, session)

    def _lose(self, closed: Closed) -> None:
        self._socket = None
        if self._since is None:
            self._since = time.time()
        for outcome in self.session.closed():
            self._tell(self._owner.happened, self, outcome)
        self._tell(self._owner.lost, self, closed, self._since)

    def _flush(self, socket: WebSocket, session: Session) -> None:
        for frame in session.outgoing(asyncio.get_running_loop().time()):
            try:
                socket.send(frame)
            except StreamError:  # it has just closed: the session sends all of it again on the next connection
                return
        for outcome in session.settled():
            self._tell(self._owner.happened, self, outcome)

    async def _watch(self, socket: WebSocket, opened: float) -> tuple[WebSocket, Closed]:
        """Serves a socket until it is closed; gives the socket it ended with, which may be a successor."""
        loop, timing = asyncio.get_running_loop(), self._timing
        asked_at: float | None = None
        while not socket.closed.done():
            now = loop.time()
            self._flush(socket, self.session)
            if self.session.overdue(now):
                return socket, await _give_up(socket, "a subscription was not answered")
            quiet = now - socket.last_received
            if self._paused:
                asked_at = None
                with suppress(StreamError):  # it is closing
                    socket.pong()  # its pings are not read while it is paused
            elif quiet > timing.silence and asked_at is None:
                asked_at = now
                with suppress(StreamError):
                    socket.ping()
            elif asked_at is not None and quiet < now - asked_at:
                asked_at = None
            elif asked_at is not None and now - asked_at > timing.silence:
                return socket, await _give_up(socket, "the connection is silent")
            if self.session.active and not self._paused and now - self._last_data > timing.no_data:
                return socket, await _give_up(socket, "subscribed, but no data comes")
            if now - opened > timing.lifetime and not self._paused:  # what is not read yet would be lost
                socket, opened = await self._change_over(socket), loop.time()
                continue
            await self._rest(socket, min(timing.tick, timing.silence / 2, *self._until_wake(now)))
        return socket, socket.closed.result()

    def _until_wake(self, now: float) -> Iterable[float]:
        wake = self.session.wake(now)
        return () if wake is None else (max(0.0, wake - now),)

    async def _rest(self, socket: WebSocket, seconds: float) -> None:
        self._nudged.clear()
        nudge = asyncio.ensure_future(self._nudged.wait())
        try:
            await asyncio.wait((nudge, socket.closed), timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
        finally:
            nudge.cancel()

    async def _change_over(self, old: WebSocket) -> WebSocket:
        """Opens a successor, subscribes it to the same, and leaves the old connection; the old one on failure."""
        hand_over = HandOver()
        successor = _new_session(self._timing)
        successor.subscribe(self.session.wanted)

        def from_new(raw: bytes) -> None:
            self._new_message(raw, hand_over, successor)

        self._hand_over = hand_over  # user data comes as soon as it is connected
        try:
            new = await self._connect(from_new)
        except BaseException as error:
            self._hand_over = None
            if not isinstance(error, BinanceError):
                raise
            self._tell(self._owner.failed, self, error)
            return old
        if old.closed.done():  # nobody listened for a while: a loss like any other
            self._hand_over = None
            await new.close()
            return old
        successor.opened()
        try:
            await self._overlap(old, new, successor)
            if new.closed.done():
                await new.close()
                return old
            predecessor = self.session
            self._hand_over, self.session, self._socket = None, successor, new
            for outcome in predecessor.closed():
                self._tell(self._owner.happened, self, outcome)
            if self._paused:
                new.pause()
            for name, message in hand_over.finish():
                self._deliver(name or None, message, message)
            await old.close()
        except BaseException:
            await new.close()
            raise
        finally:
            self._hand_over = None
        return new

    async def _overlap(self, old: WebSocket, new: WebSocket, successor: Session) -> None:
        """Waits until the successor has what its predecessor has, or one of them has ended."""
        loop, overlap = asyncio.get_running_loop(), self._timing.overlap
        started = loop.time()
        while not (old.closed.done() or new.closed.done()):
            wanted, had = dict.fromkeys(self.session.wanted), dict.fromkeys(successor.wanted)
            if missing := [name for name in wanted if name not in had]:
                successor.subscribe(missing)
            if gone := [name for name in had if name not in wanted]:
                successor.unsubscribe(gone)
            self._flush(new, successor)
            passed = loop.time() - started
            if (successor.active == wanted.keys() and passed > overlap) or passed > 10 * overlap:
                return
            await asyncio.sleep(min(0.1, overlap / 5))

    def _new_message(self, raw: bytes, hand_over: HandOver, successor: Session) -> None:
        name, data = split(raw)
        if name is None and self._control(successor, data):
            return
        give = self._deliver if self._hand_over is hand_over else self._give  # later it is the old one of another
        for message in hand_over.from_new(name or "", data):
            give(name, message, raw)

    def _message(self, raw: bytes) -> None:
        name, data = split(raw)
        if name is None and self._control(self.session, data):
            return
        self._give(name, data, raw)

    def _give(self, name: str | None, data: bytes, raw: bytes) -> None:
        if self._hand_over is None:
            self._deliver(name, data, raw)
            return
        for message in self._hand_over.from_old(name or "", data):
            self._deliver(name, message, raw)

    def _deliver(self, name: str | None, data: bytes, raw: bytes) -> None:
        self._last_data = asyncio.get_running_loop().time()
        self._owner.arrived(self, name, data, raw)

    def _control(self, session: Session, data: bytes) -> bool:
        """Takes what is meant for the session; False for an event, which is not."""
        try:
            message: Any = json.loads(data)
        except ValueError:
            logger.warning("a message that is not JSON: %s", redact(data[:200].decode(errors="replace")))
            return True
        if not isinstance(message, dict):
            return False
        answer = cast("Mapping[str, object]", message)
        if _is_shutdown(answer):
            logger.info("the exchange announced that it will close the connection")
            return True
        if "e" in answer:
            return False
        for outcome in session.received(answer):
            self._tell(self._owner.happened, self, outcome)
        if self._since is not None and session is self.session and session.active == frozenset(session.wanted):
            since, self._since = self._since, None
            self._tell(self._owner.restored, self, since)
        return True

    def _tell(self, callback: Callable[..., None], *args: object) -> None:
        try:
            callback(*args)
        except Exception:
            logger.exception("a callback failed")


def _host(url: str) -> str:
    """Scheme and host: what follows may be a listen key."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.hostname}"


def _is_shutdown(message: Mapping[str, object]) -> bool:
    event = message.get("event")
    named = cast("Mapping[str, object]", event) if isinstance(event, dict) else message
    return named.get("e") == "serverShutdown"


async def _give_up(socket: WebSocket, reason: str) -> Closed:
    logger.warning("stream connection left: %s", reason)
    socket.abort()
    await socket.closed
    return Closed(None, reason, StreamError(reason))


def _new_session(timing: Timing) -> Session:
    return Session(lambda: str(uuid4()), patience=timing.patience)
