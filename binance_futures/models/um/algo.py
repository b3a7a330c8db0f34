"""Conditional orders of USDⓈ-M futures."""

from collections.abc import Iterator

from ...errors import Problem
from ..common import algo as common
from ..common.algo import AlgoOrder, AlgoOrderOutcome
from ..common.times import DAY, span_problems

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


class NewAlgoOrder(common.NewAlgoOrder, path="/fapi/v1/algoOrder", ws_method="algoOrder.place"):
    """Places a conditional order: stop, take-profit or trailing stop; the margin is checked when it is triggered.

    https://developers.binance.com/en/docs/catalog/core-trading-derivatives-trading-usd-s-m-futures/api/rest-api/trade#new-algo-order
    """


class CancelAlgoOrder(common.CancelAlgoOrder, path="/fapi/v1/algoOrder", ws_method="algoOrder.cancel"):
    """Cancels one open conditional order.

    https://developers.binance.com/en/docs/catalog/core-trading-derivatives-trading-usd-s-m-futures/api/rest-api/trade#cancel-algo-order
    """


class CancelAlgoOpenOrders(common.CancelAlgoOpenOrders, path="/fapi/v1/algoOpenOrders"):
    """Cancels all open conditional orders of a symbol.

    https://developers.binance.com/en/docs/catalog/core-trading-derivatives-trading-usd-s-m-futures/api/rest-api/trade#cancel-all-algo-open-orders
    """


class QueryAlgoOrder(common.QueryAlgoOrder, path="/fapi/v1/algoOrder"):
    """One conditional order, in any state; unfilled ones are kept for 3 days, others for 90.

    https://developers.binance.com/en/docs/catalog/core-trading-derivatives-trading-usd-s-m-futures/api/rest-api/trade#query-algo-order
    """


class GetOpenAlgoOrders(common.GetOpenAlgoOrders, path="/fapi/v1/openAlgoOrders"):
    """Open conditional orders.

    https://developers.binance.com/en/docs/catalog/core-trading-derivatives-trading-usd-s-m-futures/api/rest-api/trade#current-all-algo-open-orders
    """


class GetAllAlgoOrders(common.GetAllAlgoOrders, path="/fapi/v1/allAlgoOrders"):
    """Conditional orders of a symbol, in any state; unfilled ones are kept for 3 days, others for 90.

    https://developers.binance.com/en/docs/catalog/core-trading-derivatives-trading-usd-s-m-futures/api/rest-api/trade#query-all-algo-orders
    """

    def problems(self) -> Iterator[Problem]:
        """At most 7 days at once."""
        yield from span_problems(self.startTime, self.endTime, 7 * DAY)
