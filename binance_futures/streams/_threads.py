"""The stream client without asyncio: the same engine in a loop of its own thread."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Coroutine, Sequence
from typing import TYPE_CHECKING, Any, ClassVar, Literal, Self, TypeVar, overload

from .._loop_thread import LoopThread
from .._stream import Streamer, StreamRequest
from ..errors import BinanceError, StreamError
from ._connection import Timing
from ._engine import Callbacks, Engine, named
from ._order_book import LiveBook, OrderBook
from ._settings import book_stream, decoder_of, parts
from ._subscription import Policy, Queue

if TYPE_CHECKING:
    from .._origin import Proxies
    from ..environments import Environment, Product

__all__ = ["Streams", "ThreadSubscription"]

E = TypeVar("E")
E1 = TypeVar("E1")
E2 = TypeVar("E2")
R = TypeVar("R")


class ThreadSubscription(Queue[E]):
    """An iterator of the events of one or more streams; ends with its client, or with `close()`."""

    def __init__(
        self,
        names: tuple[str, ...],
        policy: Policy,
        size: int,
        *,
        on_drained: Callable[[], None],
        on_close: Callable[[ThreadSubscription[E]], None],
    ) -> None:
        super().__init__(names, policy, size)
        self._on_drained = on_drained
        self._on_close = on_close
        self._changed = threading.Condition()

    def put(self, name: str, read: Callable[[Any], E], message: object) -> bool:
        """Takes a message and what reads it; True when its connection must pause until the consumer has caught up."""
        with self._changed:
            full = super().put(name, read, message)
            self._changed.notify()
        return full

    def end(self, error: BinanceError | None = None) -> None:
        """Ends it: what waits is still given, then the error, or the end."""
        with self._changed:
            super().end(error)
            self._changed.notify_all()

    def __iter__(self) -> Self:
        return self

    def __next__(self) -> E:
        with self._changed:
            while True:
                try:
                    read, message = self._take()
                    break
                except IndexError:
                    if self.error is not None:
                        raise self.error from None
                    if self.ended:
                        raise StopIteration from None
                self._changed.wait()
            drained = self._full and self._drained()
        if drained:
            self._on_drained()
        return read(message)

    def close(self) -> None:
        """Unsubscribes from its streams, unless another subscription has them, and ends."""
        self.end()
        self._on_close(self)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


class Streams(Streamer):
    """Live streams as iterators, or by callbacks on the client's thread. Use it in `with`, or call `stop()`.

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
        stream_url: str | None = None,
        on_message: Callable[[Any, str], object] | None = None,
        on_open: Callable[[Any], object] | None = None,
        on_close: Callable[[Any], object] | None = None,
        on_error: Callable[[Any, Exception], object] | None = None,
        on_ping: Callable[[Any, bytes], object] | None = None,
        on_pong: Callable[[Any], object] | None = None,
        logger: logging.Logger | None = None,
        proxies: Proxies | None = None,
        *,
        base_url: str | None = None,
        environment: Environment = "prod",
        is_combined: bool = False,
        timeout: float | None = 10.0,
    ) -> None:
        self._callbacks = Callbacks(on_message, on_open, on_close, on_error, on_ping, on_pong)
        open_, self._snapshots = parts(
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
        self._stopped = False
        self._engine: Engine = open_()
        self._thread = LoopThread("binance_futures streams")

    @staticmethod
    def _timing() -> Timing:
        return Timing()

    @classmethod
    def decode(cls, raw: bytes | str) -> object:
        """One message as its event: a list for an array, `UnknownEvent` for what is not known."""
        return decoder_of(cls.product).decode(raw)

    def start(self, stream: StreamRequest[E]) -> ThreadSubscription[E]:
        """Subscribes to a stream; what its method calls."""
        return self.subscribe(stream)

    @overload
    def subscribe(
        self, stream: StreamRequest[E], /, *, policy: Policy = "drop_oldest", size: int = 10_000
    ) -> ThreadSubscription[E]: ...
    @overload
    def subscribe(
        self,
        stream: StreamRequest[E],
        other: StreamRequest[E1],
        /,
        *,
        policy: Policy = "drop_oldest",
        size: int = 10_000,
    ) -> ThreadSubscription[E | E1]: ...
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
    ) -> ThreadSubscription[E | E1 | E2]: ...
    @overload
    def subscribe(
        self, *streams: StreamRequest[E], policy: Policy = "drop_oldest", size: int = 10_000
    ) -> ThreadSubscription[E]: ...
    @overload
    def subscribe(
        self,
        stream: str | Sequence[str],
        /,
        *,
        id: int | str | None = None,
        policy: Policy = "drop_oldest",
        size: int = 10_000,
    ) -> ThreadSubscription[object]: ...
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
            StreamError: The client is stopped.
            ParameterError: A policy or size that is none.
        """
        wanted, ended, found = named(streams)
        engine = self._engine
        queue = ThreadSubscription[Any](
            tuple(name for name, _, _ in wanted),
            policy,
            size,
            on_drained=lambda: self._soon(engine.resume, queue),
            on_close=lambda closed: self._soon(engine.remove, closed.names, closed),
        )
        takes = None if self._callbacks.on_message is not None else queue

        async def change() -> None:
            if ended:
                engine.remove(ended, None, id or found)
            if wanted:
                engine.add(wanted, takes, id or found)

        self._do(change())
        if takes is None or not wanted:
            queue.end(StreamError("its events go to on_message") if wanted else None)
        return queue

    def order_book(self, symbol: str, speed: Literal[100, 250, 500] = 100) -> OrderBook:
        """The order book of a symbol, kept in sync with the exchange's by its changes and snapshots.

        Args:
            symbol: Symbol, in upper or lower case.
            speed: Time between updates (ms): 100, 250 or 500.

        Raises:
            ParameterError: No such speed, or a stream_url was given without a base_url.
            StreamError: The client is stopped.
        """
        engine = self._engine

        def close(book: LiveBook) -> None:
            self._soon(engine.remove, book.names, book)

        name, route, kind, symbol = book_stream(self.product, symbol, speed)
        self._snapshots.check()
        book = OrderBook(symbol, name, self._snapshots, close)

        async def add() -> None:
            engine.add([(name, route, kind)], book, None)

        self._do(add())
        return book

    def unsubscribe(self, stream: str | Sequence[str], id: int | str | None = None) -> None:
        """Unsubscribes from streams by name."""
        names = [stream] if isinstance(stream, str) else [*stream]

        async def change() -> None:
            self._engine.remove(names, None, id)

        self._do(change())

    def list_subscribe(self, id: int | str | None = None) -> tuple[str, ...]:
        """Names of the streams the exchange has for this client; on the client's own thread an empty tuple.

        With `on_message` the answer also comes as a message, as in the old connector.
        """
        return self._do(self._engine.listed(id))

    def ping(self) -> None:
        """Sends a ping on every connection."""

        async def ping() -> None:
            self._engine.ping()

        self._do(ping())

    def stop(self, id: int | str | None = None) -> None:
        """Ends every subscription, closes every connection and the thread; may be called twice."""
        if self._stopped:
            return
        self._stopped = True
        self._thread.end(self._close())

    async def _close(self) -> None:
        await self._engine.close()
        await self._snapshots.close()

    def _do(self, work: Coroutine[Any, Any, R]) -> R:
        """Runs work in the engine's loop and waits for it; from a callback, where nothing can wait, it just starts."""
        if self._stopped:
            work.close()
            raise StreamError("the stream client is stopped")
        if self._thread.is_current:
            self._thread.start(work)
            return ()  # type: ignore[return-value]  # said in the docstring of the one method with a result
        return self._thread.run(work)

    def _soon(self, work: Callable[..., object], *args: object) -> None:
        if not self._stopped:
            self._thread.soon(work, *args)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()
