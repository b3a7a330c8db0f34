"""A listed contract: its book, its prices, and the anonymous market's side of what accounts hold."""

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from ..models.enums import OrderSide
from ._book import Book, Resting
from ._instruments import Instrument
from ._orders import ZERO

__all__ = ["Listing"]


@dataclass(slots=True, eq=False)
class Listing:
    """A contract and its state; `houseAmt` and `houseCash` are the anonymous market's position and money."""

    instrument: Instrument
    book: Book[Resting]
    markPrice: Decimal
    lastPrice: Decimal
    status: Literal["TRADING", "DELIVERED"] = "TRADING"
    lastTradeId: int = 0
    lastAggTradeId: int = 0
    aggregated: tuple[int, OrderSide, Decimal] = (0, "BUY", ZERO)
    """Tenth of a second, taker's side and price of the last trade: the next with the same is of the same aggregate."""
    houseAmt: Decimal = ZERO
    houseCash: Decimal = ZERO
    anonymous: dict[int, Resting] = field(default_factory=dict[int, Resting])

    def value(self, quantity: Decimal) -> Decimal:
        """What a quantity is worth at the mark price, in the margin asset."""
        return self.instrument.value(self.markPrice, quantity)

    def house_trades(self, side: OrderSide, quantity: Decimal, value: Decimal) -> None:
        """Book the anonymous side of a trade."""
        bought = side == "BUY"
        self.houseAmt += quantity if bought else -quantity
        self.houseCash += -value if bought != self.instrument.inverse else value
