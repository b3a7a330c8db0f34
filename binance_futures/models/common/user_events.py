"""Events of the user data stream, as far as both products share them.

An event that cannot be read is a fill that is lost. So what is not needed to tell which order, position or balance
changed, and how, may be missing; a number may come bare or quoted, also where text is usual.
"""

from decimal import Decimal
from typing import Annotated

from pydantic import BeforeValidator, Field

from ..base import Event, Model, Open, OptionalDecimal
from ..enums import (
    AccountUpdateReason,
    AlgoStatus,
    AlgoType,
    ExecutionType,
    MarginType,
    OrderExpireReason,
    OrderSide,
    OrderStatus,
    OrderType,
    PositionMarginType,
    PositionSide,
    PriceMatchMode,
    SelfTradePreventionMode,
    StrategyOpCode,
    StrategyStatus,
    StrategyType,
    TimeInForce,
    WorkingType,
)

__all__ = [
    "AccountChange",
    "AccountConfigUpdate",
    "AccountUpdate",
    "AlgoOrderUpdate",
    "AlgoUpdate",
    "BalanceChange",
    "EventPart",
    "GridState",
    "GridUpdate",
    "LeverageChange",
    "ListenKeyExpired",
    "MarginCall",
    "MarginCallPosition",
    "MatchedEvent",
    "OptionalInt",
    "OrderUpdate",
    "PositionChange",
    "StrategyState",
    "StrategyUpdate",
]


def _absent(value: object) -> object:
    return None if value == "" else value


OptionalInt = Annotated[int | None, BeforeValidator(_absent)]
"""An id that is empty (`""`) where there is none."""


class MatchedEvent(Event):
    """Base of the events that carry the time of the matching engine."""

    transactionTime: int = Field(alias="T")
    """Time in the matching engine (ms)."""


class EventPart(Model, populate_by_name=False, coerce_numbers_to_str=True):
    """Base of what events hold."""


# Orders


