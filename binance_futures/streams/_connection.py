"""One connection of streams: subscribes whenever it is connected, and hands over to its successor without loss."""

from __future__ import annotations

import asyncio
import json
import logging
import time
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, Final, Protocol, cast
from uuid import uuid4

from .._redact import redact
from ..errors import BinanceError, StreamError
from ._decode import split
from ._handover import HandOver
from ._link import Link, Timing, tell
from ._session import Outcome, Session
from ._socket import Closed, WebSocket

if TYPE_CHECKING:
    from ._place import Place

__all__ = ["Connection", "Owner", "Timing"]

logger: Final = logging.getLogger("binance_futures")


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


class Connection(Link):
    """A link whose session subscribes to streams."""

    def __init__(
        self,
        owner: Owner,
        url: str,
        place: Place,
        *,
        timing: Timing,
        dedicated: bool = False,
    ) -> None:
        self.dedicated = dedicated
        """Whether it serves one subscription alone, since pausing it must not stall others."""
        self.session = _new_session(timing)
        self._owner = owner
        self._hand_over: HandOver | None = None
        self._since: float | None = None
        self._last_data = 0.0
        super().__init__(url, place, name="stream", timing=timing)

    def nudge(self) -> None:
        """Something is to be sent."""
        if self._socket is not None:
            self._flush(self._socket, self.session)
        self._nudged.set()

    async def _begin(self, socket: WebSocket) -> None:
        self._last_data = asyncio.get_running_loop().time()
        if self._paused:
            socket.pause()
        self.session.opened()
        self._flush(socket, self.session)
        tell(self._owner.opened, self)

    def _lose(self, closed: Closed) -> None:
        if self._since is None:
            self._since = time.time()
        for outcome in self.session.closed():
            tell(self._owner.happened, self, outcome)
        tell(self._owner.lost, self, closed, self._since)

    def _failed(self, error: BinanceError) -> None:
        tell(self._owner.failed, self, error)

    def _pinged(self, payload: bytes) -> None:
        tell(self._owner.pinged, self, payload)

    def _ponged(self, payload: bytes) -> None:
        tell(self._owner.ponged, self, payload)

    def _flush(self, socket: WebSocket, session: Session) -> None:
        for frame in session.outgoing(asyncio.get_running_loop().time()):
            try:
                socket.send(frame)
            except StreamError:  # it has just closed: the session sends all of it again on the next connection
                return
        for outcome in session.settled():
            tell(self._owner.happened, self, outcome)

    def _look(self, now: float) -> str | None:
        if self._socket is not None:
            self._flush(self._socket, self.session)
        if self.session.overdue(now):
            return "a subscription was not answered"
        if self.session.active and not self._paused and now - self._last_data > self._timing.no_data:
            return "subscribed, but no data comes"
        return None

    def _due(self, now: float) -> Iterable[float]:
        wake = self.session.wake(now)
        return () if wake is None else (max(0.0, wake - now),)

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
            tell(self._owner.failed, self, error)
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
                tell(self._owner.happened, self, outcome)
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
            if session is self.session:
                self.leave()
            return True
        if "e" in answer:
            return False
        for outcome in session.received(answer):
            tell(self._owner.happened, self, outcome)
        if self._since is not None and session is self.session and session.active == frozenset(session.wanted):
            since, self._since = self._since, None
            tell(self._owner.restored, self, since)
        return True


def _is_shutdown(message: Mapping[str, object]) -> bool:
    event = message.get("event")
    named = cast("Mapping[str, object]", event) if isinstance(event, dict) else message
    return named.get("e") == "serverShutdown"


def _new_session(timing: Timing) -> Session:
    return Session(lambda: str(uuid4()), patience=timing.patience)
