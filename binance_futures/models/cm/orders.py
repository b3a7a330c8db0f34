"""Orders of COIN-M futures."""

from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import Field

from ..._request import BySymbol, SignedRequest
from ...errors import Problem
from ..base import Open
from ..common import orders as common
from ..common.orders import BatchError, Countdown, OrderAmendment, OrderChanges, ValueChange
from ..common.times import DAY, span_problems
from ..enums import OrderSide, PriceMatch, PriceMatchMode, SelfTradePreventionMode
from ..parameters import ClientOrderId, Integer, Positive, Text, Timestamp

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

    pair: str
    """Underlying pair."""
    priceMatch: Open[PriceMatchMode] | None = None
    """How the price is taken from the book, if it is; the WebSocket API leaves it out."""
    selfTradePreventionMode: Open[SelfTradePreventionMode] | None = None
    """Which order ends when it would meet an own one; the WebSocket API leaves it out."""
    goodTillDate: int | None = None
    """When an order of timeInForce GTD ends (ms), 0 for others; listing all orders only."""


BatchResults = Annotated[list[Order | BatchError], common.FirstFit]


# New orders


class NewOrder(common.TriggerForm[Order], path="/dapi/v1/order", ws_method="order.place"):
    """Places an order; the conditional types will be for `new_algo_order` only, from a day not told yet.

    https://developers.binance.com/en/docs/catalog/core-trading-derivatives-trading-coin-m-futures/api/rest-api/trade#new-order
    """

    timeInForce: Literal["GTC", "IOC", "FOK", "GTX"] | None = None  # pyright: ignore[reportIncompatibleVariableOverride]  # frozen


class NewBatchOrder(common.NewBatchOrder[BatchResults], path="/dapi/v1/batchOrders"):
    """Places up to 5 orders; what fails is a `BatchError` in the list.

    https://developers.binance.com/en/docs/catalog/core-trading-derivatives-trading-coin-m-futures/api/rest-api/trade#place-multiple-orders
    """

    batchOrders: common.Batch[NewOrder]


# Open orders


class ModifyOrder(
    SignedRequest[Order], method="PUT", path="/dapi/v1/order", security="TRADE", ws_method="order.modify"
):
    """Changes price and quantity of an open LIMIT order, which goes to the back of the queue.

    Args:
        symbol: Symbol.
        side: BUY or SELL, as the order has it.
        orderId: Id of the order; this or origClientOrderId, and this one counts if both are given.
        origClientOrderId: Own id of the order.
        quantity: New quantity, what is filled included (contracts); needed since 2026-06.
        price: New limit price; this or priceMatch.
        priceMatch: Take the price from the book, instead of price; OPPONENT_10 and OPPONENT_20 are off since 2025-10.
        modifyId: Own id of the change, which answers repeat.

    https://developers.binance.com/en/docs/catalog/core-trading-derivatives-trading-coin-m-futures/api/rest-api/trade#modify-order
    """

    symbol: Text
    side: OrderSide
    orderId: Integer | None = None
    origClientOrderId: ClientOrderId | None = None
    quantity: Positive = Field(kw_only=True)
    price: Positive | None = Field(default=None, kw_only=True)
    priceMatch: PriceMatch | None = Field(default=None, kw_only=True)
    modifyId: Integer | None = Field(default=None, kw_only=True)

    def problems(self) -> Iterator[Problem]:
        """One of the ids is needed, and one of price and priceMatch."""
        yield from common.modify_problems(self.orderId, self.origClientOrderId, self.price, self.priceMatch)

    def client_order_ids(self) -> tuple[str, ...]:
        """The own id the order is named by."""
        return common.given(self.origClientOrderId)


class ModifyBatchOrder(common.ModifyBatchOrder[BatchResults], path="/dapi/v1/batchOrders"):
    """Modifies up to 5 orders; what fails is a `BatchError` in the list.

    https://developers.binance.com/en/docs/catalog/core-trading-derivatives-trading-coin-m-futures/api/rest-api/trade#modify-multiple-orders
    """

    batchOrders: common.Batch[ModifyOrder]


