"""User data as an iterator: orders, fills and balances of one account, with its listen key kept alive."""

from __future__ import annotations

import threading
from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, Any, Generic, Self, TypedDict, TypeVar, Unpack

from .._loop_thread import LoopThread
from .._origin import Proxies
from ..environments import Environment
from ..errors import StreamError
from ._connection import Timing
from ._decode import UnknownEvent
from ._feed import AsyncKeys, Feed, FeedSettings, Keys, Reconnected, ThreadKeys
from ._subscription import Queue, Subscription
from ._threads import ThreadSubscription

if TYPE_CHECKING:
    from .._client import BaseClient
    from ..cm import AsyncCMFutures, CMFutures
    from ..um import AsyncUMFutures, UMFutures

__all__ = ["AsyncUserData", "Reconnected", "UserData", "UserDataOptions"]

UserEventT = TypeVar("UserEventT")
ClientT = TypeVar("ClientT", bound="BaseClient[Any]")
QueueT = TypeVar("QueueT", bound=Queue[Any])


class UserDataOptions(TypedDict, total=False):
    """The options of `client.user_data`, described at `AsyncUserData`."""

    stream_url: str | None
    environment: Environment
    proxies: Proxies | None
    timeout: float | None
    size: int
    keep_alive: float


class BaseUserData(ABC, Generic[ClientT, QueueT, UserEventT]):
    """What both kinds of user data share; `AsyncUserData` tells the arguments."""

    def __init__(
        self,
        client: ClientT,
        listen_key: str | None = None,
        *,
        stream_url: str | None = None,
        environment: Environment = "prod",
        proxies: Proxies | None = None,
        timeout: float | None = 10.0,
        size: int = 10_000,
        keep_alive: float = 1800.0,
    ) -> None:
        self._settings = FeedSettings(
            client.product,
            listen_key,
            stream_url=stream_url,
            environment=environment,
            proxies=proxies,
            timeout=timeout,
            keep_alive=keep_alive,
        )
        self._keys = self._calls(client)
        self._queue = self._new_queue(size)
        self._feed: Feed | None = None

    @staticmethod
    @abstractmethod
    def _calls(client: ClientT) -> Keys:
        """The calls about listen keys."""

    @abstractmethod
    def _new_queue(self, size: int) -> QueueT:
        """Where events wait."""

    @staticmethod
    def _timing() -> Timing:
        return Timing()

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self._settings.place.url}>"

    def _new_feed(self) -> Feed:
        if self._feed is not None:
            raise StreamError("user data was opened before: make another with client.user_data()")
        self._feed = Feed(self._keys, self._settings, self._queue, self._timing())
        return self._feed


class AsyncUserData(BaseUserData["AsyncUMFutures | AsyncCMFutures", Subscription[Any], UserEventT]):
    """Orders, fills, balances and positions of the account, as they change; made by `client.user_data()`.

    Use it in `async with`: inside, it is connected, and an async iterator of events. It reconnects by itself and tells
    so by `Reconnected`, in line. No event is dropped: a slow consumer makes the exchange wait. When API key or
    permission are refused for good, what waits is still given, then the error is raised.

    The exchange has one listen key for each account: a program that closes it ends the user data of the others. Give
    `listen_key` where several programs share an account.

    Args:
        client: Whose account it is; also makes and renews the key.
        listen_key: A key of your own: kept alive, but never closed.
        stream_url: Scheme and host of the streams instead of the environment's; the client's by default.
        environment: `prod`, `testnet` or `demo`; the client's by default.
        proxies: URL of a proxy, or a dict; the client's by default.
        timeout: Seconds that making a connection may take; None for no limit.
        size: Events that may wait before reading pauses.
        keep_alive: Seconds between renewals of the key, which is valid for 60 minutes.

    Raises:
        ParameterError: An argument is not usable.
    """

    @staticmethod
    def _calls(client: AsyncUMFutures | AsyncCMFutures) -> Keys:
        return AsyncKeys(client)

    def _new_queue(self, size: int) -> Subscription[Any]:
        return Subscription(("user data",), "block", size, on_drained=self._resume, on_close=lambda _: None)

    def _resume(self) -> None:
        if self._feed is not None:
            self._feed.resume()

    async def open(self) -> None:
        """Gets a listen key and connects; what `async with` does.

        Raises:
            StreamError: No connection came about, or it was opened before.
            BinanceError: No listen key came about.
        """
        await self._new_feed().open()

    async def close(self) -> None:
        """Ends the connection within a second, and the listen key if it was created here."""
        self._queue.end()
        if self._feed is not None:
            await self._feed.close()

    def __aiter__(self) -> Self:
        return self

    async def __anext__(self) -> UserEventT | Reconnected | UnknownEvent:
        if self._feed is None:
            raise StreamError("user data is not open: use it in `async with`")
        try:
            event: UserEventT | Reconnected | UnknownEvent = await self._queue.__anext__()
        except StopAsyncIteration:
            if self._feed.error is not None:
                raise self._feed.error from None
            raise
        return event

    async def __aenter__(self) -> Self:
        await self.open()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()


class UserData(BaseUserData["UMFutures | CMFutures", ThreadSubscription[Any], UserEventT]):
    """Orders, fills, balances and positions of the account, as they change, without asyncio.

    Use it in `with`; everything else is as `AsyncUserData` says, whose arguments it takes. Keys and connection are
    looked after in a thread of their own, so that they live while the consumer works.
    """

    def __init__(
        self, client: UMFutures | CMFutures, listen_key: str | None = None, **options: Unpack[UserDataOptions]
    ) -> None:
        super().__init__(client, listen_key, **options)
        self._thread: LoopThread | None = None
        self._lock = threading.Lock()

    @staticmethod
    def _calls(client: UMFutures | CMFutures) -> Keys:
        return ThreadKeys(client)

    def _new_queue(self, size: int) -> ThreadSubscription[Any]:
        return ThreadSubscription(("user data",), "block", size, on_drained=self._resume, on_close=lambda _: None)

    def _resume(self) -> None:
        with self._lock:
            if self._thread is not None and self._feed is not None:
                self._thread.soon(self._feed.resume)

    def open(self) -> None:
        """Gets a listen key and connects; what `with` does.

        Raises:
            StreamError: No connection came about, or it was opened before.
            BinanceError: No listen key came about.
        """
        feed = self._new_feed()
        thread = self._thread = LoopThread("binance_futures user data")
        try:
            thread.run(feed.open(), None)
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """Ends the connection within a second, and the listen key if it was created here."""
        self._queue.end()
        with self._lock:
            thread, self._thread = self._thread, None
        if thread is not None and self._feed is not None:
            thread.end(self._feed.close())

    def __iter__(self) -> Self:
        return self

    def __next__(self) -> UserEventT | Reconnected | UnknownEvent:
        if self._feed is None:
            raise StreamError("user data is not open: use it in `with`")
        try:
            event: UserEventT | Reconnected | UnknownEvent = next(self._queue)
        except StopIteration:
            if self._feed.error is not None:
                raise self._feed.error from None
            raise
        return event

    def __enter__(self) -> Self:
        self.open()
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
