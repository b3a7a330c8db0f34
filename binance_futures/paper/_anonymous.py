"""The anonymous market: orders of nobody."""

from decimal import Decimal

from ..models.enums import OrderSide
from ._book import Resting
from ._checks import check_open
from ._errors import rejected
from ._events import Liquidation
from ._listing import Listing
from ._matching import Matching
from ._orders import ZERO
from ._state import State

__all__ = ["Anonymous"]


class Anonymous:
    """What nobody does in the books."""

    def __init__(self, state: State, matching: Matching) -> None:
        self._state = state
        self._matching = matching

    def place(
        self, listing: Listing, side: OrderSide, quantity: Decimal, price: Decimal | None, *, rest: bool
    ) -> Resting:
        """Take what crosses, then let the rest of a limit order rest."""
        order = self._order(listing, side, quantity, price)
        self._matching.match(listing, order, price)
        if order.remaining and rest and price is not None:
            listing.anonymous[order.orderId] = order
            listing.book.add(order)
        return order

    def cancel(self, listing: Listing, orderId: int) -> bool:
        """Cancel an order; False if it is gone already."""
        order = listing.anonymous.pop(orderId, None)
        if order is not None:
            listing.book.remove(order)
        return order is not None

    def liquidate(self, listing: Listing, side: OrderSide, quantity: Decimal, price: Decimal) -> Liquidation:
        """Take what the book has down to a bankruptcy price, the rest by the insurance fund at that price.

        If that is beyond the fund, it stays within the anonymous market: no account is deleveraged for nobody.
        """
        instrument, state = listing.instrument, self._state
        order = self._order(listing, side, quantity, price)
        value, left = ZERO, quantity
        for level, offered in listing.book.against(side, price):
            taken = min(left, offered)
            value += instrument.value(level, taken)
            left -= taken
            if not left:
                break
        self._matching.match(listing, order, price)
        if left:
            value += instrument.value(price, left)
            state.insure(listing, side, price, left)
        average, matched = instrument.price_of(value, quantity), quantity - left
        forced = Liquidation(instrument, side, "IOC", quantity, price, average, "FILLED", quantity, matched, state.time)
        state.publish(forced)
        return forced

    def _order(self, listing: Listing, side: OrderSide, quantity: Decimal, price: Decimal | None) -> Resting:
        """An order that the grid and the state of the contract allow."""
        instrument = listing.instrument
        check_open(listing)
        if quantity <= 0 or quantity % instrument.stepSize or (price is not None and price % instrument.tickSize):
            raise rejected("INVALID_PARAMETER", instrument.product, "quantity or price")
        return Resting(next(self._state.order_ids), side, price if price is not None else ZERO, quantity)