class OrderUpdate(EventPart):
    """An order after a change, and the change."""

    symbol: str = Field(alias="s")
    clientOrderId: str = Field(alias="c")
    """Own id, or one by the exchange: `autoclose-…` liquidation, `adl_autoclose` deleveraging,
    `settlement_autoclose-…` delivery or delisting."""
    side: Open[OrderSide] = Field(alias="S")
    type: Open[OrderType] = Field(alias="o")
    """Type of the order now."""
    timeInForce: Open[TimeInForce] = Field(alias="f")
    """How long the order lives."""
    origQty: Decimal = Field(alias="q")
    """Ordered quantity (base asset; contracts on COIN-M)."""
    price: Decimal = Field(alias="p")
    """Limit price; 0 for market orders."""
    avgPrice: Decimal = Field(alias="ap")
    """Average price of the fills, 0 before the first."""
    stopPrice: OptionalDecimal = Field(default=None, alias="sp")
    """Trigger price; of no meaning for trailing stops."""
    executionType: Open[ExecutionType] = Field(alias="x")
    """What happened: TRADE is a fill, CALCULATED one of a liquidation."""
    status: Open[OrderStatus] = Field(alias="X")
    """State of the order."""
    orderId: int = Field(alias="i")
    """Id of the order."""
    modifyId: OptionalInt = Field(default=None, alias="M")
    """Own id of the modification; AMENDMENT only, where one was sent."""
    lastFilledQty: Decimal = Field(alias="l")
    """Quantity of this fill, 0 without one (base asset; contracts on COIN-M)."""
    executedQty: Decimal = Field(alias="z")
    """Filled quantity so far (base asset; contracts on COIN-M)."""
    lastFilledPrice: Decimal = Field(alias="L")
    """Price of this fill, 0 without one."""
    commissionAsset: str | None = Field(default=None, alias="N")
    """Asset of the fee; may be missing where there is none."""
    commission: OptionalDecimal = Field(default=None, alias="n")
    """Fee of this fill (`commissionAsset`); may be missing where there is none."""
    tradeTime: int = Field(alias="T")
    """Time of the fill or of the change (ms)."""
    tradeId: int = Field(alias="t")
    """Id of the trade, 0 without one."""
    maker: bool = Field(alias="m")
    """Whether the account was the maker of this fill."""
    reduceOnly: bool = Field(alias="R")
    """Whether it only reduces a position."""
    workingType: Open[WorkingType] | None = Field(default=None, alias="wt")
    """Price that trips the trigger."""
    origType: Open[OrderType] = Field(alias="ot")
    """Type before it was triggered."""
    positionSide: Open[PositionSide] = Field(alias="ps")
    closePosition: bool | None = Field(default=None, alias="cp")
    """Whether it closes the whole position; may be missing for orders without a trigger."""
    activatePrice: OptionalDecimal = Field(default=None, alias="AP")
    """Price that activates a trailing stop; those only."""
    priceRate: OptionalDecimal = Field(default=None, alias="cr")
    """Callback rate of a trailing stop (percent); those only."""
    priceProtect: bool | None = Field(default=None, alias="pP")
    """Whether the trigger is held when mark and last price are far apart."""
    realizedPnl: Decimal = Field(alias="rp")
    """Realised profit of this fill (margin asset)."""
    selfTradePreventionMode: Open[SelfTradePreventionMode] | None = Field(default=None, alias="V")
    """Which order ends when it would meet an own one; missing in older events."""
    priceMatch: Open[PriceMatchMode] | None = Field(default=None, alias="pm")
    """How the price was taken from the book, if it was; missing in older events."""
    expireReason: Open[OrderExpireReason] | None = Field(default=None, alias="er")
    """Why it expired; missing before the end of 2025.

    0 it did not, 1 self-trade prevention, 2 rest of an IOC order, 3 the same by self-trade prevention, 4 gave way to
    a reduce-only or market order or would have reversed the position, 5 liquidation, 6 GTE_GTC without a position,
    7 symbol delisted, 8 first order ended after the stop was triggered, 9 rest of a market order, 10 FOK could not be
    filled, 11 post-only would have taken.
    """


class AlgoOrderUpdate(EventPart):
    """A conditional order after a change.

    The page of COIN-M is still to come: what is not needed to find the order is optional.
    """

    clientAlgoId: str = Field(alias="caid")
    """Own id of the algo order."""
    algoId: int = Field(alias="aid")
    """Id of the algo order."""
    algoType: Open[AlgoType] = Field(alias="at")
    """Kind of algo order."""
    orderType: Open[OrderType] = Field(alias="o")
    """Order type."""
    symbol: str = Field(alias="s")
    side: Open[OrderSide] = Field(alias="S")
    positionSide: Open[PositionSide] = Field(alias="ps")
    timeInForce: Open[TimeInForce] | None = Field(default=None, alias="f")
    """How long the order lives once it was triggered."""
    quantity: OptionalDecimal = Field(default=None, alias="q")
    """Ordered quantity, 0 when it closes the position (base asset; contracts on COIN-M)."""
    algoStatus: Open[AlgoStatus] = Field(alias="X")
    """State of the algo order."""
    actualOrderId: OptionalInt = Field(default=None, alias="ai")
    """Id of the order it became, None before the trigger."""
    actualPrice: OptionalDecimal = Field(default=None, alias="ap")
    """Average price of that order's fills; may be missing before the trigger."""
    actualQty: OptionalDecimal = Field(default=None, alias="aq")
    """Filled quantity of that order (base asset; contracts on COIN-M); may be missing before the trigger."""
    actualType: str | None = Field(default=None, alias="act")
    """Type of that order; may be missing or 0 before the trigger."""
    triggerPrice: OptionalDecimal = Field(default=None, alias="tp")
    """Trigger price; of no meaning for trailing stops."""
    price: OptionalDecimal = Field(default=None, alias="p")
    """Limit price; 0 for market orders."""
    selfTradePreventionMode: Open[SelfTradePreventionMode] | None = Field(default=None, alias="V")
    """Which order ends when it would meet an own one."""
    workingType: Open[WorkingType] | None = Field(default=None, alias="wt")
    """Price that trips the trigger."""
    priceMatch: Open[PriceMatchMode] | None = Field(default=None, alias="pm")
    """How the price is taken from the book, if it is."""
    closePosition: bool | None = Field(default=None, alias="cp")
    """Whether it closes the whole position."""
    priceProtect: bool | None = Field(default=None, alias="pP")
    """Whether the trigger is held when mark and last price are far apart."""
    reduceOnly: bool | None = Field(default=None, alias="R")
    """Whether it only reduces a position."""
    triggerTime: int | None = Field(default=None, alias="tt")
    """Time of the trigger (ms), 0 before."""
    goodTillDate: int | None = Field(default=None, alias="gtd")
    """When an order of timeInForce GTD ends (ms), 0 for others."""
    rejectReason: str | None = Field(default=None, alias="rm")
    """Why it failed, in words."""
    isActivated: bool | None = Field(default=None, alias="ia")
    """Whether a trailing stop is activated; missing before August 2026."""


