"""Conditional orders (algo orders), which both products share."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import Annotated, ClassVar, Literal

from pydantic import BeforeValidator, Field

from ..._request import BySymbol, R_co, SignedRequest
from ...errors import Problem
from ..base import Model, Open, OptionalDecimal, Outcome
from ..enums import (
    AlgoStatus,
    AlgoType,
    NewOrderRespType,
    OrderSide,
    OrderType,
    PositionSide,
    PriceMatch,
    PriceMatchMode,
    SelfTradePreventionMode,
    TimeInForce,
    WorkingType,
)
from ..parameters import Bool, ClientOrderId, Integer, Number, Positive, Text, Timestamp
from .orders import CONDITIONAL, GoodTillDate, OrderForm, either_problems
from .times import span_problems

__all__ = [
    "AlgoOrder",
    "AlgoOrderOutcome",
    "CancelAlgoOpenOrders",
    "CancelAlgoOrder",
    "GetAllAlgoOrders",
    "GetOpenAlgoOrders",
    "NewAlgoOrder",
    "QueryAlgoOrder",
]


# Answers


def _absent(value: object) -> object:
    # The WebSocket API has written None where REST writes null.
    return None if value in ("", "None") else value


class AlgoOrder(Model):
    """A conditional order.

    Fields that only some of the calls hold are None in the answers of the others. What is not needed to find the
    order again is optional: an answer that cannot be read must not hide an order that was placed.
    """

    algoId: int
    """Id of the algo order."""
    clientAlgoId: str
    """Own id of the algo order."""
    algoType: Open[AlgoType]
    """Kind of algo order."""
    orderType: Open[OrderType]
    """Order type."""
    symbol: str
    side: Open[OrderSide]
    positionSide: Open[PositionSide]
    timeInForce: Open[TimeInForce]
    """How long the order lives once it was triggered."""
    quantity: OptionalDecimal = None
    """Ordered quantity (base asset; contracts on COIN-M)."""
    algoStatus: Open[AlgoStatus]
    """State of the algo order."""
    triggerPrice: OptionalDecimal = None
    """Trigger price; of no meaning for trailing stops."""
    price: OptionalDecimal = None
    """Limit price; 0 for market orders."""
    icebergQuantity: Annotated[Decimal | None, BeforeValidator(_absent)] = None
    """Visible quantity (base asset; contracts on COIN-M); not in use."""
    selfTradePreventionMode: Open[SelfTradePreventionMode]
    """Which order ends when it would meet an own one."""
    workingType: Open[WorkingType]
    """Price that trips the trigger."""
    priceMatch: Open[PriceMatchMode]
    """How the price is taken from the book, if it is."""
    closePosition: bool
    """Whether it closes the whole position."""
    priceProtect: bool
    """Whether the trigger is held when mark and last price are far apart."""
    reduceOnly: bool
    """Whether it only reduces a position."""
    activatePrice: OptionalDecimal = None
    """Price that activates a trailing stop."""
    callbackRate: OptionalDecimal = None
    """Callback of a trailing stop (percent)."""
    actualOrderId: Annotated[int | None, BeforeValidator(_absent)] = None
    """Id of the order it became, None before the trigger; queries and lists only."""
    actualPrice: OptionalDecimal = None
    """Average price of that order's fills, 0 before; queries and lists only."""
    actualQty: OptionalDecimal = None
    """Filled quantity of that order (base asset; contracts on COIN-M); queries only."""
    actualType: str | None = None
    """Type of that order; queries only."""
    tpTriggerPrice: OptionalDecimal = None
    """Trigger price of a take-profit attached to it; lists only."""
    tpPrice: OptionalDecimal = None
    """Limit price of that take-profit; lists only."""
    slTriggerPrice: OptionalDecimal = None
    """Trigger price of a stop-loss attached to it; lists only."""
    slPrice: OptionalDecimal = None
    """Limit price of that stop-loss; lists only."""
    tpOrderType: str | None = None
    """Type of that take-profit, empty if there is none; queries and lists only."""
    createTime: int
    """Time of the algo order (ms)."""
    updateTime: int
    """Last change (ms)."""
    triggerTime: int | None = None
    """Time of the trigger (ms), 0 before."""
    goodTillDate: int | None = None
    """When an order of timeInForce GTD ends (ms), 0 for others."""


class AlgoOrderOutcome(Outcome):
    """The answer to cancelling an algo order."""

    algoId: int
    """Id of the algo order."""
    clientAlgoId: str
    """Own id of the algo order."""


# Requests


