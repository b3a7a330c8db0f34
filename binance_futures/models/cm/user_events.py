"""Events of the user data stream of COIN-M futures."""

from pydantic import Field

from ..base import OptionalDecimal
from ..common import user_events as common
from ..common.user_events import (
    AccountChange,
    AccountConfigUpdate,
    AlgoOrderUpdate,
    AlgoUpdate,
    BalanceChange,
    GridState,
    GridUpdate,
    LeverageChange,
    ListenKeyExpired,
    MarginCallPosition,
    PositionChange,
    StrategyState,
    StrategyUpdate,
)

__all__ = [
    "AccountChange",
    "AccountConfigUpdate",
    "AccountUpdate",
    "AlgoOrderUpdate",
    "AlgoUpdate",
    "BalanceChange",
    "GridState",
    "GridUpdate",
    "LeverageChange",
    "ListenKeyExpired",
    "MarginCall",
    "MarginCallPosition",
    "OrderTradeUpdate",
    "OrderUpdate",
    "PositionChange",
    "StrategyState",
    "StrategyUpdate",
    "UserEvent",
]


class OrderUpdate(common.OrderUpdate):
    """An order after a change, and the change."""

    marginAsset: str | None = Field(default=None, alias="ma")
    """Margin asset."""
    bidQty: OptionalDecimal = Field(default=None, alias="b")
    """Quantity of the open buy orders (base asset)."""
    askQty: OptionalDecimal = Field(default=None, alias="a")
    """Quantity of the open sell orders (base asset)."""


class OrderTradeUpdate(common.MatchedEvent):
    """An order was placed, filled, modified or ended."""

    accountAlias: str | None = Field(default=None, alias="i")
    """Code of the account."""
    order: OrderUpdate = Field(alias="o")
    """The order."""


class AccountUpdate(common.AccountUpdate):
    """Balances or positions changed; orders that are only placed or cancelled change neither."""

    accountAlias: str | None = Field(default=None, alias="i")
    """Code of the account."""


class MarginCall(common.MarginCall):
    """Positions are short of margin: a warning only, they may be liquidated by the time it arrives."""

    accountAlias: str | None = Field(default=None, alias="i")
    """Code of the account."""


UserEvent = (
    OrderTradeUpdate
    | AccountUpdate
    | AlgoUpdate
    | AccountConfigUpdate
    | MarginCall
    | ListenKeyExpired
    | StrategyUpdate
    | GridUpdate
)
"""Any event of the user data stream."""