class AlgoUpdate(MatchedEvent):
    """A conditional order changed; a trailing stop can send NEW twice, before and after it is activated."""

    algoOrder: AlgoOrderUpdate = Field(alias="o")
    """The order."""


# Account


class BalanceChange(EventPart):
    """The balance of an asset after a change."""

    asset: str = Field(alias="a")
    walletBalance: Decimal = Field(alias="wb")
    """Wallet balance (`asset`)."""
    crossWalletBalance: Decimal = Field(alias="cw")
    """Wallet balance for crossed positions (`asset`)."""
    balanceChange: OptionalDecimal = Field(default=None, alias="bc")
    """Change but for profits and fees (`asset`); missing in old recordings."""


class PositionChange(EventPart):
    """A position after a change."""

    symbol: str = Field(alias="s")
    positionAmt: Decimal = Field(alias="pa")
    """Size, below zero when short (base asset; contracts on COIN-M)."""
    entryPrice: Decimal = Field(alias="ep")
    """Average entry price."""
    breakEvenPrice: OptionalDecimal = Field(default=None, alias="bep")
    """Price at which the position breaks even; missing in old recordings."""
    accumulatedRealized: Decimal = Field(alias="cr")
    """Realised profit so far, before fees (margin asset)."""
    unRealizedProfit: Decimal = Field(alias="up")
    """Unrealised profit (margin asset)."""
    marginType: Open[PositionMarginType] = Field(alias="mt")
    isolatedWallet: OptionalDecimal = Field(default=None, alias="iw")
    """Isolated margin without unrealised profit (margin asset)."""
    positionSide: Open[PositionSide] = Field(alias="ps")
    marginAsset: str | None = Field(default=None, alias="ma")
    """Margin asset; servers send it, Binance's pages leave it out."""


def _or_none_of_them(rows: object) -> object:
    return [] if rows is None else rows


class AccountChange(EventPart):
    """What changed in the account."""

    reason: Open[AccountUpdateReason] = Field(alias="m")
    """Why it changed."""
    balances: list[BalanceChange] = Field(alias="B")
    """The balances that changed."""
    positions: Annotated[list[PositionChange], BeforeValidator(_or_none_of_them)] = Field(default=[], alias="P")
    """The positions that changed; empty when only balances did, as by funding of crossed positions."""
    symbol: str | None = Field(default=None, alias="S")
    """Symbol of the funding; FUNDING_FEE only, since August 2026."""


class AccountUpdate(MatchedEvent):
    """Balances or positions changed; orders that are only placed or cancelled change neither."""

    account: AccountChange = Field(alias="a")
    """What changed."""


class LeverageChange(EventPart):
    """The new leverage of a symbol."""

    symbol: str = Field(alias="s")
    leverage: int = Field(alias="l")
    """Initial leverage."""


