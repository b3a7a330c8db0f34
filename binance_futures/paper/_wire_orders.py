"""Orders, conditional orders, amendments and trades as REST and WebSocket API answers write them.

What an answer holds is a list of names: those of Binance's page, in its order.
"""

from collections.abc import Callable, Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import Any, Final, Literal

from ..environments import Product
from ._events import Amendment, Fill
from ._orders import AlgoOrder, Order
from ._wire_text import average, base, money, plain, price, quantity, quote

__all__ = ["acknowledged", "algo_order", "amendment", "forced_order", "order", "placed_order", "trade"]

Wire = dict[str, object]

_ORDER: Final[Mapping[str, Callable[[Order], object]]] = MappingProxyType(
    {
        "activatePrice": lambda order: price(order.instrument, order.activatePrice or Decimal(0)),
        "avgPrice": lambda order: average(order.instrument, order.avgPrice),
        "clientOrderId": lambda order: order.clientOrderId,
        "closePosition": lambda order: order.closePosition,
        "cumBase": lambda order: base(order.instrument, order.cumBase),
        "cumQty": lambda order: quantity(order.instrument, order.executedQty),
        "cumQuote": lambda order: quote(order.instrument, order.cumQuote),
        "executedQty": lambda order: quantity(order.instrument, order.executedQty),
        "goodTillDate": lambda order: order.goodTillDate,
        "orderId": lambda order: order.orderId,
        "origQty": lambda order: quantity(order.instrument, order.origQty),
        "origType": lambda order: order.origType,
        "pair": lambda order: order.instrument.pair,
        "positionSide": lambda order: order.positionSide,
        "price": lambda order: price(order.instrument, order.price),
        "priceMatch": lambda order: order.priceMatch,
        "priceProtect": lambda order: order.priceProtect,
        "priceRate": lambda order: plain(order.priceRate or Decimal(0)),
        "reduceOnly": lambda order: order.reduceOnly,
        "selfTradePreventionMode": lambda order: order.selfTradePreventionMode,
        "side": lambda order: order.side,
        "status": lambda order: order.status,
        "stopPrice": lambda order: price(order.instrument, order.stopPrice),
        "symbol": lambda order: order.instrument.symbol,
        "time": lambda order: order.time,
        "timeInForce": lambda order: order.timeInForce,
        "type": lambda order: order.type,
        "updateTime": lambda order: order.updateTime,
        "workingType": lambda order: order.workingType,
    }
)
_Fields = tuple[tuple[str, Callable[[Order], object]], ...]


def _fields(names: str) -> _Fields:
    return tuple((name, _ORDER[name]) for name in names.split())


_SHARED: Final = (
    "orderId symbol status clientOrderId price origQty executedQty timeInForce type reduceOnly closePosition side "
    "positionSide stopPrice workingType priceProtect origType updateTime priceMatch selfTradePreventionMode "
)
_PLACED: Final[Mapping[Product, _Fields]] = MappingProxyType(
    {"um": _fields(_SHARED + "cumQty goodTillDate"), "cm": _fields(_SHARED + "cumQty pair")}
)
_TESTED: Final = _fields(_SHARED + "cumQty cumQuote avgPrice goodTillDate")
_QUERIED: Final[Mapping[Product, _Fields]] = MappingProxyType(
    {
        "um": _fields(_SHARED + "avgPrice cumQuote time goodTillDate"),
        "cm": _fields(_SHARED + "avgPrice cumBase time pair"),
    }
)
_LISTED: Final = _fields(_SHARED + "avgPrice cumQuote cumBase time pair goodTillDate")
_TRAILING: Final = _fields("activatePrice priceRate")
_FORCED: Final = (
    "orderId symbol status clientOrderId price avgPrice origQty executedQty cumQuote timeInForce type reduceOnly "
    "closePosition side positionSide stopPrice workingType origType time updateTime pair cumBase "
)
_FORCED_OF: Final[Mapping[Product, _Fields]] = MappingProxyType(
    {"um": _fields(_FORCED), "cm": _fields(_FORCED + "priceProtect goodTillDate")}
)


def _write(of: Order, fields: _Fields) -> Wire:
    written: Wire = {name: field(of) for name, field in fields}
    if of.origType == "TRAILING_STOP_MARKET":
        written |= {name: field(of) for name, field in _TRAILING}
    return written


def placed_order(of: Order, *, modifyId: int | None = None, pair: bool = False) -> Wire:
    """The answer to placing, changing and cancelling: without average price and value, gone since June 2026."""
    written = _write(of, _PLACED[of.instrument.product])
    if pair:
        written["pair"] = of.instrument.pair
    if modifyId is not None:
        written["modifyId"] = modifyId
    return written


