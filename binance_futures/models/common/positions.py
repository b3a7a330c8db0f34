"""Positions, their settings and own trades, as far as both products share them."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Annotated

from pydantic import Field

from ..._request import BySymbol, R_co, SignedRequest
from ...errors import Problem
from ..base import Model, Open, Outcome
from ..enums import (
    AdlQuantile,
    AutoCloseType,
    MarginChangeType,
    MarginType,
    OrderSide,
    OrderStatus,
    OrderType,
    PositionMarginType,
    PositionSide,
    TimeInForce,
    WorkingType,
)
from ..parameters import Bool, Integer, Positive, Text, Timestamp, WholeNumber
from .times import DAY, span_problems

__all__ = [
    "AccountTrade",
    "AdlQuantiles",
    "Bracket",
    "ChangeLeverage",
    "ChangeMarginType",
    "ChangePositionMode",
    "CommissionRate",
    "ForceOrder",
    "GetAdlQuantile",
    "GetCommissionRate",
    "GetForceOrders",
    "GetPositionMarginHistory",
    "GetPositionMode",
    "Leverage",
    "LeveragedPosition",
    "MarginChange",
    "MarginHistory",
    "ModifyIsolatedPositionMargin",
    "Position",
    "PositionMode",
    "SideQuantiles",
    "trade_problems",
]

# Answers


class PositionMode(Model):
    """The position mode of the account, one for both products."""

    dualSidePosition: bool
    """True in hedge mode, False in one-way mode."""


class Leverage(Model):
    """The leverage of a symbol."""

    symbol: str
    leverage: int
    """Initial leverage."""


class MarginChange(Outcome):
    """The answer to a change of the margin of an isolated position."""

    amount: Decimal
    """Amount moved (margin asset)."""
    type: Open[MarginChangeType]
    """1 added, 2 taken out."""


class MarginHistory(Model):
    """One change of the margin of an isolated position."""

    symbol: str
    type: Open[MarginChangeType]
    """1 added, 2 taken out."""
    amount: Decimal
    """Amount moved (`asset`)."""
    asset: str
    """Margin asset."""
    time: int
    """Time of the change (ms)."""
    positionSide: Open[PositionSide]


class Position(Model):
    """A position."""

    symbol: str
    positionSide: Open[PositionSide]
    positionAmt: Decimal
    """Size, below zero when short (base asset; contracts on COIN-M)."""
    entryPrice: Decimal
    """Average entry price."""
    breakEvenPrice: Decimal
    """Price at which the position breaks even."""
    markPrice: Decimal
    """Mark price."""
    unRealizedProfit: Decimal
    """Unrealised profit (margin asset)."""
    liquidationPrice: Decimal
    """Liquidation price, 0 if there is none."""
    isolatedMargin: Decimal
    """Isolated margin with unrealised profit (margin asset)."""
    updateTime: int
    """Last change (ms), 0 if there was none."""


class LeveragedPosition(Position):
    """A position together with its settings."""

    leverage: int
    """Initial leverage."""
    marginType: Open[PositionMarginType]
    isAutoAddMargin: bool
    """Whether isolated margin is topped up by itself; a boolean or its text on the wire."""


class AccountTrade(Model):
    """An own trade."""

    symbol: str
    id: int
    """Trade id."""
    orderId: int
    """Order id."""
    side: Open[OrderSide]
    positionSide: Open[PositionSide]
    price: Decimal
    """Price."""
    qty: Decimal
    """Quantity (base asset; contracts on COIN-M)."""
    realizedPnl: Decimal
    """Realised profit (margin asset)."""
    commission: Decimal
    """Fee (`commissionAsset`)."""
    commissionAsset: str
    """Asset of the fee."""
    buyer: bool
    """Whether the account bought."""
    maker: bool
    """Whether the account was the maker."""
    time: int
    """Time of the trade (ms)."""


class Bracket(Model):
    """A leverage bracket."""

    bracket: int
    """Number of the bracket, from 1."""
    initialLeverage: int
    """Highest initial leverage in this bracket."""
    maintMarginRatio: Decimal
    """Maintenance margin rate (fraction)."""
    cum: Decimal
    """Amount to take off when maintenance margin is size × rate (margin asset)."""


class SideQuantiles(Model):
    """Places in the ADL queue by position side, 0 lowest to 4 highest; a side that does not apply is left out.

    One-way and isolated hedge positions have LONG, SHORT and BOTH. Crossed hedge positions have LONG and SHORT,
    with one value for both when both are held, and HEDGE in place of BOTH.
    """

    LONG: Open[AdlQuantile] | None = None
    """Place of the long position in hedge mode."""
    SHORT: Open[AdlQuantile] | None = None
    """Place of the short position in hedge mode."""
    BOTH: Open[AdlQuantile] | None = None
    """Place of the position in one-way mode; missing when HEDGE is there."""
    HEDGE: int | None = None
    """Only a sign of crossed positions in hedge mode; its value means nothing."""


class AdlQuantiles(Model):
    """Places of a symbol's positions in the auto-deleveraging queue."""

    symbol: str
    adlQuantile: SideQuantiles
    """Place by position side."""


