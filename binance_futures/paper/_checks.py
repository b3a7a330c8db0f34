"""The rules an order must keep before it may enter: parameters, symbol filters, ids."""

import re
from decimal import Decimal
from typing import Final

from ..models.enums import OrderSide, OrderType, PositionSide, PriceMatchMode, TimeInForce
from ._accounts import Account
from ._errors import rejected
from ._instruments import Instrument
from ._listing import Listing

__all__ = [
    "PRICE_MATCHES",
    "check_good_till_date",
    "check_id",
    "check_notional",
    "check_open",
    "check_position_side",
    "check_price",
    "check_price_band",
    "check_quantity",
    "check_trigger_price",
    "checked_limit",
    "checked_time_in_force",
    "market_bound",
    "market_price",
    "matched_price",
]

_ID: Final = re.compile(r"[.A-Z:/a-z0-9_-]{1,36}", re.ASCII)
_LAST_DATE: Final = 253_402_300_799_000
_CONDITIONAL: Final = frozenset({"STOP", "STOP_MARKET", "TAKE_PROFIT", "TAKE_PROFIT_MARKET", "TRAILING_STOP_MARKET"})
PRICE_MATCHES: Final[dict[PriceMatchMode, tuple[bool, int]]] = {
    "OPPONENT": (True, 1),
    "OPPONENT_5": (True, 5),
    "QUEUE": (False, 1),
    "QUEUE_5": (False, 5),
    "QUEUE_10": (False, 10),
    "QUEUE_20": (False, 20),
}
"""Whether the price is of the opposite side, and the rank of its level. OPPONENT_10 and _20 ended on 2025-10-23."""


def check_id(text: str) -> None:
    """A client id has at most 36 characters of the allowed ones."""
    if not _ID.fullmatch(text):
        raise rejected("INVALID_CL_ORD_ID_LEN")


def check_position_side(account: Account, side: PositionSide) -> None:
    """BOTH belongs to one-way mode, LONG and SHORT to hedge mode."""
    if account.dualSidePosition == (side == "BOTH"):
        raise rejected("POSITION_SIDE_NOT_MATCH")


def check_price(instrument: Instrument, price: Decimal) -> None:
    """PRICE_FILTER."""
    if price <= 0:
        raise rejected("PRICE_LESS_THAN_ZERO")
    if price < instrument.minPrice:
        raise rejected("PRICE_LESS_THAN_MIN_PRICE")
    if price > instrument.maxPrice:
        raise rejected("PRICE_GREATER_THAN_MAX_PRICE")
    if price % instrument.tickSize:
        raise rejected("PRICE_NOT_INCREASED_BY_TICK_SIZE")


def check_trigger_price(instrument: Instrument, price: Decimal) -> None:
    """PRICE_FILTER for prices that trigger."""
    if price <= 0:
        raise rejected("STOP_PRICE_LESS_THAN_ZERO")
    if price > instrument.maxPrice:
        raise rejected("STOP_PRICE_GREATER_THAN_MAX_PRICE")
    if price % instrument.tickSize:
        raise rejected("PRICE_NOT_INCREASED_BY_TICK_SIZE")


def check_price_band(listing: Listing, side: OrderSide, price: Decimal) -> None:
    """PERCENT_PRICE: no bid far above the mark price, no ask far below."""
    instrument = listing.instrument
    if side == "BUY":
        if price > listing.markPrice * instrument.multiplierUp:
            raise rejected("PRICE_HIGHTER_THAN_MULTIPLIER_UP")
    elif price < listing.markPrice * instrument.multiplierDown:
        raise rejected("PRICE_LOWER_THAN_MULTIPLIER_DOWN")


def check_quantity(instrument: Instrument, quantity: Decimal, *, market: bool) -> None:
    """LOT_SIZE, or MARKET_LOT_SIZE."""
    if quantity <= 0:
        raise rejected("QTY_LESS_THAN_ZERO")
    if quantity < instrument.minQty:
        raise rejected("QTY_LESS_THAN_MIN_QTY")
    if quantity > (instrument.marketMaxQty if market else instrument.maxQty):
        raise rejected("QTY_GREATER_THAN_MAX_QTY")
    if quantity % instrument.stepSize:
        raise rejected("QTY_NOT_INCREASED_BY_STEP_SIZE")


