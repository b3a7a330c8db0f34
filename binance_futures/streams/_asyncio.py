"""The stream client for asyncio."""

import logging
from collections.abc import Callable, Sequence
from typing import Any, ClassVar, Literal, Self, TypeVar, overload

from .._origin import Proxies
from .._stream import AsyncStreamer, StreamRequest
from ..environments import Environment, Product
from ..errors import StreamError
from ._connection import Timing
from ._engine import Callbacks, Engine, named
from ._order_book import AsyncOrderBook, LiveBook
from ._settings import book_stream, decoder_of, parts
from ._subscription import Policy, Subscription

__all__ = ["AsyncStreams"]

E = TypeVar("E")
E1 = TypeVar("E1")
E2 = TypeVar("E2")
E3 = TypeVar("E3")


class AsyncStreams(AsyncStreamer):
    """Live streams as async iterators. Use it in `async with`, or call `stop()`.

    Args:
        stream_url: Scheme and host of the streams instead of the environment's.
        environment: `prod`, `testnet` or `demo`.
        base_url: Scheme and host of the REST API instead of the environment's; snapshots of order books come from it.
        on_message: Takes (client, text) of every message; events then come by it alone, not by iterators.
        on_open: Takes (client) whenever a connection was made.
        on_close: Takes (client) whenever a connection was lost; it is made again by itself.
        on_error: Takes (client, error): what failed, also inside of other callbacks. The streams go on.
        on_ping: Takes (client, payload) of the exchange's pings; they are answered by themselves.
        on_pong: Takes (client).
        is_combined: Whether on_message gets `{"stream": …, "data": …}` or the data alone.
        proxies: URL of a proxy, or the old connector's dict: `{"http": "http://user:password@host:port"}`.
        logger: Used instead of the logger `binance_futures`.
        timeout: Seconds that making a connection may take; None for no limit.

    Raises:
        ParameterError: An argument is not usable.
    """

    product: ClassVar[Product]

    def __init__(
        self,
        *,
        stream_url: str | None = None,
        base_url: str | None = None,
        environment: Environment = "prod",
        on_message: Callable[[Any, str], object] | None = None,
        on_open: Callable[[Any], object] | None = None,
        on_close: Callable[[Any], object] | None = None,
        on_error: Callable[[Any, Exception], object] | None = None,
        on_ping: Callable[[Any, bytes], object] | None = None,
        on_pong: Callable[[Any], object] | None = None,
        is_combined: bool = False,
        proxies: Proxies | None = None,
        logger: logging.Logger | None = None,
        timeout: float | None = 10.0,
    ) -> None:
        self._callbacks = Callbacks(on_message, on_open, on_close, on_error, on_ping, on_pong)
        self._open, self._snapshots = parts(
            self,
            self.product,
            self._callbacks,
            stream_url=stream_url,
            base_url=base_url,
            environment=environment,
            is_combined=is_combined,
            proxies=proxies,
            logger=logger,
            timeout=timeout,
            timing=self._timing(),
        )
        self._engine: Engine | None = None

    @staticmethod
    def _timing() -> Timing:
        return Timing()

    @classmethod
    def decode(cls, raw: bytes | str) -> object:
        """One message as its event: a list for an array, `UnknownEvent` for what is not known."""
        return decoder_of(cls.product).decode(raw)

    def start(self, stream: StreamRequest[E]) -> Subscription[E]:
        """Subscribes to a stream; what its method calls."""
        return self.subscribe(stream)

    @overload
    def subscribe(
        self, stream: StreamRequest[E], /, *, policy: Policy = "drop_oldest", size: int = 10_000
    ) -> Subscription[E]: ...
    @overload
    def subscribe(
        self,
        stream: StreamRequest[E],
        other: StreamRequest[E1],
        /,
        *,
        policy: Policy = "drop_oldest",
        size: int = 10_000,
    ) -> Subscription[E | E1]: ...
    @overload
    def subscribe(
        self,
        stream: StreamRequest[E],
        other: StreamRequest[E1],
        third: StreamRequest[E2],
        /,
        *,
        policy: Policy = "drop_oldest",
        size: int = 10_000,
    ) -> Subscription[E | E1 | E2]: ...
    @overload
    def subscribe(
        self, *streams: StreamRequest[E], policy: Policy = "drop_oldest", size: int = 10_000
    ) -> Subscription[E]: ...
    @overload
    def subscribe(
        self,
        stream: str | Sequence[str],
        /,
        *,
        id: int | str | None = None,
        policy: Policy = "drop_oldest",
        size: int = 10_000,
    ) -> Subscription[object]: ...
    def subscribe(
        self, *streams: Any, id: int | str | None = None, policy: Policy = "drop_oldest", size: int = 10_000
    ) -> Any:
        """Subscribes to streams, of which the events come in one iterator.

        Args:
            streams: Streams such as `s.agg_trade("BTCUSDT")`, or names such as `"btcusdt@aggTrade"`.
            id: Id of the message, shown in its answer; a random one by default.
            policy: What happens when the consumer is slower than the stream: `drop_oldest` (counted in `dropped`),
                `latest` keeps the newest event of each stream, `block` stops reading on a connection of its own,
                `raise` ends the subscription with StreamError.
            size: Events that may wait.

        Raises:
            StreamError: The client is closed or was never opened.
            ParameterError: A policy or size that is none.
        """
        wanted, ended, found = named(streams)
        engine = self._running()
        names = tuple(name for name, _, _ in wanted)
        queue = Subscription[Any](
            names,
            policy,
            size,
            on_drained=lambda: engine.resume(queue),
            on_close=lambda closed: engine.remove(closed.names, closed),
        )
        if ended:
            engine.remove(ended, None, id or found)
        takes = None if self._callbacks.on_message is not None else queue
        if wanted:
            engine.add(wanted, takes, id or found)
        if takes is None or not wanted:
            queue.end(StreamError("its events go to on_message") if wanted else None)
        return queue

    def order_book(self, symbol: str, speed: Literal[100, 250, 500] = 100) -> AsyncOrderBook:
        """The order book of a symbol, kept in sync with the exchange's by its changes and snapshots.

        Args:
            symbol: Symbol, in upper or lower case.
            speed: Time between updates (ms): 100, 250 or 500.

        Raises:
            ParameterError: No such speed, or a stream_url was given without a base_url.
            StreamError: The client is closed.
        """
        engine = self._running()

        def close(book: LiveBook) -> None:
            engine.remove(book.names, book)

        name, route, kind, symbol = book_stream(self.product, symbol, speed)
        self._snapshots.check()
        book = AsyncOrderBook(symbol, name, self._snapshots, close)
        engine.add([(name, route, kind)], book, None)
        return book

    def unsubscribe(self, stream: str | Sequence[str], id: int | str | None = None) -> None:
        """Unsubscribes from streams by name."""
        self._running().remove([stream] if isinstance(stream, str) else stream, None, id)

    async def list_subscribe(self, id: int | str | None = None) -> tuple[str, ...]:
        """Names of the streams the exchange has for this client."""
        return await self._running().listed(id)

    def ping(self) -> None:
        """Sends a ping on every connection."""
        self._running().ping()

    async def stop(self) -> None:
        """Ends every subscription, and closes every connection."""
        if self._engine is not None:
            await self._engine.close()
        await self._snapshots.close()

    def _running(self) -> Engine:
        if self._engine is None:
            self._engine = self._open()
        return self._engine

    async def __aenter__(self) -> Self:
        self._running()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.stop()
