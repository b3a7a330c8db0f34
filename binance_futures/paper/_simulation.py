"""The simulated flow of a contract: quotes that follow the fair price, and takers with and without a reason."""

import math
import random
from typing import Final

from ..models.enums import OrderSide
from ._engine import Engine
from ._listing import Listing
from ._quotes import Quotes, rates

__all__ = ["TAKER_SIZE", "TAKER_SPREAD", "Simulation"]

TAKER_SIZE: Final = 1_500.0
"""The median of what a taker of the busiest contract trades, in USD."""
TAKER_SPREAD: Final = 1.2
"""Standard deviation of its logarithm."""
_LARGEST: Final = 40.0
"""The largest trade, in medians."""
_FAR: Final = 0.003
"""How far from the fair price a taker still takes."""
_FORCED: Final = 0.05
"""Share of the takers whose positions are liquidated."""
_MOVE: Final = 0.0005
"""A move that makes liquidations much more likely on the side that it hurts, and rare on the other."""
_MOVE_SECONDS: Final = 30.0
_IMBALANCE_SECONDS: Final = 5.0
_INFORMED: Final = 0.3
"""How often somebody takes quotes that the fair price has left behind before they are withdrawn."""
_RENEWED: Final = 0.04
"""Share of the quotes that is replaced in 100 ms, when two takers come a second."""


class Simulation:
    """The flow of one contract.

    Args:
        engine: Where orders go.
        listing: The contract.
        rng: What all happens by.
        takers: Takers a second, in the busiest contract.
    """

    def __init__(self, engine: Engine, listing: Listing, rng: random.Random, takers: float) -> None:
        self._engine = engine
        self._listing = listing
        self._rng = rng
        self._quotes = Quotes(engine, listing, rng)
        self._rate = takers * rates(listing.instrument)
        self._maintenance = float(listing.instrument.brackets[0].maintMarginRatio)
        """How far from the mark price the margin is gone when a small position is liquidated."""
        self._wait = 0.0
        self._imbalance = 0.0
        self._fair: float | None = None
        self._move = 0.0
        """How far the fair price has moved of late, as a share of it."""
        self._informed = min(_INFORMED * takers / 2, 1.0)
        self._renewed = min(_RENEWED * takers / 2, 0.5)

    def tick(self, fair: float, seconds: float) -> None:
        """Let the contract trade around a fair price; `seconds` have passed since the last time."""
        rng, book = self._rng, self._listing.book
        bid, ask = book.best_bid, book.best_ask
        if ask is not None and ask < fair:
            if rng.random() < self._informed:
                self._take("BUY", fair, fair, 2.0)
        elif bid is not None and bid > fair and rng.random() < self._informed:
            self._take("SELL", fair, fair, 2.0)
        keep = math.exp(-seconds / _IMBALANCE_SECONDS)
        self._imbalance = self._imbalance * keep + math.sqrt(1 - keep * keep) * rng.gauss(0, 0.5)
        before, self._fair = self._fair or fair, fair
        self._move = self._move * math.exp(-seconds / _MOVE_SECONDS) + fair / before - 1
        self._wait -= min(seconds, 1.0)
        while self._wait <= 0:
            side: OrderSide = "BUY" if rng.gauss(self._imbalance, 1) > 0 else "SELL"
            way = 1 if side == "BUY" else -1
            forced = rng.random() < _FORCED * (1 + math.tanh(way * self._move / _MOVE))
            self._take(side, fair, fair * (1 + way * (self._maintenance if forced else _FAR)), 1.0, forced=forced)
            self._wait += rng.expovariate(self._rate)
        self._quotes.follow(fair, self._renewed)

    def quote(self, fair: float) -> None:
        """Only quote around a price."""
        self._quotes.follow(fair, 0.0)

    def _take(self, side: OrderSide, fair: float, limit: float, scale: float, *, forced: bool = False) -> None:
        """Take what is there within a limit price; `forced`: somebody is liquidated, with that bankruptcy price."""
        instrument = self._listing.instrument
        medians = min(math.exp(self._rng.gauss(0, TAKER_SPREAD)), _LARGEST) * scale
        worth = float(instrument.contractSize) if instrument.inverse else fair
        steps = int(TAKER_SIZE * rates(instrument) * medians / worth / float(instrument.stepSize)) or 1
        ticks = limit / float(instrument.tickSize)
        level = math.floor(ticks) if side == "BUY" else math.ceil(ticks)
        symbol, quantity, price = instrument.symbol, instrument.stepSize * steps, instrument.tickSize * max(level, 1)
        if forced:
            self._engine.liquidate_anonymous(symbol, side, quantity, price)
        else:
            self._engine.place_anonymous(symbol, side, quantity, price, rest=False)
