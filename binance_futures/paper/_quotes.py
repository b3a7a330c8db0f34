"""Nobody's resting orders: a ladder of quotes on both sides of a fair price, kept up order by order."""

import math
import random
from bisect import insort
from typing import Final, Literal

from ..models.enums import OrderSide
from ._book import Resting
from ._engine import Engine
from ._instruments import Instrument
from ._listing import Listing

__all__ = ["LEVELS", "Quotes", "rates"]

LEVELS: Final = 60
"""Levels of a side; there is at least one order in each, and at most two."""
_REACH: Final = 0.002
"""How far the ladder reaches from the fair price."""
_GROWTH: Final = 0.12
"""How much the quantity grows from level to level."""
_ASSETS: Final = {"BTC": 1.0, "ETH": 0.8, "SOL": 0.6, "BNB": 0.5}
_USUAL: Final = 20_000.0
"""What rests at the best level of the busiest contract, in USD."""


def rates(instrument: Instrument) -> float:
    """How much is traded in a contract, beside the busiest."""
    rate = _ASSETS.get(instrument.baseAsset, 0.3)
    if instrument.quoteAsset != "USDT":
        rate *= 0.5
    return rate if instrument.contractType == "PERPETUAL" else rate * 0.5


class _Ladder:
    """One side. Levels are numbers of ticks, negated for bids, so that lower is better on both sides."""

    def __init__(self, side: OrderSide) -> None:
        self.side: OrderSide = side
        self.sign: Literal[-1, 1] = -1 if side == "BUY" else 1
        self.levels: list[int] = []
        self.orders: dict[int, Resting] = {}


class Quotes:
    """The ladders of a contract. At most `4 * LEVELS` orders rest.

    The band of each level is as wide as it is far, so that moving the fair price by many ticks moves few orders.

    Args:
        engine: Where orders go.
        listing: The contract.
        rng: Where prices and quantities within their bounds come from.
    """

    def __init__(self, engine: Engine, listing: Listing, rng: random.Random) -> None:
        self._engine = engine
        self._listing = listing
        self._rng = rng
        self._tick = listing.instrument.tickSize
        self._bids, self._asks = _Ladder("BUY"), _Ladder("SELL")
        self._edges: list[int] = []
        self._spread = 1
        self._unit = 0.0

    def follow(self, fair: float, renewed: float) -> None:
        """Quote around a fair price; a share `renewed` of the orders is replaced by others."""
        tick = float(self._tick)
        if not self._edges:
            self._measure(fair)
        if self._rng.random() < 0.1:
            self._spread = self._rng.choice((1, 1, 1, 2, 2, 3))
        bid = round(fair / tick - self._spread / 2)
        ask = bid + self._spread
        self._clear(self._bids, -bid)
        self._clear(self._asks, ask)
        book = self._listing.book
        theirs = book.best_bid
        if theirs is not None:
            ask = max(ask, int(theirs / self._tick) + 1)
        theirs = book.best_ask
        if theirs is not None:
            bid = min(bid, int(theirs / self._tick) - 1)
        self._fill(self._bids, -bid)
        self._fill(self._asks, ask)
        count = int(renewed * LEVELS * 2 + self._rng.random())
        for _ in range(count):
            self._renew(self._bids if self._rng.random() < 0.5 else self._asks)

    def give_way(self, side: OrderSide, price: int) -> None:
        """Cancel the quotes that a taker of `side` would meet down to a price, in ticks."""
        ladder = self._asks if side == "BUY" else self._bids
        self._clear(ladder, ladder.sign * price + 1)

    def _measure(self, fair: float) -> None:
        instrument = self._listing.instrument
        reach = max(fair * _REACH / float(self._tick), 1.5 * LEVELS) - LEVELS
        self._edges = [level + int(reach * (level / LEVELS) ** 2) for level in range(LEVELS + 1)]
        worth = float(instrument.contractSize) if instrument.inverse else fair
        self._unit = _USUAL * rates(instrument) / worth / float(instrument.stepSize)

    def _clear(self, ladder: _Ladder, best: int) -> None:
        """Cancel what is better than the best level."""
        while ladder.levels and ladder.levels[0] < best:
            self._cancel(ladder, 0)

    def _fill(self, ladder: _Ladder, best: int) -> None:
        """Leave one or two orders in each band, and none beyond the last."""
        levels, orders, edges = ladder.levels, ladder.orders, self._edges
        at = 0
        for rank in range(LEVELS):
            end = best + edges[rank + 1]
            found = 0
            while at < len(levels) and levels[at] < end:
                if not orders[levels[at]].remaining:
                    del orders[levels.pop(at)]
                elif found == 2:
                    self._cancel(ladder, at)
                else:
                    found += 1
                    at += 1
            if not found:
                start = best + edges[rank]
                level = start if end - start == 1 else self._rng.randrange(start, end)
                if ladder.sign * level > 0:
                    self._place(ladder, level, rank)
                    at += 1
        while len(levels) > at:
            self._cancel(ladder, -1)

    def _renew(self, ladder: _Ladder) -> None:
        """Replace an order, more likely one near the top, by another at its price."""
        if ladder.levels:
            rank = int(len(ladder.levels) * self._rng.random() ** 2)
            level = ladder.levels[rank]
            self._cancel(ladder, rank)
            if not self._listing.book.crosses(ladder.side, self._tick * ladder.sign * level):
                self._place(ladder, level, rank * LEVELS // (len(ladder.levels) + 1))

    def _place(self, ladder: _Ladder, level: int, rank: int) -> None:
        steps = int(self._unit * (1 + _GROWTH * rank) * math.exp(self._rng.gauss(0, 0.6))) or 1
        instrument = self._listing.instrument
        ladder.orders[level] = self._engine.place_anonymous(
            instrument.symbol, ladder.side, instrument.stepSize * steps, self._tick * (ladder.sign * level)
        )
        insort(ladder.levels, level)

    def _cancel(self, ladder: _Ladder, rank: int) -> None:
        order = ladder.orders.pop(ladder.levels.pop(rank))
        if order.remaining:
            self._engine.cancel_anonymous(self._listing.instrument.symbol, order.orderId)
