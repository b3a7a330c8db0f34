"""Orders: what placing, changing, cancelling and querying answer."""

import json
from collections.abc import Callable, Mapping
from typing import Any, Final, cast

from ..models.enums import (
    OrderSide,
    OrderType,
    PositionSide,
    PriceMatchMode,
    SelfTradePreventionMode,
    TimeInForce,
)
from ._call import DAY, Call, Given, newest, refused
from ._engine import Engine
from ._errors import Refusal, rejected
from ._orders import ZERO, Order
from ._wire_orders import acknowledged, amendment, forced_order, order, placed_order, trade

__all__ = ["ALL_CANCELLED", "Orders", "kept"]

ALL_CANCELLED: Final = {"code": 200, "msg": "The operation of cancel all open order is done."}


class Orders:
    """The endpoints about orders; each method is the one of its name."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def new_order(self, call: Call) -> object:
        """POST /order."""
        return self._new_order(call, call.given)

    def new_order_test(self, call: Call) -> object:
        """POST /order/test: checked as for placing."""
        return order(self._place(call, call.given, test=True), "tested")

    def new_batch_order(self, call: Call) -> object:
        """POST /batchOrders."""
        return [self._item(call, item, self._new_order) for item in call.admitted.items]

    def modify_order(self, call: Call) -> object:
        """PUT /order."""
        return self._modify_order(call, call.given)

    def modify_batch_order(self, call: Call) -> object:
        """PUT /batchOrders."""
        return [self._item(call, item, self._modify_order) for item in call.admitted.items]

    def cancel_order(self, call: Call) -> object:
        """DELETE /order."""
        given = call.given
        return placed_order(
            self._engine.cancel_order(
                call.account,
                call.symbol,
                orderId=given.integer("orderId"),
                origClientOrderId=given.text("origClientOrderId"),
            )
        )

    def cancel_batch_order(self, call: Call) -> object:
        """DELETE /batchOrders: by orderIdList, or else by origClientOrderIdList."""
        by = "orderId" if "orderIdList" in call.given else "origClientOrderId"
        symbol, account = call.symbol, call.account
        answers: list[object] = []
        for value in json.loads(call.given[f"{by}List"]):
            which: dict[str, Any] = {by: int(value) if by == "orderId" else value}
            try:
                answers.append(placed_order(self._engine.cancel_order(account, symbol, **which)))
            except Refusal as refusal:
                answers.append(refused(refusal))
        return answers

    def cancel_open_orders(self, call: Call) -> object:
        """DELETE /allOpenOrders."""
        self._engine.cancel_all(call.account, call.symbol)
        return ALL_CANCELLED

    def countdown_cancel_order(self, call: Call) -> object:
        """POST /countdownCancelAll."""
        symbol, time = call.symbol, call.given["countdownTime"]
        self._engine.countdown_cancel(call.account, symbol, int(time))
        return {"symbol": symbol, "countdownTime": time}

    def query_order(self, call: Call) -> object:
        """GET /order."""
        found = self._find(call)
        if not _kept(found, call.now):
            raise rejected("NO_SUCH_ORDER", call.product)
        written = order(found, "queried")
        if call.socket and found.instrument.inverse:
            written["cumQty"] = written["executedQty"]
        return written

    def get_open_orders(self, call: Call) -> object:
        """GET /openOrder: one open order."""
        found = self._find(call)
        if not found.open:
            raise rejected("NO_SUCH_ORDER", call.product)
        return order(found, "queried")

    def get_orders(self, call: Call) -> object:
        """GET /openOrders."""
        symbols = call.symbols()
        return [order(each, "queried") for each in call.account.open_orders.values() if each.symbol in symbols]

    def get_all_orders(self, call: Call) -> object:
        """GET /allOrders: by id upward with orderId, else those of a time range."""
        given = call.given
        first = given.integer("orderId")
        if call.product == "cm":
            if "symbol" not in given and "pair" not in given:
                raise rejected("MANDATORY_PARAM_EMPTY_OR_MALFORMED", "cm", "symbol")
            if "pair" in given and first is not None:
                raise rejected("OPTIONAL_PARAMS_BAD_COMBO", "cm")
        symbols = call.symbols()
        orders = (each for each in call.account.orders.values() if each.symbol in symbols and _kept(each, call.now))
        if first is not None:
            found = [each for each in orders if each.orderId >= first][: call.limit]
        else:
            start, end = call.window(7)
            found = call.page(each for each in orders if start <= each.time <= end)
        return [order(each, "listed") for each in found]

    def order_modify_history(self, call: Call) -> object:
        """GET /orderAmendment: newest first."""
        given, symbol = call.given, call.symbol
        start, end = call.window(90, within=90)
        orderId, client = given.integer("orderId"), given.text("origClientOrderId")
        rows = (
            each
            for each in call.account.amendments
            if each.instrument.symbol == symbol
            and (each.orderId == orderId if orderId is not None else each.clientOrderId == client)
            and start <= each.time <= end
        )
        return [amendment(each) for each in reversed(newest(rows, call.limit))]

    def get_account_trades(self, call: Call) -> object:
        """GET /userTrades: by id upward with fromId, else those of a time range."""
        given = call.given
        first, orderId = given.integer("fromId"), given.integer("orderId")
        self._check_trades(call, by_id=first is not None)
        symbols = call.symbols()
        fills = (each for each in call.account.fills if each.instrument.symbol in symbols)
        if orderId is not None:
            fills = (each for each in fills if each.orderId == orderId)
        oldest = call.now - 90 * DAY
        if first is not None:
            found = [each for each in fills if each.id >= first and each.time >= oldest][: call.limit]
        else:
            start, end = call.window(7, within=90)
            found = call.page(each for each in fills if start <= each.time <= end)
        return [trade(each) for each in found]

    def force_orders(self, call: Call) -> object:
        """GET /forceOrders: liquidations and deleveragings, newest first."""
        symbols, kind = call.symbols(), call.given.text("autoCloseType")
        start, end = call.window(7 if "startTime" not in call.given else 90, within=90)
        found = (
            each
            for each in call.account.orders.values()
            if each.autoCloseType is not None
            and kind in {None, each.autoCloseType}
            and each.symbol in symbols
            and start <= each.time <= end
        )
        return [forced_order(each) for each in reversed(newest(found, call.limit))]

    @staticmethod
    def _check_trades(call: Call, *, by_id: bool) -> None:
        given = call.given
        if by_id and ("startTime" in given or "endTime" in given):
            raise rejected("OPTIONAL_PARAMS_BAD_COMBO", call.product)
        if call.product == "cm":
            if "symbol" not in given and "pair" not in given:
                raise rejected("MANDATORY_PARAM_EMPTY_OR_MALFORMED", "cm", "symbol")
            if "pair" in given and (by_id or "orderId" in given or "symbol" in given):
                raise rejected("OPTIONAL_PARAMS_BAD_COMBO", "cm")

    def _new_order(self, call: Call, given: Given) -> dict[str, object]:
        placed = self._place(call, given)
        immediate = placed.type == "MARKET" or placed.timeInForce in {"IOC", "FOK"}
        return (
            placed_order(placed) if immediate and given.text("newOrderRespType") == "RESULT" else acknowledged(placed)
        )

    def _place(self, call: Call, given: Given, *, test: bool = False) -> Order:
        return self._engine.new_order(
            call.account,
            call.listed(given["symbol"]).instrument.symbol,
            cast("OrderSide", given["side"]),
            cast("OrderType", given["type"]),
            quantity=given.decimal("quantity"),
            price=given.decimal("price"),
            timeInForce=cast("TimeInForce | None", given.text("timeInForce")),
            positionSide=cast("PositionSide", given.text("positionSide") or "BOTH"),
            reduceOnly=given.flag("reduceOnly"),
            newClientOrderId=given.text("newClientOrderId"),
            priceMatch=cast("PriceMatchMode", given.text("priceMatch") or "NONE"),
            selfTradePreventionMode=cast("SelfTradePreventionMode | None", given.text("selfTradePreventionMode")),
            goodTillDate=given.integer("goodTillDate"),
            test=test,
        )

    def _modify_order(self, call: Call, given: Given) -> dict[str, object]:
        modifyId = given.integer("modifyId")
        changed = self._engine.modify_order(
            call.account,
            call.listed(given["symbol"]).instrument.symbol,
            cast("OrderSide", given["side"]),
            given.decimal("quantity") or ZERO,
            given.decimal("price"),
            orderId=given.integer("orderId"),
            origClientOrderId=given.text("origClientOrderId"),
            priceMatch=cast("PriceMatchMode", given.text("priceMatch") or "NONE"),
            modifyId=modifyId,
            reduceOnly=given.flag("reduceOnly") or False,
        )
        return placed_order(changed, modifyId=modifyId, pair=not call.socket)

    @staticmethod
    def _item(
        call: Call, item: Mapping[str, str] | Refusal, act: Callable[[Call, Given], dict[str, object]]
    ) -> dict[str, object]:
        if isinstance(item, Refusal):
            return refused(item)
        try:
            return act(call, Given(item))
        except Refusal as refusal:
            return refused(refusal)

    def _find(self, call: Call) -> Order:
        given = call.given
        return self._engine.query_order(
            call.account,
            call.symbol,
            orderId=given.integer("orderId"),
            origClientOrderId=given.text("origClientOrderId"),
        )


def kept(time: int, now: int, *, unfilled: bool) -> bool:
    """Whether an order is still found: any for 90 days, one that ended without a fill for 3."""
    return now - time <= (3 if unfilled else 90) * DAY


def _kept(order: Order, now: int) -> bool:
    return kept(order.time, now, unfilled=not order.open and not order.executedQty)