class ForceOrder(Model):
    """An own order that the exchange placed to liquidate or deleverage."""

    orderId: int
    """Order id."""
    symbol: str
    status: Open[OrderStatus]
    clientOrderId: str
    """Id by the exchange: `autoclose-…` when liquidated, `adl_autoclose` when deleveraged."""
    price: Decimal
    """Price."""
    avgPrice: Decimal
    """Average price of what was filled."""
    origQty: Decimal
    """Ordered quantity (base asset; contracts on COIN-M)."""
    executedQty: Decimal
    """Filled quantity (base asset; contracts on COIN-M)."""
    timeInForce: Open[TimeInForce]
    type: Open[OrderType]
    reduceOnly: bool
    """Whether it could only reduce the position."""
    closePosition: bool
    """Whether it was to close the whole position."""
    side: Open[OrderSide]
    positionSide: Open[PositionSide]
    stopPrice: Decimal
    """Trigger price; of no meaning without a trigger."""
    workingType: Open[WorkingType]
    """Price that trips the trigger."""
    origType: Open[OrderType]
    """Type before it was triggered."""
    time: int
    """Time of the order (ms)."""
    updateTime: int
    """Last change (ms)."""


class CommissionRate(Model):
    """The account's fee rates for a symbol."""

    symbol: str
    makerCommissionRate: Decimal
    """Fee of maker trades (fraction)."""
    takerCommissionRate: Decimal
    """Fee of taker trades (fraction)."""


# Rules


def trade_problems(start: object, end: object, first: object) -> Iterator[Problem]:
    """The problems of startTime, endTime and fromId in a query of own trades."""
    if first is not None and (start is not None or end is not None):
        yield Problem("fromId", "cannot be combined with startTime or endTime")
    yield from span_problems(start, end, 7 * DAY)


# Requests


class ChangePositionMode(SignedRequest[Outcome], method="POST", security="TRADE"):
    """Switches between hedge and one-way mode.

    Holds for every symbol of both products. Refused while there are open orders or positions on either.

    Args:
        dualSidePosition: True for hedge mode, False for one-way mode; NoChangeError when it is so already.
    """

    dualSidePosition: Bool


class GetPositionMode(SignedRequest[PositionMode], weight=30):
    """The position mode of the account, one for both products."""


class ChangeLeverage(SignedRequest[R_co], method="POST", security="TRADE"):
    """Sets the initial leverage of a symbol; LONG and SHORT share it.

    Args:
        symbol: Symbol.
        leverage: Initial leverage, from 1; the most is set by symbol, see the first of its `leverage_brackets`
            (at most 125 on COIN-M). Cannot be lowered with an isolated position.
    """

    symbol: Text
    leverage: Annotated[Integer, Field(ge=1)]


class ChangeMarginType(SignedRequest[Outcome], method="POST", security="TRADE"):
    """Sets the margin type of a symbol.

    LONG and SHORT share the type. Refused while the symbol has open orders or a position.

    Args:
        symbol: Symbol.
        marginType: ISOLATED (not in multi-assets mode) or CROSSED; NoChangeError when it is so already.
    """

    symbol: Text
    marginType: MarginType


class ModifyIsolatedPositionMargin(SignedRequest[MarginChange], method="POST", security="TRADE"):
    """Adds margin to an isolated position or takes some out.

    Args:
        symbol: Symbol.
        amount: Amount (margin asset), above zero.
        type: 1 adds, 2 takes out.
        positionSide: BOTH in one-way mode (default); LONG or SHORT in hedge mode, where it must be given.
    """

    symbol: Text
    amount: Positive
    type: Annotated[MarginChangeType, WholeNumber]
    positionSide: PositionSide | None = None


class GetPositionMarginHistory(SignedRequest[R_co], security="TRADE"):
    """Changes of the margin of isolated positions in a symbol.

    Args:
        symbol: Symbol.
        type: 1 for what was added, 2 for what was taken out (default both).
        startTime: From this time, inclusive (ms).
        endTime: Up to this time (ms; default now). USDⓈ-M: at most 30 days after startTime, and only the last
            30 days are kept.
        limit: Rows, from 1 (default 500, on COIN-M 50).
    """

    symbol: Text
    type: Annotated[MarginChangeType, WholeNumber] | None = None
    startTime: Timestamp | None = None
    endTime: Timestamp | None = None
    limit: Annotated[Integer, Field(ge=1)] | None = None

    def problems(self) -> Iterator[Problem]:
        """What is wrong with the times."""
        yield from span_problems(self.startTime, self.endTime)


class GetAdlQuantile(SignedRequest[list[AdlQuantiles]], weight=5):
    """Places of own positions in the auto-deleveraging queue; updated every 30 s.

    Args:
        symbol: Symbol (default every one).
    """

    symbol: Text | None = None


class GetForceOrders(SignedRequest[R_co], weight=BySymbol(one=20, every=50)):
    """Own orders of liquidations and deleveraging, of the last 90 days.

    Args:
        symbol: Symbol (default every one, at a higher weight).
        autoCloseType: LIQUIDATION or ADL (default both).
        startTime: From this time, inclusive (ms; on USDⓈ-M by default 7 days before endTime).
        endTime: Up to this time, inclusive (ms).
        limit: Rows, 1 to 100 (default 50).
    """

    symbol: Text | None = None
    autoCloseType: AutoCloseType | None = None
    startTime: Timestamp | None = None
    endTime: Timestamp | None = None
    limit: Annotated[Integer, Field(ge=1, le=100)] | None = None

    def problems(self) -> Iterator[Problem]:
        """What is wrong with the times."""
        yield from span_problems(self.startTime, self.endTime)


class GetCommissionRate(SignedRequest[R_co], weight=20):
    """The account's fee rates for a symbol.

    Args:
        symbol: Symbol.
    """

    symbol: Text
