"""Conditional orders of COIN-M futures."""

from ..common import algo as common
from ..common.algo import AlgoOrder, AlgoOrderOutcome

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


class NewAlgoOrder(common.NewAlgoOrder, path="/dapi/v1/algoOrder"):
    """Places a conditional order: stop, take-profit or trailing stop; the margin is checked when it is triggered.

    https://developers.binance.com/en/docs/products/derivatives-trading-coin-futures/Important-CM-UM-Integration-Notice
    """


class CancelAlgoOrder(common.CancelAlgoOrder, path="/dapi/v1/algoOrder"):
    """Cancels one open conditional order.

    https://developers.binance.com/en/docs/products/derivatives-trading-coin-futures/Important-CM-UM-Integration-Notice
    """


class CancelAlgoOpenOrders(common.CancelAlgoOpenOrders, path="/dapi/v1/algoOpenOrders"):
    """Cancels all open conditional orders of a symbol.

    https://developers.binance.com/en/docs/products/derivatives-trading-coin-futures/Important-CM-UM-Integration-Notice
    """


class QueryAlgoOrder(common.QueryAlgoOrder, path="/dapi/v1/algoOrder"):
    """One conditional order, in any state; unfilled ones are kept for 3 days, others for 90.

    https://developers.binance.com/en/docs/products/derivatives-trading-coin-futures/Important-CM-UM-Integration-Notice
    """


class GetOpenAlgoOrders(common.GetOpenAlgoOrders, path="/dapi/v1/openAlgoOrders"):
    """Open conditional orders.

    https://developers.binance.com/en/docs/products/derivatives-trading-coin-futures/Important-CM-UM-Integration-Notice
    """


class GetAllAlgoOrders(common.GetAllAlgoOrders, path="/dapi/v1/allAlgoOrders"):
    """Conditional orders of a symbol, in any state; unfilled ones are kept for 3 days, others for 90.

    https://developers.binance.com/en/docs/products/derivatives-trading-coin-futures/Important-CM-UM-Integration-Notice
    """
