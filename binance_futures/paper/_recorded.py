"""The recorded flow of a contract: every trade of a record happens again, and quotes stand around its prices."""

import random
from decimal import ROUND_HALF_EVEN, Decimal

from ..models.enums import OrderSide
from ._engine import Engine
from ._listing import Listing
from ._orders import opposite
from ._quotes import Quotes
from ._replay import RecordedTrade

__all__ = ["Recorded"]

_RENEWED = 0.02


class Recorded:
    """The flow of one contract.

    Args:
        engine: Where orders go.
        listing: The contract.
        rng: Where the quantities of quotes come from.
        price: The first price.
    """

    def __init__(self, engine: Engine, listing: Listing, rng: random.Random, price: Decimal) -> None:
        self._engine = engine
        self._listing = listing
        self._quotes = Quotes(engine, listing, rng)
        self.price = price

    def trade(self, trade: RecordedTrade) -> None:
        """Let a trade happen at its price, quantity and side, on the grid of the contract.

        Orders of users come first where they stand at its price, at a better one, or in the maker's way.
        """
        instrument = self._listing.instrument
        taker: OrderSide = "SELL" if trade.isBuyerMaker else "BUY"
        level = max(int((trade.price / instrument.tickSize).to_integral_value(ROUND_HALF_EVEN)), 1)
        price = instrument.tickSize * level
        quantity = instrument.stepSize * max(int(trade.qty / instrument.stepSize), 1)
        self._quotes.give_way("BUY", level)
        self._quotes.give_way("SELL", level)
        maker = self._engine.place_anonymous(instrument.symbol, opposite(taker), quantity, price)
        self._engine.place_anonymous(instrument.symbol, taker, quantity, price, rest=False)
        if maker.remaining:
            self._engine.cancel_anonymous(instrument.symbol, maker.orderId)
        self.price = price

    def tick(self, fair: float, _seconds: float) -> None:
        """Quote around a price."""
        self._quotes.follow(fair, _RENEWED)

    def quote(self, fair: float) -> None:
        """Quote around a price."""
        self._quotes.follow(fair, 0.0)
