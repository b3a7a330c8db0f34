"""Local order books that keep themselves in step with the exchange's, on the stream clients.

An order book is its own subscription: every event of its stream is applied at once, in the loop of the engine, whether
or not anybody looks. Snapshots are fetched by a task that `Snapshots` owns.
"""

from __future__ import annotations

import asyncio
import logging
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final, Self

from ..errors import BinanceError, ClientError, RateLimitError, StreamError
from ..models.common.events import DepthUpdate
from ._book import Book
from ._subscription import Sink

if TYPE_CHECKING:
    from ..models.common.market import Level
    from ._snapshots import Snapshots

__all__ = ["AsyncOrderBook", "LiveBook", "OrderBook"]

logger: Final = logging.getLogger("binance_futures")


class LiveBook(Sink):
    """What both kinds of order book share: applies events, fetches snapshots; lives in the loop of the engine."""

    def __init__(self, symbol: str, name: str, snapshots: Snapshots, on_close: Callable[[LiveBook], None]) -> None:
        super().__init__((name,))
        self._book = Book(symbol)
        self._snapshots = snapshots
        self._on_close = on_close
        self._changed = threading.Condition()
        """Guards everything here: the book is read from threads other than the loop's."""
        self._version = self._seen = 0
        self._fetching: asyncio.Task[None] | None = None
        self._waiting: asyncio.Task[None] | None = None
        """Until the first event."""

    def __repr__(self) -> str:
        state = "in sync" if self.in_sync else "ended" if self.ended else "not in sync"
        return f"<{type(self).__name__} {self.symbol} {state}>"

    @property
    def symbol(self) -> str:
        """Symbol, in capitals."""
        return self._book.symbol

    @property
    def in_sync(self) -> bool:
        """Whether the book is the exchange's, as of `last_update_id`; it is empty if not."""
        with self._changed:
            return self._book.in_sync

    @property
    def last_update_id(self) -> int | None:
        """Id of the last applied update; None while not in sync."""
        with self._changed:
            return self._book.last_update_id

    @property
    def event_time(self) -> int | None:
        """Time of the last applied update (ms); None while not in sync."""
        with self._changed:
            return self._book.event_time

    @property
    def resyncs(self) -> int:
        """How often sync was lost."""
        with self._changed:
            return self._book.resyncs

    @property
    def best_bid(self) -> Level | None:
        """Highest price of the buyers; None if there is none, or not in sync."""
        with self._changed:
            return self._book.best_bid

    @property
    def best_ask(self) -> Level | None:
        """Lowest price of the sellers; None if there is none, or not in sync."""
        with self._changed:
            return self._book.best_ask

    def bids(self, n: int | None = None) -> list[Level]:
        """Buyers, highest price first; the best `n`, or all. Empty while not in sync."""
        with self._changed:
            return self._book.bids(n)

    def asks(self, n: int | None = None) -> list[Level]:
        """Sellers, lowest price first; the best `n`, or all. Empty while not in sync."""
        with self._changed:
            return self._book.asks(n)

    def top(self) -> tuple[Level | None, Level | None]:
        """Best bid and best ask of one moment."""
        with self._changed:
            return self._book.best_bid, self._book.best_ask

    # What the engine tells, in its loop

    def put(self, name: str, read: Callable[[Any], Any], message: object) -> bool:
        """Applies an event."""
        if self._waiting is not None:
            self._waiting.cancel()
            self._waiting = None
        event = read(message)
        if not isinstance(event, DepthUpdate) or event.symbol != self.symbol:
            return False  # logged by its reader; the event after it shows the gap
        with self._changed:
            was_in_sync = self._book.in_sync
            if self._book.feed(event) or self._book.in_sync != was_in_sync:
                self._notify()
            missing = self._book.needs_snapshot
        if missing:
            self._start_fetching()
        return False

    def added(self) -> None:
        """Waits for the first event, but not for ever: of a symbol that there is not, none comes."""
        self._waiting = self._snapshots.start(self._wait_for_event(), f"binance_futures order book {self.symbol}")

    async def _wait_for_event(self) -> None:
        await asyncio.sleep(self._snapshots.timing.patience)
        self._start_fetching()

    def _start_fetching(self) -> None:
        if self._fetching is None and not self.ended:
            self._fetching = self._snapshots.start(self._fetch(), f"binance_futures order book {self.symbol}")

    def interrupted(self) -> None:
        """The connection is lost: what the book shows is no longer the exchange's."""
        with self._changed:
            if self._book.in_sync:
                self._notify()
            self._book.reset()

    def end(self, error: BinanceError | None = None) -> None:
        """Ends it, and empties the book."""
        with self._changed:
            super().end(error)
            self._book.reset()
            self._notify()

    def removed(self, name: str) -> None:
        """Its stream is left: fetches no more."""
        super().removed(name)
        for task in (self._fetching, self._waiting):
            if task is not None:
                task.cancel()

    def _left(self) -> StreamError:
        return StreamError(f"the order book of {self.symbol} was closed")

    def _notify(self) -> None:
        """The visible book changed."""
        self._version += 1
        self._changed.notify_all()

    async def _fetch(self) -> None:
        """Fetches snapshots until one fits or waits for the event that completes it."""
        failures = 0
        try:
            while not self.ended:
                try:
                    depth = await self._snapshots.fetch(self.symbol)
                except BinanceError as error:
                    if isinstance(error, ClientError) and not isinstance(error, RateLimitError):
                        self.end(error)  # no such symbol: it will not get better
                        return
                    logger.warning("order book of %s, asking again: %s", self.symbol, error)
                else:
                    with self._changed:
                        if self._book.load(depth):
                            self._notify()
                        if not self._book.needs_snapshot:
                            return
                failures += 1
                await asyncio.sleep(self._snapshots.timing.backoff(failures))
        finally:
            self._fetching = None


