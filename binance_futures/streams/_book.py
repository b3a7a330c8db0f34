"""The local order book, without any I/O: it is fed events and snapshots, and says when it needs a snapshot.

The sync is Binance's "How to manage a local order book correctly".
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import deque
from collections.abc import Iterable
from decimal import Decimal
from itertools import islice

from ..models.common.events import DepthUpdate
from ..models.common.market import Depth, Level

__all__ = ["Book"]


class Book:
    """Order book of one symbol; empty unless in sync, for a stale book must never be traded on.

    Prices beyond those of the snapshot are unknown until they change. Not for several threads at once.

    Args:
        symbol: Symbol, in capitals as in the events.
        most_buffered: Events kept while no snapshot fits; beyond it the oldest go, and only a newer snapshot fits.
    """

    def __init__(self, symbol: str, *, most_buffered: int = 10_000) -> None:
        if most_buffered < 1:
            raise ValueError(f"most_buffered must be at least 1, not {most_buffered}")
        self.symbol: str = symbol
        self.last_update_id: int | None = None
        """`finalUpdateId` of the last applied event; None while not in sync."""
        self.event_time: int | None = None
        """Time of the last applied event (ms); None while not in sync."""
        self.resyncs: int = 0
        """How often sync was lost, by a gap or a `reset`."""
        self._bids = _Side()
        self._asks = _Side()
        self._snapshot: Depth | None = None
        self._buffer: deque[DepthUpdate] = deque(maxlen=most_buffered)  # without gaps

    @property
    def in_sync(self) -> bool:
        """Whether the book is the exchange's, as of `last_update_id`."""
        return self.last_update_id is not None

    @property
    def needs_snapshot(self) -> bool:
        """Whether a snapshot is to be fetched; False also while a kept one waits for the event that completes it."""
        return not self.in_sync and self._snapshot is None

    @property
    def best_bid(self) -> Level | None:
        """Highest price of the buyers."""
        bids = self._bids
        return bids.levels[bids.prices[-1]] if bids.prices else None

    @property
    def best_ask(self) -> Level | None:
        """Lowest price of the sellers."""
        asks = self._asks
        return asks.levels[asks.prices[0]] if asks.prices else None

    def bids(self, n: int | None = None) -> list[Level]:
        """Buyers, highest price first; the best `n`, or all."""
        bids = self._bids
        return [bids.levels[price] for price in islice(reversed(bids.prices), n)]

    def asks(self, n: int | None = None) -> list[Level]:
        """Sellers, lowest price first; the best `n`, or all."""
        asks = self._asks
        return [asks.levels[price] for price in islice(asks.prices, n)]

    def feed(self, update: DepthUpdate) -> bool:
        """Takes the next event of the diff stream; True if the visible book changed, be it that it became empty."""
        if update.symbol != self.symbol:
            raise ValueError(f"An event of {update.symbol} is not for the book of {self.symbol}")
        if self.last_update_id is None:
            return self._keep(update)
        if update.finalUpdateId <= self.last_update_id:
            return False
        if update.prevFinalUpdateId == self.last_update_id:
            return self._apply(update)
        shown = self._shows()
        self.reset()
        self._buffer.append(update)
        return shown

    def load(self, depth: Depth) -> bool:
        """Takes a snapshot; True if the book is in sync now.

        If not, `needs_snapshot` tells whether the snapshot was too old or waits for the event that completes it.
        """
        if self.in_sync:
            return True
        if self._snapshot is None or depth.lastUpdateId > self._snapshot.lastUpdateId:
            self._snapshot = depth
        return self._start()

    def reset(self) -> None:
        """Forgets everything, for after a reconnect events may be missing."""
        self.resyncs += self.in_sync
        self.last_update_id = self.event_time = None
        self._bids, self._asks = _Side(), _Side()
        self._snapshot = None
        self._buffer.clear()

    def _keep(self, update: DepthUpdate) -> bool:
        buffer = self._buffer
        if buffer:
            last = buffer[-1].finalUpdateId
            if update.finalUpdateId <= last:
                return False
            if update.prevFinalUpdateId != last:
                buffer.clear()
        buffer.append(update)
        return self._start() and self._shows()

    def _start(self) -> bool:
        """Joins snapshot and buffered events; True if the book is in sync now."""
        depth = self._snapshot
        if depth is None:
            return False
        start = depth.lastUpdateId
        first = next((index for index, update in enumerate(self._buffer) if update.finalUpdateId >= start), None)
        if first is None:
            return False
        self._snapshot = None
        update = self._buffer[first]
        # Ids of other updates lie between two events. A snapshot from there fits too, if the event before was seen.
        if update.firstUpdateId > start and update.prevFinalUpdateId != start and first == 0:
            return False
        self._bids.apply(depth.bids)
        self._asks.apply(depth.asks)
        for update in islice(self._buffer, first, None):
            self._apply(update)
        self._buffer.clear()
        return True

    def _apply(self, update: DepthUpdate) -> bool:
        changed = self._bids.apply(update.bids)
        changed |= self._asks.apply(update.asks)
        self.last_update_id, self.event_time = update.finalUpdateId, update.eventTime
        return changed

    def _shows(self) -> bool:
        return bool(self._bids.prices or self._asks.prices)


class _Side:
    """Levels by price, and the prices in rising order: inserting into a list beats every tree at a book's size."""

    __slots__ = ("levels", "prices")

    def __init__(self) -> None:
        self.levels: dict[Decimal, Level] = {}
        self.prices: list[Decimal] = []

    def apply(self, changes: Iterable[Level]) -> bool:
        """Sets the levels, quantity 0 removes one; True if that changed anything."""
        levels, prices = self.levels, self.prices
        changed = False
        for level in changes:
            price, quantity = level.price, level.quantity
            old = levels.get(price)
            if quantity:
                if old is None:
                    insort(prices, price)
                elif not changed and old.quantity == quantity:
                    continue
                levels[price] = level
            elif old is None:
                continue
            else:
                del levels[price]
                del prices[bisect_left(prices, price)]
            changed = True
        return changed
