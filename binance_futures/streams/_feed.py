"""What keeps user data coming: one listen key and its connection, kept alive."""

from __future__ import annotations

import asyncio
import logging
import time
from typing import TYPE_CHECKING, Any, Final, NamedTuple, Protocol
from urllib.parse import quote

from .._origin import Proxies
from .._redact import HIDDEN, redact
from ..environments import Environment, Product
from ..errors import (
    AuthenticationError,
    BinanceError,
    ClientError,
    ParameterError,
    Problem,
    RateLimitError,
    ResponseError,
    ServerError,
    StreamError,
    TransportError,
)
from ..models.common.user_events import ListenKeyExpired
from ._connection import Connection, Timing
from ._decode import UnknownEvent
from ._place import place_of, streams_of
from ._settings import decoder_of
from ._socket import HandshakeError
from ._subscription import Queue

if TYPE_CHECKING:
    from ..cm import AsyncCMFutures, CMFutures
    from ..um import AsyncUMFutures, UMFutures
    from ._session import Outcome
    from ._socket import Closed

__all__ = ["AsyncKeys", "Feed", "FeedSettings", "Reconnected", "ThreadKeys"]

logger: Final = logging.getLogger("binance_futures")

_NO_SUCH_KEY: Final = -1125
_EXPIRED: Final = "listenKeyExpired"
_VALID_FOR: Final = 3600.0
_CLOSE_SECONDS: Final = 0.9
_SOON: Final = 60.0
"""A key that has to be replaced so soon after another is not replaced without a pause."""


class Reconnected(NamedTuple):
    """Events may have been missed: query orders and positions. Stands where they are missing."""

    since: float
    """The last sign that events came through (seconds since the epoch)."""
    until: float
    """When they came through again (seconds since the epoch)."""
    reason: str
    """What had happened."""


class Keys(Protocol):
    """The calls about listen keys."""

    async def new(self) -> str: ...
    async def renew(self) -> str | None: ...
    async def close(self) -> None: ...


class AsyncKeys:
    """The calls of an async client, whose answers come bare whatever its flags say."""

    def __init__(self, client: AsyncUMFutures | AsyncCMFutures) -> None:
        self._calls = client.with_response

    async def new(self) -> str:
        return (await self._calls.new_listen_key()).data.listenKey

    async def renew(self) -> str | None:
        return (await self._calls.renew_listen_key()).data.listenKey

    async def close(self) -> None:
        await self._calls.close_listen_key()


class ThreadKeys:
    """The calls of a blocking client, each in a thread."""

    def __init__(self, client: UMFutures | CMFutures) -> None:
        self._calls = client.with_response

    async def new(self) -> str:
        return (await asyncio.to_thread(self._calls.new_listen_key)).data.listenKey

    async def renew(self) -> str | None:
        return (await asyncio.to_thread(self._calls.renew_listen_key)).data.listenKey

    async def close(self) -> None:
        await asyncio.to_thread(self._calls.close_listen_key)


class FeedSettings:
    """Where the socket goes and how, checked."""

    def __init__(
        self,
        product: Product,
        listen_key: str | None,
        *,
        stream_url: str | None,
        environment: Environment,
        proxies: Proxies | None,
        timeout: float | None,
        keep_alive: float,
    ) -> None:
        if listen_key is not None and (not isinstance(listen_key, str) or not listen_key.strip()):
            raise ParameterError([Problem("listen_key", "is the text of a listen key, or None for a new one")])
        if isinstance(keep_alive, bool) or not isinstance(keep_alive, int | float) or not 0 < keep_alive < _VALID_FOR:
            message = f"is a number of seconds above 0 and below {_VALID_FOR:g}, when a key expires (got {keep_alive})"
            raise ParameterError([Problem("keep_alive", message)])
        self.product: Product = product
        self.listen_key = listen_key.strip() if listen_key is not None else None
        self.place = place_of(streams_of(product, stream_url, environment), proxies, timeout)
        self.keep_alive = float(keep_alive)

    def url(self, key: str) -> str:
        """Where the events of a key come from."""
        return f"{self.place.url}{'/private' if self.product == 'um' else ''}/ws/{quote(key, safe='')}"


class _Trouble(NamedTuple):
    """Why a key is to be replaced."""

    since: float
    reason: str
    certain: bool
    """Whether the key is known to be dead; else it may turn out to be in force."""