class NewAlgoOrder(OrderForm[AlgoOrder]):
    """Places a conditional order: stop, take-profit or trailing stop.

    Args:
        algoType: CONDITIONAL.
        symbol: Symbol.
        side: BUY or SELL.
        type: Order type.
        positionSide: BOTH in one-way mode (default), LONG or SHORT in hedge mode.
        timeInForce: How long the order lives once triggered (default GTC).
        quantity: Quantity (base asset; contracts on COIN-M); not with closePosition.
        price: Limit price of STOP and TAKE_PROFIT orders.
        triggerPrice: Trigger price; all types but TRAILING_STOP_MARKET need it.
        workingType: Price that trips the trigger (default CONTRACT_PRICE).
        priceMatch: Take the price from the book, instead of price; OPPONENT_10 and OPPONENT_20 are off since 2025-10.
        closePosition: Close the whole position when triggered (default false); STOP_MARKET and TAKE_PROFIT_MARKET
            only, without quantity.
        priceProtect: Hold the trigger when mark and last price are far apart (default false).
        reduceOnly: Only reduce a position (default false); not in hedge mode, not with closePosition.
        activatePrice: Price that activates a trailing stop (default the price at the time).
        callbackRate: Callback of a trailing stop (percent), 0.1 to 20.
        clientAlgoId: Own id; a random one is sent if none is given.
        newOrderRespType: ACK (default) or RESULT.
        selfTradePreventionMode: Which order ends if both are own ones; works with GTC, IOC and GTD.
        goodTillDate: End of a GTD order (ms, cut to seconds), more than 10 minutes ahead.
    """

    moved: ClassVar[Mapping[str, str]] = MappingProxyType(
        {
            "stopPrice": "use triggerPrice",
            "activationPrice": "use activatePrice",
            "newClientOrderId": "use clientAlgoId",
        }
    )
    own_id: ClassVar[str] = "clientAlgoId"
    kinds: ClassVar[tuple[str, ...]] = CONDITIONAL
    trigger: ClassVar[str] = "triggerPrice"
    algoType: AlgoType
    symbol: Text
    side: OrderSide
    type: Literal["STOP", "STOP_MARKET", "TAKE_PROFIT", "TAKE_PROFIT_MARKET", "TRAILING_STOP_MARKET"]
    positionSide: PositionSide | None = None
    # The pages leave GTD out, and yet tell what goodTillDate does with it.
    timeInForce: Literal["GTC", "IOC", "FOK", "GTX", "GTD"] | None = None
    quantity: Positive | None = None
    price: Positive | None = None
    triggerPrice: Positive | None = None
    workingType: WorkingType | None = None
    priceMatch: PriceMatch | None = None
    closePosition: Bool | None = None
    priceProtect: Bool | None = None
    reduceOnly: Bool | None = None
    activatePrice: Positive | None = None
    callbackRate: Annotated[Number, Field(ge=Decimal("0.1"), le=20)] | None = None
    clientAlgoId: ClientOrderId | None = None
    newOrderRespType: NewOrderRespType | None = None
    selfTradePreventionMode: SelfTradePreventionMode | None = None
    goodTillDate: GoodTillDate | None = None


class _OneAlgoOrder(SignedRequest[R_co]):
    """A call about one algo order.

    Args:
        algoId: Id of the algo order; this or clientAlgoId.
        clientAlgoId: Own id of the algo order.
    """

    moved: ClassVar[Mapping[str, str]] = MappingProxyType(
        {"orderId": "use algoId", "origClientOrderId": "use clientAlgoId"}
    )
    algoId: Integer | None = None
    clientAlgoId: ClientOrderId | None = None

    def problems(self) -> Iterator[Problem]:
        """One of the ids is needed."""
        yield from either_problems("algoId", self.algoId, "clientAlgoId", self.clientAlgoId)

    def client_order_ids(self) -> tuple[str, ...]:
        """The own id the algo order is named by."""
        return () if self.clientAlgoId is None else (self.clientAlgoId,)


class QueryAlgoOrder(_OneAlgoOrder[AlgoOrder]):
    """One conditional order, in any state."""


class CancelAlgoOrder(_OneAlgoOrder[AlgoOrderOutcome], method="DELETE", security="TRADE"):
    """Cancels one open conditional order."""


class CancelAlgoOpenOrders(SignedRequest[Outcome], method="DELETE", security="TRADE"):
    """Cancels all open conditional orders of a symbol.

    Args:
        symbol: Symbol.
    """

    symbol: Text


class GetOpenAlgoOrders(SignedRequest[list[AlgoOrder]], weight=BySymbol(1, 40)):
    """Open conditional orders.

    Args:
        algoType: CONDITIONAL.
        symbol: Symbol; all symbols without it.
        algoId: Id of the algo order.
    """

    algoType: AlgoType | None = None
    symbol: Text | None = None
    algoId: Integer | None = None


class GetAllAlgoOrders(SignedRequest[list[AlgoOrder]], weight=5):
    """Conditional orders of a symbol, in any state.

    Args:
        symbol: Symbol.
        algoId: From this algo order on; the newest without it.
        startTime: From this time, inclusive (ms); the last 7 days without times.
        endTime: Up to this time, inclusive (ms); less than 7 days after startTime.
        limit: Rows, 1 to 1000 (default 500).
    """

    symbol: Text
    algoId: Integer | None = None
    startTime: Timestamp | None = None
    endTime: Timestamp | None = None
    limit: Annotated[Integer, Field(ge=1, le=1000)] | None = None

    def problems(self) -> Iterator[Problem]:
        """The end is not before the start."""
        yield from span_problems(self.startTime, self.endTime)