class AccountConfigUpdate(MatchedEvent):
    """A setting of the account changed."""

    accountConfig: LeverageChange | None = Field(default=None, alias="ac")
    """The new leverage of a symbol, if it is that."""


class MarginCallPosition(EventPart):
    """A position short of margin."""

    symbol: str = Field(alias="s")
    positionSide: Open[PositionSide] = Field(alias="ps")
    positionAmt: Decimal = Field(alias="pa")
    """Size, below zero when short (base asset; contracts on COIN-M)."""
    marginType: Open[MarginType] = Field(alias="mt")
    isolatedWallet: OptionalDecimal = Field(default=None, alias="iw")
    """Isolated margin without unrealised profit (margin asset), 0 for crossed positions."""
    markPrice: Decimal = Field(alias="mp")
    """Mark price."""
    unRealizedProfit: Decimal = Field(alias="up")
    """Unrealised profit (margin asset)."""
    maintMargin: Decimal = Field(alias="mm")
    """Maintenance margin it needs (margin asset)."""


class MarginCall(Event):
    """Positions are short of margin: a warning only, they may be liquidated by the time it arrives."""

    crossWalletBalance: OptionalDecimal = Field(default=None, alias="cw")
    """Wallet balance for crossed positions (margin asset); missing when isolated ones are called."""
    positions: list[MarginCallPosition] = Field(alias="p")
    """The positions."""


class ListenKeyExpired(Event, hide_input_in_errors=True):
    """The listen key expired: no more events follow until the stream is opened with a new one."""

    listenKey: str | None = Field(default=None, repr=False)
    """The key, a secret; missing in older events."""


# Strategies


class StrategyState(EventPart):
    """A strategy after a change."""

    strategyId: int = Field(alias="si")
    """Id of the strategy."""
    strategyType: Open[StrategyType] = Field(alias="st")
    """Kind of the strategy."""
    strategyStatus: Open[StrategyStatus] = Field(alias="ss")
    """State of the strategy."""
    symbol: str = Field(alias="s")
    updateTime: int = Field(alias="ut")
    """Time of the change (ms)."""
    opCode: Open[StrategyOpCode] = Field(alias="c")
    """What happened.

    8001 settings changed, 8002 cancelled by the user, 8003 the user placed or cancelled an order by hand, 8004 its
    stop limit was reached, 8005 position liquidated, 8006 most open orders reached, 8007 new order, 8008 too little
    margin, 8009 price out of bounds, 8010 market closed or paused, 8011 position could not be closed, 8012 largest
    notional at this leverage exceeded, 8013 identity check open or region not allowed, 8014 quantitative rules broken,
    8015 position empty or liquidated.
    """


class StrategyUpdate(MatchedEvent):
    """A strategy, such as a grid, changed its state."""

    strategy: StrategyState = Field(alias="su")
    """The strategy."""


class GridState(EventPart):
    """A grid after one of its orders was filled."""

    strategyId: int = Field(alias="si")
    """Id of the strategy."""
    strategyType: Open[StrategyType] = Field(alias="st")
    """Kind of the strategy."""
    strategyStatus: Open[StrategyStatus] = Field(alias="ss")
    """State of the strategy."""
    symbol: str = Field(alias="s")
    realizedPnl: Decimal = Field(alias="r")
    """Realised profit (margin asset)."""
    unmatchedAvgPrice: Decimal = Field(alias="up")
    """Average price of what is not matched yet."""
    unmatchedQty: Decimal = Field(alias="uq")
    """Quantity that is not matched yet (base asset; contracts on COIN-M)."""
    unmatchedFee: Decimal = Field(alias="uf")
    """Fee of what is not matched yet (margin asset)."""
    matchedPnl: Decimal = Field(alias="mp")
    """Profit of what is matched (margin asset)."""
    updateTime: int = Field(alias="ut")
    """Time of the change (ms)."""


class GridUpdate(MatchedEvent):
    """An order of a grid was filled."""

    grid: GridState = Field(alias="gu")
    """The grid."""