def check_notional(instrument: Instrument, price: Decimal, quantity: Decimal, *, modified: bool = False) -> None:
    """MIN_NOTIONAL; reduce-only orders are exempt, do not ask for them."""
    least = instrument.minNotional
    if least is not None and instrument.quote_quantity(price, quantity) < least:
        raise rejected("MODIFICATION_MIN_NOTIONAL" if modified else "MIN_NOTIONAL", instrument.product, least)


def check_good_till_date(now: int, date: int | None) -> int:
    """The date of a GTD order, cut to the second: over 10 minutes ahead and before the year 10000."""
    if not date:
        raise rejected("MANDATORY_PARAM_EMPTY_OR_MALFORMED", "um", "goodTillDate")
    if not now + 600_000 < date < _LAST_DATE:
        raise rejected("FUTURE_GOOD_TILL_DATE")
    return date // 1000 * 1000


def matched_price(listing: Listing, side: OrderSide, mode: PriceMatchMode, price: Decimal | None) -> Decimal:
    """The price of a limit order: its own, or the book's by `priceMatch`."""
    if mode == "NONE":
        if price is None:
            raise rejected("MANDATORY_PARAM_EMPTY_OR_MALFORMED", "um", "price")
        return price
    if price is not None:
        raise rejected("PARAM_NOT_REQUIRED", "um", "price")
    if mode not in PRICE_MATCHES:
        raise rejected("INVALID_PRICE_MATCH")
    opposed, rank = PRICE_MATCHES[mode]
    wanted: OrderSide = side if not opposed else "SELL" if side == "BUY" else "BUY"
    found = listing.book.level(wanted, rank)
    if found is None:
        raise rejected("BBO_ORDER_REJECT")
    return found


def check_open(listing: Listing) -> None:
    """The contract still trades."""
    if listing.status != "TRADING":
        raise rejected("SYMBOL_ALREADY_CLOSED")


def checked_time_in_force(instrument: Instrument, type: OrderType, timeInForce: TimeInForce | None) -> TimeInForce:
    """The timeInForce of an order; a market order has none of its own and shows GTC."""
    product = instrument.product
    if type in _CONDITIONAL:
        raise rejected("STOP_ORDER_SWITCH_ALGO", product)
    if type == "MARKET":
        if timeInForce is not None:
            raise rejected("PARAM_NOT_REQUIRED", product, "timeInForce")
        return "GTC"
    if type != "LIMIT":
        raise rejected("INVALID_ORDER_TYPE", product)
    if timeInForce is None:
        raise rejected("MANDATORY_PARAM_EMPTY_OR_MALFORMED", product, "timeInForce")
    if timeInForce not in instrument.timeInForce:
        raise rejected("INVALID_TIF", product)
    return timeInForce


def checked_limit(listing: Listing, side: OrderSide, priceMatch: PriceMatchMode, price: Decimal | None) -> Decimal:
    """The price of a limit order, checked."""
    limit = matched_price(listing, side, priceMatch, price)
    check_price(listing.instrument, limit)
    check_price_band(listing, side, limit)
    return limit


def market_price(listing: Listing, side: OrderSide, price: Decimal | None, priceMatch: PriceMatchMode) -> Decimal:
    """The worst price of a market order; somebody must stand there to trade with."""
    product = listing.instrument.product
    if priceMatch != "NONE":
        raise rejected("UNSUPPORTED_ORDER_TYPE_PRICE_MATCH", product)
    if price is not None:
        raise rejected("PARAM_NOT_REQUIRED", product, "price")
    best = listing.book.best_against(side)
    if best is None:
        raise rejected("NO_DEPTH", product)
    bound = market_bound(listing, side)
    if best > bound if side == "BUY" else best < bound:
        raise rejected("MARKET_ORDER_REJECT", product)
    return bound


def market_bound(listing: Listing, side: OrderSide) -> Decimal:
    """The worst price at which a market order may fill: marketTakeBound and PERCENT_PRICE."""
    instrument = listing.instrument
    if side == "BUY":
        return listing.markPrice * min(1 + instrument.marketTakeBound, instrument.multiplierUp)
    return listing.markPrice * max(1 - instrument.marketTakeBound, instrument.multiplierDown)