class Feed:
    """Keeps one key and its connection alive, and puts what comes into a queue; the connection's owner."""

    def __init__(self, keys: Keys, settings: FeedSettings, queue: Queue[Any], timing: Timing) -> None:
        self.error: Exception | None = None
        """Why it ended, if not by `close`."""
        self._keys = keys
        self._settings = settings
        self._queue = queue
        self._timing = timing
        self._decoder = decoder_of(settings.product)
        self._key = ""
        self._created = False
        self._closed = False
        self._connection: Connection | None = None
        self._first: asyncio.Future[None] | None = None
        self._keeper: asyncio.Task[None] | None = None
        self._awake = asyncio.Event()
        self._trouble: _Trouble | None = None
        self._missing: tuple[float, str] | None = None
        """Since when and why events may be missing, until the consumer is told."""
        self._alive = self._valid = time.time()
        """The last signs that the connection works, and that the key does."""

    async def open(self) -> None:
        """Gets the key and connects; what fails here is raised."""
        given = self._settings.listen_key
        try:
            if given is None:
                await self._take_new_key()
            else:
                self._key = given
                self._awake.set()  # how long it has been in force is not known
            self._alive = self._valid = time.time()
            self._first = asyncio.get_running_loop().create_future()
            if self._closed:
                self._refuse()
            else:
                self._connection = self._connect()
            await self._first
        except BaseException:
            await self.close()
            raise
        self._keeper = asyncio.create_task(self._keep(), name="binance_futures user data")

    async def close(self) -> None:
        """Ends tasks and socket, and the key if it was created here."""
        self._closed = True
        self._queue.end()
        self._refuse()
        if self._keeper is not None:
            self._keeper.cancel()
            await asyncio.gather(self._keeper, return_exceptions=True)
        await asyncio.gather(self._disconnect(), self._close_key())

    def _refuse(self) -> None:
        if self._first is not None and not self._first.done():
            self._first.set_exception(StreamError("user data was closed while it was opened"))

    def resume(self) -> None:
        """The queue has room again."""
        if self._connection is not None:
            self._connection.resume()

    def _connect(self) -> Connection:
        settings = self._settings
        return Connection(
            self,
            settings.url(self._key),
            settings.place,
            timing=self._timing,
            dedicated=True,
        )

    async def _disconnect(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            await connection.close()

    async def _take_new_key(self) -> str:
        key = await self._keys.new()
        self._created = self._created or key != self._settings.listen_key
        old, self._key = self._key, key
        return old

    async def _close_key(self) -> None:
        if not self._created:
            return
        self._created = False
        try:
            async with asyncio.timeout(_CLOSE_SECONDS):
                await self._keys.close()
        except Exception as error:  # noqa: BLE001 - closing goes on; the key expires by itself
            logger.warning("the listen key could not be closed: %s", self._told(error))

    # Keeping the key alive

    async def _keep(self) -> None:
        """Renews the key, and replaces it when it is no longer in force."""
        loop = asyncio.get_running_loop()
        failures, pause = 0, 0.0
        replacements, replaced = 0, loop.time() - _SOON
        while True:
            if failures:
                await asyncio.sleep(pause)
            else:
                await self._rest(self._settings.keep_alive)
            try:
                if self._trouble is None:
                    await self._renew()
                if self._trouble is not None:
                    replacements = replacements + 1 if loop.time() - replaced < _SOON else 0
                    if replacements:
                        await asyncio.sleep(self._timing.backoff(replacements))
                    await self._replace(self._trouble)
                    replaced = loop.time()
            except (TransportError, ServerError, ResponseError, ClientError) as error:
                if isinstance(error, AuthenticationError):
                    await self._fail(error)
                    return
                failures += 1
                told = error.retry_after if isinstance(error, RateLimitError) else None
                pause = self._timing.backoff(failures, told)
                logger.warning("the listen key could not be renewed, again in %.1f s: %s", pause, self._told(error))
            except Exception as error:
                logger.exception("user data ended")
                await self._fail(error)
                return
            else:
                failures = 0

    async def _rest(self, seconds: float) -> None:
        try:
            async with asyncio.timeout(seconds):
                await self._awake.wait()
        except TimeoutError:
            pass
        self._awake.clear()

    async def _renew(self) -> None:
        try:
            renewed = await self._keys.renew()
        except RateLimitError:
            raise
        except ClientError as error:
            reason = f"the listen key could not be renewed ({error.error_code}: {self._hide(error.error_message)})"
            self._trouble = _Trouble(self._valid, reason, error.error_code == _NO_SUCH_KEY)
            return
        if renewed and renewed != self._key:
            self._trouble = _Trouble(self._valid, "the account has another listen key by now", certain=False)
        else:
            self._valid = time.time()

    async def _replace(self, trouble: _Trouble) -> None:
        """Gets a key and connects with it, unless the present one turns out to be in force."""
        old = await self._take_new_key()
        self._trouble = None
        if self._key == old and not trouble.certain and self._connection is not None and self._connection.is_open:
            self._valid = time.time()
            return
        logger.info("connecting with a new listen key: %s", trouble.reason)
        await self._disconnect()
        self._interrupt(trouble.since, trouble.reason)
        self._valid = time.time()
        self._connection = self._connect()

    async def _fail(self, error: Exception) -> None:
        self.error = error
        self._queue.end()
        await self._disconnect()

    def _interrupt(self, since: float, reason: str) -> None:
        if self._missing is not None:
            since = min(since, self._missing[0])
        self._missing = since, reason

    # What the connection tells

    def arrived(self, connection: Connection, name: str | None, data: bytes, raw: bytes) -> None:
        """An event, perhaps before `opened`."""
        if connection is not self._connection:
            return
        self._announce()
        self._alive = self._valid = time.time()
        event = self._decoder.read(data)
        if type(event) is UnknownEvent:
            logger.info("an event of user data is not known: %s", event.eventType)
            if self._key.encode() in data:
                event = self._decoder.read(data.replace(self._key.encode(), HIDDEN.encode()))
        self._put(event)
        if isinstance(event, ListenKeyExpired) or (type(event) is UnknownEvent and event.eventType == _EXPIRED):
            self._trouble = _Trouble(self._valid, "the listen key expired", certain=True)
            self._awake.set()

    def opened(self, connection: Connection) -> None:
        """Connected, for the first time or again."""
        if connection is not self._connection:
            return
        self._announce()
        self._alive = time.time()
        if self._first is not None and not self._first.done():
            self._first.set_result(None)
        else:
            self._awake.set()  # with a dead key a connection opens too, and stays silent

    def lost(self, connection: Connection, closed: Closed, since: float) -> None:
        """The connection was lost and is made again."""
        if connection is not self._connection:
            return
        told = self._hide(str(closed.error) if closed.error is not None else f"{closed.code} {closed.reason}").strip()
        logger.info("user data connection lost (%s), connecting again", told)
        self._interrupt(self._alive, f"the connection was lost ({told})")

    def failed(self, connection: Connection, error: Exception) -> None:
        """Connecting failed; it is tried again, but for the first time."""
        if connection is not self._connection:
            return
        if self._first is not None and not self._first.done():
            self._first.set_exception(error)
            return
        logger.warning("user data: %s", self._told(error))
        status = error.status_code if isinstance(error, HandshakeError) else None
        if status in range(400, 500) and status not in (407, 418, 429):
            self._awake.set()  # perhaps for the key's sake

    def pinged(self, connection: Connection, payload: bytes) -> None:
        """The exchange is there."""
        self._alive = time.time()

    def ponged(self, connection: Connection, payload: bytes) -> None:
        """The exchange is there."""
        self._alive = time.time()

    def happened(self, connection: Connection, outcome: Outcome) -> None:
        """Nothing: there are no subscriptions."""

    def restored(self, connection: Connection, since: float) -> None:
        """Nothing: there are no subscriptions."""

    def _announce(self) -> None:
        """Tells the consumer what is missing, before anything that came later."""
        if self._missing is not None:
            (since, reason), self._missing = self._missing, None
            self._put(Reconnected(since, max(since, time.time()), reason))

    def _put(self, event: object) -> None:
        if self._queue.put("user data", _as_it_is, event) and self._connection is not None:
            self._connection.pause()

    def _hide(self, text: str) -> str:
        return redact(text.replace(self._key, HIDDEN) if self._key else text)

    def _told(self, error: Exception) -> str:
        return self._hide(str(error) if isinstance(error, BinanceError) else f"{type(error).__name__}: {error}")


def _as_it_is(event: object) -> object:
    return event
