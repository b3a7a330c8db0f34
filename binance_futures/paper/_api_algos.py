"""Conditional orders: what placing, cancelling and querying answer."""

from typing import cast

from ..models.enums import (
    OrderSide,
    OrderType,
    PositionSide,
    PriceMatchMode,
    SelfTradePreventionMode,
    TimeInForce,
    WorkingType,
)
from ._api_orders import ALL_CANCELLED, kept
from ._call import Call
from ._engine import Engine
from ._errors import rejected
from ._orders import AlgoOrder
from ._wire_orders import algo_order

__all__ = ["Algos"]


class Algos:
    """The endpoints about conditional orders; each method is the one of its name."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def new_algo_order(self, call: Call) -> object:
        """POST /algoOrder."""
        given = call.given
        placed = self._engine.new_algo_order(
            call.account,
            call.symbol,
            cast("OrderSide", given["side"]),
            cast("OrderType", given["type"]),
            positionSide=cast("PositionSide", given.text("positionSide") or "BOTH"),
            timeInForce=cast("TimeInForce | None", given.text("timeInForce")),
            quantity=given.decimal("quantity"),
            price=given.decimal("price"),
            triggerPrice=given.decimal("triggerPrice"),
            workingType=cast("WorkingType", given.text("workingType") or "CONTRACT_PRICE"),
            priceMatch=cast("PriceMatchMode", given.text("priceMatch") or "NONE"),
            closePosition=given.flag("closePosition") or False,
            priceProtect=given.flag("priceProtect") or False,
            reduceOnly=given.flag("reduceOnly"),
            activatePrice=given.decimal("activatePrice"),
            callbackRate=given.decimal("callbackRate"),
            clientAlgoId=given.text("clientAlgoId"),
            selfTradePreventionMode=cast("SelfTradePreventionMode | None", given.text("selfTradePreventionMode")),
            goodTillDate=given.integer("goodTillDate"),
        )
        return algo_order(placed, "placed")

    def cancel_algo_order(self, call: Call) -> object:
        """DELETE /algoOrder."""
        given = call.given
        algo = self._engine.cancel_algo_order(
            call.account, call.product, algoId=given.integer("algoId"), clientAlgoId=given.text("clientAlgoId")
        )
        # The code is text here (sample of Binance's page).
        return {"algoId": algo.algoId, "clientAlgoId": algo.clientAlgoId, "code": "200", "msg": "success"}

    def cancel_algo_open_orders(self, call: Call) -> object:
        """DELETE /algoOpenOrders."""
        self._engine.cancel_all_algos(call.account, call.symbol)
        return ALL_CANCELLED

    def query_algo_order(self, call: Call) -> object:
        """GET /algoOrder."""
        given = call.given
        algo = self._engine.query_algo_order(
            call.account, call.product, algoId=given.integer("algoId"), clientAlgoId=given.text("clientAlgoId")
        )
        if not _kept(algo, call.now):
            raise rejected("NO_SUCH_ORDER", call.product)
        return algo_order(algo, "queried")

    def get_open_algo_orders(self, call: Call) -> object:
        """GET /openAlgoOrders."""
        symbols, algoId = call.symbols(), call.given.integer("algoId")
        return [
            algo_order(algo, "listed")
            for algo in call.account.open_algos.values()
            if algo.symbol in symbols and algoId in {None, algo.algoId}
        ]

    def get_all_algo_orders(self, call: Call) -> object:
        """GET /allAlgoOrders: by id upward with algoId, else those of a time range."""
        symbol, first = call.symbol, call.given.integer("algoId")
        algos = (each for each in call.account.algos.values() if each.symbol == symbol and _kept(each, call.now))
        if first is not None:
            found = [each for each in algos if each.algoId >= first][: call.limit]
        else:
            start, end = call.window(7)
            found = call.page(each for each in algos if start <= each.createTime <= end)
        return [algo_order(each, "listed") for each in found]


def _kept(algo: AlgoOrder, now: int) -> bool:
    ended = algo.algoStatus in {"CANCELED", "EXPIRED", "REJECTED"}
    return kept(algo.createTime, now, unfilled=ended and not algo.actualQty)