def acknowledged(of: Order) -> Wire:
    """The answer to placing with newOrderRespType ACK: the order as it came in, whatever became of it at once."""
    nothing = quantity(of.instrument, Decimal(0))
    return placed_order(of) | {"status": "NEW", "executedQty": nothing, "cumQty": nothing, "updateTime": of.time}


def order(of: Order, kind: Literal["tested", "queried", "listed"]) -> Wire:
    """The answer to order/test, to a query of open or single orders, and to allOrders."""
    return _write(of, _TESTED if kind == "tested" else _LISTED if kind == "listed" else _QUERIED[of.instrument.product])


def forced_order(of: Order) -> Wire:
    """A row of forceOrders: liquidations show there as limit orders."""
    return _write(of, _FORCED_OF[of.instrument.product]) | {"type": "LIMIT", "origType": "LIMIT"}


def algo_order(of: AlgoOrder, kind: Literal["placed", "queried", "listed"]) -> Wire:
    """A conditional order in the answer to placing it, to a query of it, or to a query of many."""
    instrument = of.instrument
    written: Wire = {
        "algoId": of.algoId,
        "clientAlgoId": of.clientAlgoId,
        "algoType": "CONDITIONAL",
        "orderType": of.orderType,
        "symbol": instrument.symbol,
        "side": of.side,
        "positionSide": of.positionSide,
        "timeInForce": of.timeInForce,
        "quantity": quantity(instrument, of.quantity),
        "algoStatus": of.algoStatus,
        "triggerPrice": price(instrument, of.triggerPrice),
        "price": price(instrument, of.price),
        "icebergQuantity": None,
        "selfTradePreventionMode": of.selfTradePreventionMode,
        "workingType": of.workingType,
        "priceMatch": of.priceMatch,
        "closePosition": of.closePosition,
        "priceProtect": of.priceProtect,
        "reduceOnly": of.reduceOnly,
        "createTime": of.createTime,
        "updateTime": of.updateTime,
        "triggerTime": of.triggerTime,
        "goodTillDate": of.goodTillDate,
    }
    if kind == "placed":
        written["activatePrice"] = "" if of.activatePrice is None else price(instrument, of.activatePrice)
        written["callbackRate"] = "" if of.callbackRate is None else plain(of.callbackRate)
        return written
    written["actualOrderId"] = "" if of.actualOrderId is None else str(of.actualOrderId)
    written["actualPrice"] = f"{of.actualPrice:.5f}"
    written["tpOrderType"] = ""
    if kind == "listed":
        zero = price(instrument, Decimal(0))
        written |= {"tpTriggerPrice": zero, "tpPrice": zero, "slTriggerPrice": zero, "slPrice": zero}
    elif of.actualType is not None:
        written |= {"actualType": of.actualType, "actualQty": quantity(instrument, of.actualQty)}
    return written


def amendment(of: Amendment) -> Wire:
    """A row of orderAmendment."""
    instrument = of.instrument
    changes: dict[str, Any] = {
        "price": {"before": price(instrument, of.priceBefore), "after": price(instrument, of.priceAfter)},
        "origQty": {"before": quantity(instrument, of.origQtyBefore), "after": quantity(instrument, of.origQtyAfter)},
        "count": of.count,
    }
    if of.modifyId is not None:
        changes["modifyId"] = of.modifyId
    return {
        "amendmentId": of.amendmentId,
        "symbol": instrument.symbol,
        "pair": instrument.pair,
        "orderId": of.orderId,
        "clientOrderId": of.clientOrderId,
        "time": of.time,
        "amendment": changes,
    }


def trade(of: Fill) -> Wire:
    """A row of userTrades."""
    instrument = of.instrument
    return {
        "symbol": instrument.symbol,
        "id": of.id,
        "orderId": of.orderId,
        "pair": instrument.pair,
        "side": of.side,
        "price": price(instrument, of.price),
        "qty": quantity(instrument, of.qty),
        "realizedPnl": money(of.realizedPnl),
        "marginAsset": instrument.marginAsset,
        "quoteQty": quote(instrument, of.quoteQty),
        "baseQty": base(instrument, of.baseQty),
        "commission": money(of.commission),
        "commissionAsset": of.commissionAsset,
        "time": of.time,
        "positionSide": of.positionSide,
        "buyer": of.side == "BUY",
        "maker": of.maker,
    }