class AsyncOrderBook(LiveBook):
    """The order book of one symbol, kept in sync; an async iterator that gives itself whenever it changed.

    It is the exchange's book only while `in_sync`; else it is empty. Levels beyond the snapshot's 1000 a side are
    unknown until they change. Changes that come faster than they are looked at are one.
    """

    def __init__(self, symbol: str, name: str, snapshots: Snapshots, on_close: Callable[[LiveBook], None]) -> None:
        super().__init__(symbol, name, snapshots, on_close)
        self._waiters: list[asyncio.Future[None]] = []

    def _notify(self) -> None:
        super()._notify()
        waiters, self._waiters = self._waiters, []
        for waiter in waiters:
            if not waiter.done():
                waiter.set_result(None)

    def __aiter__(self) -> Self:
        return self

    async def __anext__(self) -> Self:
        while self._version == self._seen and not self.ended:
            await self._wait()
        self._seen = self._version
        if self.error is not None:
            raise self.error
        if self.ended:
            raise StopAsyncIteration
        return self

    async def until_in_sync(self) -> Self:
        """Waits until it is in sync.

        Raises:
            BinanceError: It ended before, such as for a symbol that there is not.
        """
        while not self.in_sync:
            if self.ended:
                raise self.error or self._left()
            await self._wait()
        return self

    async def _wait(self) -> None:
        waiter = asyncio.get_running_loop().create_future()
        self._waiters.append(waiter)
        try:
            await waiter
        finally:
            if waiter in self._waiters:
                self._waiters.remove(waiter)

    async def close(self) -> None:
        """Unsubscribes and ends."""
        self.end()
        self._on_close(self)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()


class OrderBook(LiveBook):
    """The order book of one symbol, kept in sync by the client's thread; an iterator that gives itself on changes.

    It may be read from any thread. It is the exchange's book only while `in_sync`; else it is empty. Levels beyond the
    snapshot's 1000 a side are unknown until they change. Changes that come faster than they are looked at are one.
    """

    def __iter__(self) -> Self:
        return self

    def __next__(self) -> Self:
        with self._changed:
            self._changed.wait_for(lambda: self._version != self._seen or self.ended)
            self._seen = self._version
        if self.error is not None:
            raise self.error
        if self.ended:
            raise StopIteration
        return self

    def until_in_sync(self, timeout: float | None = None) -> Self:
        """Waits until it is in sync.

        Args:
            timeout: Seconds to wait at most; None for no limit.

        Raises:
            BinanceError: It ended before, such as for a symbol that there is not.
            TimeoutError: It took longer.
        """
        with self._changed:
            if not self._changed.wait_for(lambda: self._book.in_sync or self.ended, timeout):
                raise TimeoutError(f"the order book of {self.symbol} is not in sync after {timeout} s")
        if self.ended:
            raise self.error or self._left()
        return self

    def close(self) -> None:
        """Unsubscribes and ends."""
        self.end()
        self._on_close(self)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
