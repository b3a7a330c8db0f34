"""Events of the user data stream of USDⓈ-M futures."""

from decimal import Decimal

from pydantic import Field

from ..base import Open, OptionalDecimal
from ..common import user_events as common
from ..common.user_events import (
    AccountChange,
    AccountUpdate,
    AlgoOrderUpdate,
    AlgoUpdate,
    BalanceChange,
    GridState,
    LeverageChange,
    ListenKeyExpired,
    MarginCall,
    MarginCallPosition,
    PositionChange,
    StrategyState,
    StrategyUpdate,
)
from ..enums import OrderSide

__all__ = [
    "AccountChange",
    "AccountConfigUpdate",
    "AccountUpdate",
    "AlgoOrderUpdate",
    "AlgoUpdate",
    "AssetModeChange",
    "BalanceChange",
    "ConditionalOrderTriggerReject",
    "GridState",
    "GridUpdate",
    "LeverageChange",
    "ListenKeyExpired",
    "MarginCall",
    "MarginCallPosition",
    "OrderReject",
    "OrderTradeUpdate",
    "OrderUpdate",
    "PositionChange",
    "StrategyState",
    "StrategyUpdate",
    "TradeLite",
    "UserEvent",
]


class OrderUpdate(common.OrderUpdate):
    """An order after a change, and the change."""

    bidNotional: OptionalDecimal = Field(default=None, alias="b")
    """Value of the open buy orders (quote asset)."""
    askNotional: OptionalDecimal = Field(default=None, alias="a")
    """Value of the open sell orders (quote asset)."""
    ignore1: int | None = Field(default=None, alias="si")
    """Of no meaning."""
    ignore2: int | None = Field(default=None, alias="ss")
    """Of no meaning."""
    goodTillDate: int | None = Field(default=None, alias="gtd")
    """When an order of timeInForce GTD ends (ms), 0 for others; missing in older events."""


class OrderTradeUpdate(common.MatchedEvent):
    """An order was placed, filled, modified or ended."""

    order: OrderUpdate = Field(alias="o")
    """The order."""


class TradeLite(common.MatchedEvent):
    """A fill, in few fields: arrives before the ORDER_TRADE_UPDATE of the same fill."""

    symbol: str = Field(alias="s")
    origQty: Decimal = Field(alias="q")
    """Ordered quantity (base asset)."""
    price: Decimal = Field(alias="p")
    """Limit price; 0 for market orders."""
    maker: bool = Field(alias="m")
    """Whether the account was the maker."""
    clientOrderId: str = Field(alias="c")
    """Own id of the order."""
    side: Open[OrderSide] = Field(alias="S")
    lastFilledPrice: Decimal = Field(alias="L")
    """Price of this fill."""
    lastFilledQty: Decimal = Field(alias="l")
    """Quantity of this fill (base asset)."""
    tradeId: int = Field(alias="t")
    """Id of the trade."""
    orderId: int = Field(alias="i")
    """Id of the order."""


class AssetModeChange(common.EventPart):
    """The new asset mode of the account."""

    multiAssetsMargin: bool = Field(alias="j")
    """True in multi-assets mode, False in single-asset mode."""


class AccountConfigUpdate(common.AccountConfigUpdate):
    """The leverage of a symbol changed, or the asset mode: one of the two is there."""

    accountInfo: AssetModeChange | None = Field(default=None, alias="ai")
    """The new asset mode, if it is that."""


class GridUpdate(common.GridUpdate):
    """An order of a grid was filled; Binance has marked the event as deprecated."""


class OrderReject(common.EventPart):
    """A conditional order that was refused."""

    symbol: str = Field(alias="s")
    orderId: int = Field(alias="i")
    """Id of the order."""
    rejectReason: str = Field(alias="r")
    """Why, in words."""


class ConditionalOrderTriggerReject(common.MatchedEvent):
    """A conditional order was triggered and refused; ALGO_UPDATE took its place in December 2025."""

    orderReject: OrderReject = Field(alias="or")
    """The order, and why."""


UserEvent = (
    OrderTradeUpdate
    | AccountUpdate
    | AlgoUpdate
    | TradeLite
    | AccountConfigUpdate
    | MarginCall
    | ListenKeyExpired
    | StrategyUpdate
    | GridUpdate
    | ConditionalOrderTriggerReject
)
"""Any event of the user data stream."""
