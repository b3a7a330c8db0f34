"""Orders as the exchange keeps them. Fields carry the names of Binance's REST answers."""

from dataclasses import dataclass, fields
from decimal import Decimal
from operator import attrgetter
from typing import Any, Final, Self

from ..models.enums import (
    AlgoStatus,
    AutoCloseType,
    OrderSide,
    OrderStatus,
    OrderType,
    PositionSide,
    PriceMatchMode,
    SelfTradePreventionMode,
    TimeInForce,
    WorkingType,
)
from ._book import Resting
from ._instruments import Instrument

__all__ = ["PREVENTING", "ZERO", "AlgoOrder", "Order", "opposite"]

ZERO: Final = Decimal(0)

PREVENTING: Final = frozenset({"GTC", "IOC", "GTD"})
"""timeInForce with which self-trade prevention works."""


def opposite(side: OrderSide) -> OrderSide:
    """The other side."""
    return "SELL" if side == "BUY" else "BUY"


@dataclass(slots=True, eq=False)
class Order(Resting):
    """An order of an account. It lives on: keep a `snapshot`, not the order."""

    account: str
    instrument: Instrument
    clientOrderId: str
    type: OrderType
    origType: OrderType
    timeInForce: TimeInForce
    positionSide: PositionSide
    origQty: Decimal
    reduceOnly: bool
    closePosition: bool
    priceMatch: PriceMatchMode
    selfTradePreventionMode: SelfTradePreventionMode
    goodTillDate: int
    time: int
    updateTime: int
    reducing: bool
    """It can only reduce a position: reduceOnly, or the closing side of hedge mode."""
    status: OrderStatus = "NEW"
    executedQty: Decimal = ZERO
    cumQuote: Decimal = ZERO
    cumBase: Decimal = ZERO
    stopPrice: Decimal = ZERO
    workingType: WorkingType = "CONTRACT_PRICE"
    priceProtect: bool = False
    activatePrice: Decimal | None = None
    priceRate: Decimal | None = None
    autoCloseType: AutoCloseType | None = None
    algoId: int | None = None
    """The conditional order that placed it."""
    modifications: int = 0
    reserved: Decimal = ZERO
    reservedQty: Decimal = ZERO
    """What it adds to the open value and quantity of its side while it rests, for the order margin."""

    @property
    def symbol(self) -> str:
        """The symbol."""
        return self.instrument.symbol

    def prevents(self, maker: "Order") -> bool:
        """Whether it must not trade with `maker`: one account, and a prevention that its timeInForce allows."""
        if self.account != maker.account or self.selfTradePreventionMode == "NONE":
            return False
        return self.timeInForce in PREVENTING

    @property
    def open(self) -> bool:
        """Whether it may still trade."""
        return self.status in {"NEW", "PARTIALLY_FILLED"}

    @property
    def avgPrice(self) -> Decimal:
        """The average price of its fills, 0 without any."""
        return self.instrument.price_of(self.cumBase if self.instrument.inverse else self.cumQuote, self.executedQty)

    def snapshot(self) -> Self:
        """A copy that stays as it is."""
        return type(self)(*_order_state(self))


_order_state: Final[Any] = attrgetter(*(field.name for field in fields(Order)))


@dataclass(slots=True, eq=False)
class AlgoOrder:
    """A conditional order. It lives on: keep a `snapshot`, not the order."""

    algoId: int
    account: str
    instrument: Instrument
    clientAlgoId: str
    orderType: OrderType
    side: OrderSide
    positionSide: PositionSide
    timeInForce: TimeInForce
    quantity: Decimal
    price: Decimal
    triggerPrice: Decimal
    workingType: WorkingType
    priceMatch: PriceMatchMode
    closePosition: bool
    priceProtect: bool
    reduceOnly: bool
    selfTradePreventionMode: SelfTradePreventionMode
    goodTillDate: int
    createTime: int
    updateTime: int
    activatePrice: Decimal | None = None
    callbackRate: Decimal | None = None
    isActivated: bool | None = None
    """None but for trailing stops."""
    extreme: Decimal = ZERO
    """The lowest (BUY) or highest (SELL) price since activation of a trailing stop."""
    algoStatus: AlgoStatus = "NEW"
    triggerTime: int = 0
    actualOrderId: int | None = None
    actualPrice: Decimal = ZERO
    actualQty: Decimal = ZERO
    actualType: OrderType | None = None
    rejectReason: str = ""

    @property
    def symbol(self) -> str:
        """The symbol."""
        return self.instrument.symbol

    def snapshot(self) -> Self:
        """A copy that stays as it is."""
        return type(self)(*_algo_state(self))


_algo_state: Final[Any] = attrgetter(*(field.name for field in fields(AlgoOrder)))
