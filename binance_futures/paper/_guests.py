"""The WebSocket connections that are open: their lives, and what faults do to them."""

import asyncio
from collections.abc import Generator, Iterable
from contextlib import contextmanager
from typing import Final

from ._backend import Backend
from ._sockets import Socket
from ._streams import Channel, Session, encode

__all__ = ["Guests"]

_LIFE: Final = 24 * 3_600_000
_PING_EVERY: Final = 180_000
_PONG_WITHIN: Final = 600.0
_GOING_AWAY: Final = 1001


class _Life:
    """Since when a connection is there, when it was pinged last, and its streams."""

    __slots__ = ("opened", "pinged", "session")

    def __init__(self, now: int, session: Session | None) -> None:
        self.opened = self.pinged = now
        self.session = session


class Guests:
    """Every WebSocket connection. The handler of its request owns it; a task here ends one that is sent away."""

    def __init__(self, backend: Backend) -> None:
        self._backend = backend
        self._open: dict[Socket, _Life] = {}
        self._closing: set[asyncio.Task[None]] = set()

    def __len__(self) -> int:
        return len(self._open)

    @contextmanager
    def host(self, socket: Socket, session: Session | None = None) -> Generator[None]:
        """Look after a connection while its handler serves it."""
        self._open[socket] = _Life(self._backend.clock.now(), session)
        try:
            yield
        finally:
            self._open.pop(socket, None)

    def keep(self, now: int) -> None:
        """Ping every 3 minutes; end those that do not answer for 10, and all after 24 hours."""
        silent_since = asyncio.get_running_loop().time() - _PONG_WITHIN
        for socket, life in [*self._open.items()]:
            if now - life.opened >= _LIFE or socket.heard < silent_since:
                del self._open[socket]
                task = asyncio.create_task(socket.close(_GOING_AWAY))
                self._closing.add(task)
                task.add_done_callback(self._closing.discard)
            elif now - life.pinged >= _PING_EVERY:
                life.pinged = now
                socket.ping()

    async def close(self) -> None:
        """Say goodbye on every connection, and end it."""
        goodbye = encode({"event": {"e": "serverShutdown", "E": self._backend.clock.now()}})
        for socket, life in self._open.items():
            if life.session is not None:
                socket.send(goodbye)
        await asyncio.gather(*(socket.close(_GOING_AWAY) for socket in self._open), *self._closing)

    # What faults do

    def drop(self) -> None:
        """Cut every connection without a goodbye."""
        for socket in self._open:
            socket.abort()

    def silence(self) -> None:
        """Leave every present connection open, and say nothing on it any more."""
        for socket in self._open:
            socket.silence()

    def skip_depth(self, symbol: str) -> None:
        """Leave out the next message of each diff depth stream of a symbol."""
        for channel in _found(self._backend.streams.of("depth", symbol.upper()), f"depth of {symbol}"):
            channel.skips += 1

    def duplicate(self, times: int, stream: str | None) -> None:
        """Send the next messages of a stream twice, of every user data stream without one."""
        streams = self._backend.streams
        named = [streams.named(stream)] if stream is not None else streams.private()
        for channel in _found(filter(None, named), stream or "user data"):
            channel.twice += times

    def expire_listen_keys(self) -> None:
        """End every listen key."""
        self._backend.listen_keys.close_all()
        self._backend.feeds.pulse(self._backend.clock.now())


def _found(channels: Iterable[Channel], what: str) -> list[Channel]:
    found = [*channels]
    if not found:
        raise LookupError(f"nobody has the stream {what!r}")
    return found