class GetOrderModifyHistory(common.GetOrderModifyHistory, path="/dapi/v1/orderAmendment"):
    """Modifications of an order in the last three months, newest first.

    https://developers.binance.com/en/docs/catalog/core-trading-derivatives-trading-coin-m-futures/api/rest-api/trade#get-order-modify-history
    """


class CancelOrder(common.CancelOrder[Order], path="/dapi/v1/order"):
    """Cancels one open order.

    https://developers.binance.com/en/docs/catalog/core-trading-derivatives-trading-coin-m-futures/api/rest-api/trade#cancel-order
    """


class CancelBatchOrder(common.CancelBatchOrder[BatchResults], path="/dapi/v1/batchOrders"):
    """Cancels up to 10 orders of a symbol; what fails is a `BatchError` in the list.

    https://developers.binance.com/en/docs/catalog/core-trading-derivatives-trading-coin-m-futures/api/rest-api/trade#cancel-multiple-orders
    """


class CancelOpenOrders(common.CancelOpenOrders, path="/dapi/v1/allOpenOrders"):
    """Cancels all open orders of a symbol; algo orders are cancelled by `cancel_algo_open_orders`.

    https://developers.binance.com/en/docs/catalog/core-trading-derivatives-trading-coin-m-futures/api/rest-api/trade#cancel-all-open-orders
    """


class CountdownCancelOrder(common.CountdownCancelOrder, path="/dapi/v1/countdownCancelAll"):
    """Starts, renews or stops a timer that cancels all open orders of a symbol when it runs out.

    https://developers.binance.com/en/docs/catalog/core-trading-derivatives-trading-coin-m-futures/api/rest-api/trade#auto-cancel-all-open-orders
    """


# Queries


class QueryOrder(common.QueryOrder[Order], path="/dapi/v1/order"):
    """One order, in any state; unfilled ones are kept for 3 days, others for 90.

    https://developers.binance.com/en/docs/catalog/core-trading-derivatives-trading-coin-m-futures/api/rest-api/trade#query-order
    """


class GetOpenOrders(common.GetOpenOrders[Order], path="/dapi/v1/openOrder"):
    """One open order (all of them: `get_orders`).

    https://developers.binance.com/en/docs/catalog/core-trading-derivatives-trading-coin-m-futures/api/rest-api/trade#query-current-open-order
    """


class GetOrders(SignedRequest[list[Order]], path="/dapi/v1/openOrders", weight=BySymbol(1, 40)):
    """Open orders.

    Args:
        symbol: Symbol; all symbols without it.
        pair: Underlying pair.

    https://developers.binance.com/en/docs/catalog/core-trading-derivatives-trading-coin-m-futures/api/rest-api/trade#current-all-open-orders
    """

    symbol: Text | None = None
    pair: Text | None = None


class GetAllOrders(SignedRequest[list[Order]], path="/dapi/v1/allOrders", weight=5):
    """Orders of a symbol or pair, in any state; unfilled ones are kept for 3 days, others for 90.

    Args:
        symbol: Symbol; this or pair.
        pair: Underlying pair; not with orderId.
        orderId: From this order on; the newest without it.
        startTime: From this time, inclusive (ms); the last 7 days without times.
        endTime: Up to this time, inclusive (ms); less than 7 days after startTime.
        limit: Rows, 1 to 100 (default 50).

    https://developers.binance.com/en/docs/catalog/core-trading-derivatives-trading-coin-m-futures/api/rest-api/trade#all-orders
    """

    symbol: Text | None = None
    pair: Text | None = None
    orderId: Integer | None = None
    startTime: Timestamp | None = None
    endTime: Timestamp | None = None
    limit: Annotated[Integer, Field(ge=1, le=100)] | None = None

    def problems(self) -> Iterator[Problem]:
        """One of symbol and pair is needed, and at most 7 days at once."""
        yield from common.either_problems("symbol", self.symbol, "pair", self.pair)
        if self.pair is not None and self.orderId is not None:
            yield Problem("pair", "cannot be combined with orderId")
        yield from span_problems(self.startTime, self.endTime, 7 * DAY)
