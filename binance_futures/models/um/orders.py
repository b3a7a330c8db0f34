"""Orders of USDⓈ-M futures."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import Annotated, ClassVar, Literal

from pydantic import BeforeValidator, Field
from pydantic_core import PydanticCustomError

from ..._request import BySymbol, SignedRequest
from ...errors import Problem
from ..base import Open
from ..common import orders as common
from ..common.orders import BatchError, Countdown, OrderAmendment, OrderChanges, ValueChange
from ..common.times import DAY, span_problems
from ..enums import (
    NewOrderRespType,
    OrderSide,
    PositionSide,
    PriceMatch,
    PriceMatchMode,
    SelfTradePreventionMode,
)
from ..parameters import Bool, ClientOrderId, Integer, Number, Positive, Text, Timestamp

__all__ = [
    "BatchError",
    "CancelBatchOrder",
    "CancelOpenOrders",
    "CancelOrder",
    "Countdown",
    "CountdownCancelOrder",
    "GetAllOrders",
    "GetOpenOrders",
    "GetOrderModifyHistory",
    "GetOrders",
    "ModifyBatchOrder",
    "ModifyOrder",
    "NewBatchOrder",
    "NewOrder",
    "NewOrderTest",
    "Order",
    "OrderAmendment",
    "OrderChanges",
    "QueryOrder",
    "ValueChange",
]


# Answers


class Order(common.Order):
    """An order as placing, changing, cancelling and querying it answer.

    Fields that only some of these calls hold are None in the answers of the others.
    """

    pair: str | None = None
    """Underlying pair; changing and listing all orders only."""
    priceMatch: Open[PriceMatchMode]
    """How the price is taken from the book, if it is."""
    selfTradePreventionMode: Open[SelfTradePreventionMode]
    """Which order ends when it would meet an own one."""
    goodTillDate: int
    """When an order of timeInForce GTD ends (ms), 0 for others."""


BatchResults = Annotated[list[Order | BatchError], common.FirstFit]


# New orders


def _plain(kind: object) -> object:
    if isinstance(kind, str) and kind.upper() in common.CONDITIONAL:
        message = "is LIMIT or MARKET: conditional orders are placed with new_algo_order"
        raise PydanticCustomError("conditional", message)
    return kind


def _moved(name: str) -> str:
    return f"conditional orders are placed with new_algo_order ({name})"


class NewOrder(common.OrderForm[Order], path="/fapi/v1/order", ws_method="order.place"):
    """Places an order; the conditional types are placed with `new_algo_order`.

    Args:
        symbol: Symbol.
        side: BUY or SELL.
        type: LIMIT (with timeInForce, quantity and price or priceMatch) or MARKET (with quantity).
        positionSide: BOTH in one-way mode (default), LONG or SHORT in hedge mode.
        timeInForce: How long the order lives; not with MARKET. GTX and RPI only post, RPI meets app and web orders only.
        reduceOnly: Only reduce a position (default false); not in hedge mode.
        quantity: Quantity (base asset).
        price: Limit price.
        newClientOrderId: Own id, unique among open orders; a random one is sent if none is given.
        newOrderRespType: ACK answers at once (default), RESULT with the final state of MARKET, IOC and FOK orders.
        priceMatch: Take the price from the book, instead of price; OPPONENT_10 and OPPONENT_20 are off since 2025-10.
        selfTradePreventionMode: Which order ends if both are own ones (default EXPIRE_MAKER); works with GTC, IOC, GTD.
        goodTillDate: End of a GTD order (ms, cut to seconds), more than 10 minutes ahead.

    https://developers.binance.com/en/docs/catalog/core-trading-derivatives-trading-usd-s-m-futures/api/rest-api/trade#new-order
    """

    moved: ClassVar[Mapping[str, str]] = MappingProxyType(
        {
            "stopPrice": _moved("triggerPrice"),
            "closePosition": _moved("closePosition"),
            "activationPrice": _moved("activatePrice"),
            "callbackRate": _moved("callbackRate"),
            "workingType": _moved("workingType"),
            "priceProtect": _moved("priceProtect"),
        }
    )
    kinds: ClassVar[tuple[str, ...]] = ("LIMIT", "MARKET")
    symbol: Text
    side: OrderSide
    type: Annotated[Literal["LIMIT", "MARKET"], BeforeValidator(_plain)]
    positionSide: PositionSide | None = None
    timeInForce: Literal["GTC", "IOC", "FOK", "GTX", "GTD", "RPI"] | None = None
    reduceOnly: Bool | None = None
    quantity: Positive | None = None
    price: Positive | None = None
    newClientOrderId: ClientOrderId | None = None
    newOrderRespType: NewOrderRespType | None = None
    priceMatch: PriceMatch | None = None
    selfTradePreventionMode: SelfTradePreventionMode | None = None
    goodTillDate: common.GoodTillDate | None = None


class NewOrderTest(common.TriggerForm[Order], path="/fapi/v1/order/test"):
    """Checks an order without placing it; also the conditional types, which `new_order` does not take.

    Args:
        symbol: Symbol.
        side: BUY or SELL.
        type: Order type.
        positionSide: BOTH in one-way mode (default), LONG or SHORT in hedge mode.
        reduceOnly: Only reduce a position (default false); not in hedge mode, not with closePosition.
        quantity: Quantity (base asset).
        price: Limit price of LIMIT, STOP and TAKE_PROFIT orders.
        newClientOrderId: Own id, unique among open orders; a random one is sent if none is given.
        stopPrice: Trigger price of STOP and TAKE_PROFIT orders, limit or market.
        closePosition: Close the whole position when triggered (default false); STOP_MARKET and TAKE_PROFIT_MARKET
            only, without quantity.
        activationPrice: Price that activates a trailing stop (default the price at the time).
        callbackRate: Callback of a trailing stop (percent), 0.1 to 5.
        timeInForce: How long the order lives; LIMIT needs it, MARKET does not take it.
        workingType: Price that trips the trigger (default CONTRACT_PRICE).
        priceProtect: Hold the trigger when mark and last price are far apart (default false).
        newOrderRespType: ACK (default) or RESULT.
        priceMatch: Take the price from the book, instead of price; OPPONENT_10 and OPPONENT_20 are off since 2025-10.
        selfTradePreventionMode: Which order ends if both are own ones (default NONE); works with GTC, IOC and GTD.
        goodTillDate: End of a GTD order (ms, cut to seconds), more than 10 minutes ahead.

    https://developers.binance.com/en/docs/catalog/core-trading-derivatives-trading-usd-s-m-futures/api/rest-api/trade#test-order
    """

    callbackRate: Annotated[Number, Field(ge=Decimal("0.1"), le=5)] | None = None
    goodTillDate: common.GoodTillDate | None = None


class NewBatchOrder(common.NewBatchOrder[BatchResults], path="/fapi/v1/batchOrders"):
    """Places up to 5 orders; what fails is a `BatchError` in the list.

    https://developers.binance.com/en/docs/catalog/core-trading-derivatives-trading-usd-s-m-futures/api/rest-api/trade#place-multiple-orders
    """

    batchOrders: common.Batch[NewOrder]


# Open orders


class ModifyOrder(
    SignedRequest[Order], method="PUT", path="/fapi/v1/order", security="TRADE", weight=0, ws_method="order.modify"
):
    """Changes price and quantity of an open LIMIT order, which goes to the back of the queue.

    Args:
        symbol: Symbol.
        side: BUY or SELL, as the order has it.
        quantity: New quantity, what is filled included (base asset).
        price: New limit price; this or priceMatch.
        orderId: Id of the order; this or origClientOrderId, and this one counts if both are given.
        origClientOrderId: Own id of the order.
        priceMatch: Take the price from the book, instead of price; OPPONENT_10 and OPPONENT_20 are off since 2025-10.
        modifyId: Own id of the change, which answers repeat.
        reduceOnly: True for an order placed reduce-only, to skip the minimum notional; changes nothing else.

    https://developers.binance.com/en/docs/catalog/core-trading-derivatives-trading-usd-s-m-futures/api/rest-api/trade#modify-order
    """

    moved: ClassVar[Mapping[str, str]] = MappingProxyType({"stopPrice": "only LIMIT orders can be modified"})
    symbol: Text
    side: OrderSide
    quantity: Positive
    price: Positive | None = None
    orderId: Integer | None = None
    origClientOrderId: ClientOrderId | None = None
    priceMatch: PriceMatch | None = None
    modifyId: Integer | None = None
    reduceOnly: Bool | None = None

    def problems(self) -> Iterator[Problem]:
        """One of the ids is needed, and one of price and priceMatch."""
        yield from common.modify_problems(self.orderId, self.origClientOrderId, self.price, self.priceMatch)

    def client_order_ids(self) -> tuple[str, ...]:
        """The own id the order is named by."""
        return common.given(self.origClientOrderId)


class ModifyBatchOrder(common.ModifyBatchOrder[BatchResults], path="/fapi/v1/batchOrders"):
    """Modifies up to 5 orders; what fails is a `BatchError` in the list.

    https://developers.binance.com/en/docs/catalog/core-trading-derivatives-trading-usd-s-m-futures/api/rest-api/trade#modify-multiple-orders
    """

    batchOrders: common.Batch[ModifyOrder]


class GetOrderModifyHistory(common.GetOrderModifyHistory, path="/fapi/v1/orderAmendment"):
    """Modifications of an order in the last three months, newest first.

    https://developers.binance.com/en/docs/catalog/core-trading-derivatives-trading-usd-s-m-futures/api/rest-api/trade#get-order-modify-history
    """


class CancelOrder(common.CancelOrder[Order], path="/fapi/v1/order"):
    """Cancels one open order.

    https://developers.binance.com/en/docs/catalog/core-trading-derivatives-trading-usd-s-m-futures/api/rest-api/trade#cancel-order
    """


class CancelBatchOrder(common.CancelBatchOrder[BatchResults], path="/fapi/v1/batchOrders"):
    """Cancels up to 10 orders of a symbol; what fails is a `BatchError` in the list.

    https://developers.binance.com/en/docs/catalog/core-trading-derivatives-trading-usd-s-m-futures/api/rest-api/trade#cancel-multiple-orders
    """


class CancelOpenOrders(common.CancelOpenOrders, path="/fapi/v1/allOpenOrders"):
    """Cancels all open orders of a symbol; conditional ones stay (`cancel_algo_open_orders`).

    https://developers.binance.com/en/docs/catalog/core-trading-derivatives-trading-usd-s-m-futures/api/rest-api/trade#cancel-all-open-orders
    """


class CountdownCancelOrder(common.CountdownCancelOrder, path="/fapi/v1/countdownCancelAll"):
    """Starts, renews or stops a timer that cancels all open orders of a symbol when it runs out.

    https://developers.binance.com/en/docs/catalog/core-trading-derivatives-trading-usd-s-m-futures/api/rest-api/trade#auto-cancel-all-open-orders
    """


# Queries


class QueryOrder(common.QueryOrder[Order], path="/fapi/v1/order"):
    """One order, in any state; unfilled ones are kept for 3 days, others for 90.

    https://developers.binance.com/en/docs/catalog/core-trading-derivatives-trading-usd-s-m-futures/api/rest-api/trade#query-order
    """


class GetOpenOrders(common.GetOpenOrders[Order], path="/fapi/v1/openOrder"):
    """One open order (all of them: `get_orders`).

    https://developers.binance.com/en/docs/catalog/core-trading-derivatives-trading-usd-s-m-futures/api/rest-api/trade#query-current-open-order
    """


class GetOrders(SignedRequest[list[Order]], path="/fapi/v1/openOrders", weight=BySymbol(1, 40)):
    """Open orders; conditional ones are listed by `get_open_algo_orders`.

    Args:
        symbol: Symbol; all symbols without it.

    https://developers.binance.com/en/docs/catalog/core-trading-derivatives-trading-usd-s-m-futures/api/rest-api/trade#current-all-open-orders
    """

    symbol: Text | None = None


class GetAllOrders(SignedRequest[list[Order]], path="/fapi/v1/allOrders", weight=5):
    """Orders in any state; unfilled ones are kept for 3 days, others for 90.

    Args:
        symbol: Symbol.
        orderId: From this order on; the newest without it.
        startTime: From this time, inclusive (ms); the last 7 days without times.
        endTime: Up to this time, inclusive (ms); less than 7 days after startTime.
        limit: Rows, 1 to 1000 (default 500).

    https://developers.binance.com/en/docs/catalog/core-trading-derivatives-trading-usd-s-m-futures/api/rest-api/trade#all-orders
    """

    symbol: Text | None = None
    orderId: Integer | None = None
    startTime: Timestamp | None = None
    endTime: Timestamp | None = None
    limit: Annotated[Integer, Field(ge=1, le=1000)] | None = None

    def problems(self) -> Iterator[Problem]:
        """At most 7 days at once."""
        yield from span_problems(self.startTime, self.endTime, 7 * DAY)
