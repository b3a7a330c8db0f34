"""One connection that stays alive by itself, whatever it carries: connects, watches, reconnects, changes over."""

from __future__ import annotations

import asyncio
import logging
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from .._backoff import backoff
from ..errors import BinanceError, StreamError
from ._socket import Closed, HandshakeError, WebSocket

if TYPE_CHECKING:
    from ._place import Place

__all__ = ["Link", "Timing", "tell"]

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
    """How long a subscription, or a connection with requests under way, may go without an answer."""
    tick: float = 5.0
    """How often all this is looked at, when nothing else happens."""

    def backoff(self, attempt: int, retry_after: float | None = None) -> float:
        """Seconds before the attempt of this number; never sooner than the exchange told."""
        return max(retry_after or 0.0, backoff(attempt, self.first_backoff, self.longest_backoff))


class Link(ABC):
    """Owns one socket and the task that keeps it; the task runs until `close()`."""

    def __init__(
        self,
        url: str,
        place: Place,
        *,
        name: str,
        timing: Timing,
    ) -> None:
        self.url = url
        self._timing = timing
        self._place = place
        self._socket: WebSocket | None = None
        self._paused = False
        self._leaving = False
        self._nudged = asyncio.Event()
        self._task = asyncio.create_task(self._run(), name=f"binance_futures {name} {_host(url)}")

    @property
    def is_open(self) -> bool:
        """Whether it is connected now."""
        return self._socket is not None

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

    def leave(self) -> None:
        """Changes over to a new connection now."""
        self._leaving = True
        self._nudged.set()

    async def close(self) -> None:
        """Ends the task and the socket."""
        self._task.cancel()
        await asyncio.gather(self._task, return_exceptions=True)

    # What it carries

    @abstractmethod
    def _message(self, raw: bytes) -> None:
        """A message came."""

    @abstractmethod
    async def _begin(self, socket: WebSocket) -> None:
        """It is connected: says what has to be said first."""

    @abstractmethod
    def _look(self, now: float) -> str | None:
        """Sends what is due; why the connection is to be given up, if it is."""

    @abstractmethod
    def _due(self, now: float) -> Iterable[float]:
        """Seconds until it is to be looked at again."""

    @abstractmethod
    def _lose(self, closed: Closed) -> None:
        """The connection was lost; `_socket` is None."""

    @abstractmethod
    def _failed(self, error: BinanceError) -> None:
        """Connecting failed; it will be tried again."""

    @abstractmethod
    async def _change_over(self, old: WebSocket) -> WebSocket:
        """Opens a successor and leaves the old connection, which is given back on failure."""

    def _pinged(self, payload: bytes) -> None:
        """The exchange sent a ping, which has been answered."""
        logger.debug("a ping came")

    def _ponged(self, payload: bytes) -> None:
        """The exchange answered a ping."""
        logger.debug("a pong came")

    # Staying alive

    async def _run(self) -> None:
        failures = 0
        try:
            while True:
                try:
                    socket = await self._connect(self._message)
                except BinanceError as error:
                    failures += 1
                    self._failed(error)
                    await asyncio.sleep(self._timing.backoff(failures, _told(error)))
                    continue
                opened = asyncio.get_running_loop().time()
                self._socket = socket
                await self._begin(socket)
                socket, closed = await self._watch(socket, opened)
                failures = (
                    0 if asyncio.get_running_loop().time() - opened > self._timing.longest_backoff else failures + 1
                )
                self._socket = None
                self._lose(closed)
                await asyncio.sleep(self._timing.backoff(failures, _told(closed.error)) if failures else 0)
        finally:
            if self._socket is not None:  # perhaps the successor of the one that was opened here
                await self._socket.close()

    async def _connect(self, on_message: Callable[[bytes], None]) -> WebSocket:
        return await WebSocket.connect(
            self.url,
            on_message=on_message,
            on_ping=self._pinged,
            on_pong=self._ponged,
            timeout=self._place.timeout,
            proxy=self._place.proxy,
            ssl_context=self._place.ssl_context,
        )

    async def _watch(self, socket: WebSocket, opened: float) -> tuple[WebSocket, Closed]:
        """Serves a socket until it is closed; gives the socket it ended with, which may be a successor."""
        loop, timing = asyncio.get_running_loop(), self._timing
        renew_at = opened + timing.lifetime
        asked_at: float | None = None
        while not socket.closed.done():
            now = loop.time()
            if (reason := self._look(now)) is not None:
                return socket, await _give_up(socket, reason)
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
            if (self._leaving or now > renew_at) and not self._paused:  # what is not read would be lost
                self._leaving = False
                old, socket = socket, await self._change_over(socket)
                renew_at = loop.time() + (timing.longest_backoff if socket is old else timing.lifetime)
                continue
            await self._rest(socket, min(timing.tick, timing.silence / 2, *self._due(now)))
        return socket, socket.closed.result()

    async def _rest(self, socket: WebSocket, seconds: float) -> None:
        self._nudged.clear()
        nudge = asyncio.ensure_future(self._nudged.wait())
        try:
            await asyncio.wait((nudge, socket.closed), timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
        finally:
            nudge.cancel()


def tell(callback: Callable[..., None], *args: object) -> None:
    """Calls back; what is raised is logged, for the connection goes on."""
    try:
        callback(*args)
    except Exception:
        logger.exception("a callback failed")


def _told(error: BaseException | None) -> float | None:
    return error.retry_after if isinstance(error, HandshakeError) else None


def _host(url: str) -> str:
    """Scheme and host: what follows may be a listen key."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.hostname}"


async def _give_up(socket: WebSocket, reason: str) -> Closed:
    logger.warning("connection left: %s", reason)
    socket.abort()
    await socket.closed
    return Closed(None, reason, StreamError(reason))
