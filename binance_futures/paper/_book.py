"""The order book of one symbol: price levels, queues in order of arrival, and what changed for the depth stream."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import islice
from typing import Generic, TypeVar

from sortedcontainers import SortedDict

from ..models.enums import OrderSide

__all__ = ["Book", "DepthChange", "Levels", "Resting"]

Levels = tuple[tuple[Decimal, Decimal], ...]
"""Price and quantity of levels; quantity 0 in a change means that the level is gone."""


@dataclass(slots=True, eq=False)
class Resting:
    """What the book needs of an order; `remaining` is its open quantity."""

    orderId: int
    side: OrderSide
    price: Decimal
    remaining: Decimal


Order = TypeVar("Order", bound=Resting)


@dataclass(frozen=True, slots=True)
class DepthChange:
    """Levels that changed. `U`, `u` and `pu` are those of depthUpdate: first and last update, and the last before.

    Changes that follow each other join by `+`.
    """

    symbol: str
    time: int
    U: int
    u: int
    pu: int
    bids: Levels
    asks: Levels

    def __add__(self, later: "DepthChange") -> "DepthChange":
        bids = tuple({**dict(self.bids), **dict(later.bids)}.items())
        asks = tuple({**dict(self.asks), **dict(later.asks)}.items())
        return DepthChange(self.symbol, later.time, self.U, later.u, self.pu, bids, asks)


class _Level(Generic[Order]):
    """The queue at a price, oldest first, and its total."""

    __slots__ = ("quantity", "queue")

    def __init__(self) -> None:
        self.queue: dict[int, Order] = {}
        self.quantity = Decimal(0)


class _Side(Generic[Order]):
    """One side of a book."""

    __slots__ = ("best_at", "changed", "is_bid", "levels")

    def __init__(self, *, is_bid: bool) -> None:
        self.levels: SortedDict[Decimal, _Level[Order]] = SortedDict()
        self.is_bid = is_bid
        self.best_at = -1 if is_bid else 0
        self.changed: dict[Decimal, None] = {}

    def best(self) -> Decimal | None:
        return self.levels.keys()[self.best_at] if self.levels else None

    def prices(self) -> Iterator[Decimal]:
        return reversed(self.levels) if self.is_bid else iter(self.levels)


class Book(Generic[Order]):
    """Orders of one symbol by price, then by time of arrival.

    It holds orders and never trades by itself: who matches takes `front` while it crosses and calls `fill`.

    Args:
        symbol: The symbol, for `DepthChange`.
    """

    def __init__(self, symbol: str) -> None:
        self.symbol = symbol
        self.last_update_id = 0
        self._published = 0
        self._bids: _Side[Order] = _Side(is_bid=True)
        self._asks: _Side[Order] = _Side(is_bid=False)

    @property
    def best_bid(self) -> Decimal | None:
        """The highest price bid."""
        return self._bids.best()

    @property
    def best_ask(self) -> Decimal | None:
        """The lowest price asked."""
        return self._asks.best()

    def best_against(self, side: OrderSide) -> Decimal | None:
        """The best price an order of `side` meets."""
        return (self._asks if side == "BUY" else self._bids).best()

    def bids(self, limit: int | None = None) -> Levels:
        """The best `limit` levels bid, all by default, highest first."""
        return self._top(self._bids, limit)

    def asks(self, limit: int | None = None) -> Levels:
        """The best `limit` levels asked, all by default, lowest first."""
        return self._top(self._asks, limit)

    def level(self, side: OrderSide, rank: int) -> Decimal | None:
        """The price of the level at `rank` of a side, counted from 1 at the best."""
        own = self._of(side)
        if rank > len(own.levels):
            return None
        return own.levels.keys()[-rank if own.is_bid else rank - 1]

    def quantity_at(self, side: OrderSide, price: Decimal) -> Decimal:
        """The quantity that rests at a price, 0 if there is no such level."""
        level = self._of(side).levels.get(price)
        return level.quantity if level is not None else Decimal(0)

    def crosses(self, side: OrderSide, price: Decimal) -> bool:
        """Whether an order of `side` at `price` would trade at once."""
        if side == "BUY":
            ask = self._asks.best()
            return ask is not None and price >= ask
        bid = self._bids.best()
        return bid is not None and price <= bid

    def against(self, side: OrderSide, price: Decimal | None = None) -> Iterator[tuple[Decimal, Decimal]]:
        """The levels an order of `side` meets, best first, down to its limit `price` if it has one."""
        other = self._asks if side == "BUY" else self._bids
        for level in other.prices():
            if price is not None and (level > price if side == "BUY" else level < price):
                return
            yield level, other.levels[level].quantity

    def queue(self, side: OrderSide, price: Decimal) -> tuple[Order, ...]:
        """The orders at a price, first in line first."""
        level = self._of(side).levels.get(price)
        return tuple(level.queue.values()) if level is not None else ()

    def orders(self) -> Iterator[Order]:
        """Every order in the book."""
        for own in (self._bids, self._asks):
            for level in own.levels.values():
                yield from level.queue.values()

    def front(self, side: OrderSide, price: Decimal | None = None) -> Order | None:
        """The order that a taker of `side` meets first, if the limit `price` (None: any price) allows it."""
        other = self._asks if side == "BUY" else self._bids
        best = other.best()
        if best is None or (price is not None and (best > price if side == "BUY" else best < price)):
            return None
        return next(iter(other.levels[best].queue.values()))

    def add(self, order: Order) -> None:
        """Put an order last in line at its price. It must not cross: match it first."""
        own = self._of(order.side)
        level = own.levels.get(order.price)
        if level is None:
            level = own.levels[order.price] = _Level()
        level.queue[order.orderId] = order
        level.quantity += order.remaining
        own.changed[order.price] = None
        self.last_update_id += 1

    def remove(self, order: Order) -> None:
        """Take an order out."""
        self._take(order, order.remaining, gone=True)

    def fill(self, order: Order, quantity: Decimal) -> None:
        """Lower the open quantity of an order; it keeps its place, and leaves with the last of it."""
        remaining = order.remaining - quantity
        self._take(order, quantity, gone=not remaining)
        order.remaining = remaining

    def drain(self, time: int) -> DepthChange | None:
        """What changed since the last call, None if nothing did."""
        pu = self._published
        if pu == self.last_update_id:
            return None
        self._published = self.last_update_id
        bids, asks = self._changes(self._bids), self._changes(self._asks)
        return DepthChange(self.symbol, time, pu + 1, self.last_update_id, pu, bids, asks)

    def _of(self, side: OrderSide) -> _Side[Order]:
        return self._bids if side == "BUY" else self._asks

    def _take(self, order: Order, quantity: Decimal, *, gone: bool) -> None:
        own = self._of(order.side)
        level = own.levels[order.price]
        level.quantity -= quantity
        if gone:
            del level.queue[order.orderId]
            if not level.queue:
                del own.levels[order.price]
        own.changed[order.price] = None
        self.last_update_id += 1

    @staticmethod
    def _top(own: _Side[Order], limit: int | None) -> Levels:
        levels = own.levels
        return tuple((price, levels[price].quantity) for price in islice(own.prices(), limit))

    @staticmethod
    def _changes(own: _Side[Order]) -> Levels:
        prices: Iterable[Decimal] = own.changed
        levels = own.levels
        changes = tuple((price, levels[price].quantity if price in levels else Decimal(0)) for price in prices)
        own.changed = {}
        return changes
