"""Events of an account as its user data stream writes them.

The moment of an event is that of the engine: `E` and `T` are the same.
"""

from decimal import Decimal

from ..environments import Product
from ._events import (
    AccountConfigUpdate,
    AccountUpdate,
    AlgoUpdate,
    BalanceChange,
    MarginCall,
    OrderUpdate,
    PositionChange,
)
from ._instruments import Instrument
from ._wire_text import average, money, plain, price, quantity

__all__ = [
    "UserEvent",
    "account_config_update",
    "account_update",
    "algo_update",
    "listen_key_expired",
    "margin_call",
    "order_update",
    "product_of",
    "trade_lite",
    "user_messages",
]

Wire = dict[str, object]

UserEvent = OrderUpdate | AccountUpdate | AlgoUpdate | AccountConfigUpdate | MarginCall
"""What belongs to an account."""


def product_of(event: UserEvent) -> Product:
    """The product whose user data stream an event is for."""
    return event.order.instrument.product if isinstance(event, OrderUpdate | AlgoUpdate) else event.product


def user_messages(event: UserEvent) -> tuple[Wire, ...]:
    """What is sent of an event, in order: a fill of um has a TRADE_LITE before its ORDER_TRADE_UPDATE."""
    match event:
        case OrderUpdate():
            whole = order_update(event)
            lite = event.executionType == "TRADE" and not event.order.instrument.inverse
            return (trade_lite(event), whole) if lite else (whole,)
        case AccountUpdate():
            return (account_update(event),)
        case AlgoUpdate():
            return (algo_update(event),)
        case AccountConfigUpdate():
            return (account_config_update(event),)
        case MarginCall():
            return (margin_call(event),)


def order_update(event: OrderUpdate) -> Wire:
    """ORDER_TRADE_UPDATE."""
    order = event.order
    instrument = order.instrument
    written: Wire = {
        "s": instrument.symbol,
        "c": order.clientOrderId,
        "S": order.side,
        "o": order.type,
        "f": order.timeInForce,
        "q": quantity(instrument, order.origQty),
        "p": _price(instrument, order.price),
        "ap": average(instrument, order.avgPrice) if order.executedQty else "0",
        "sp": _price(instrument, order.stopPrice),
        "x": event.executionType,
        "X": order.status,
        "i": order.orderId,
        "l": _quantity(instrument, event.lastFilledQty),
        "z": _quantity(instrument, order.executedQty),
        "L": _price(instrument, event.lastFilledPrice),
        "T": event.time,
        "t": event.tradeId,
        "b": _money(event.bidNotional),
        "a": _money(event.askNotional),
        "m": event.maker,
        "R": order.reduceOnly,
        "wt": order.workingType,
        "ot": order.origType,
        "ps": order.positionSide,
        "cp": order.closePosition,
        "pP": order.priceProtect,
        "rp": _money(event.realizedPnl),
        "V": order.selfTradePreventionMode,
        "pm": order.priceMatch,
        "er": event.expireReason,
    }
    if event.commissionAsset is not None:
        written |= {"N": event.commissionAsset, "n": _money(event.commission)}
    if event.modifyId is not None:
        written["M"] = str(event.modifyId)
    if order.origType == "TRAILING_STOP_MARKET":
        if order.activatePrice is not None:
            written["AP"] = price(instrument, order.activatePrice)
        if order.priceRate is not None:
            written["cr"] = plain(order.priceRate)
    head: Wire = {"e": "ORDER_TRADE_UPDATE", "E": event.time, "T": event.time}
    if instrument.inverse:
        written["ma"] = instrument.marginAsset
        return head | {"i": event.account, "o": written}
    written |= {"si": 0, "ss": 0, "gtd": order.goodTillDate}
    return head | {"o": written}


def trade_lite(event: OrderUpdate) -> Wire:
    """TRADE_LITE, of fills of um."""
    order = event.order
    instrument = order.instrument
    return {
        "e": "TRADE_LITE",
        "E": event.time,
        "T": event.time,
        "s": order.symbol,
        "q": quantity(instrument, order.origQty),
        "p": _price(instrument, order.price),
        "m": event.maker,
        "c": order.clientOrderId,
        "S": order.side,
        "L": price(instrument, event.lastFilledPrice),
        "l": quantity(instrument, event.lastFilledQty),
        "t": event.tradeId,
        "i": order.orderId,
    }


def account_update(event: AccountUpdate) -> Wire:
    """ACCOUNT_UPDATE."""
    written: Wire = {
        "m": event.reason,
        "B": [_balance(balance) for balance in event.balances],
        "P": [_position(position) for position in event.positions],
    }
    if event.symbol is not None:
        written["S"] = event.symbol
    return _head("ACCOUNT_UPDATE", event) | {"a": written}


def _balance(of: BalanceChange) -> Wire:
    return {
        "a": of.asset,
        "wb": money(of.walletBalance),
        "cw": money(of.crossWalletBalance),
        "bc": _money(of.balanceChange),
    }


def _position(of: PositionChange) -> Wire:
    return {
        "s": of.instrument.symbol,
        "pa": _quantity(of.instrument, of.positionAmt),
        "ep": plain(of.entryPrice),
        "bep": plain(of.breakEvenPrice),
        "cr": _money(of.accumulatedRealized),
        "up": _money(of.unRealizedProfit),
        "mt": "isolated" if of.isolated else "cross",
        "iw": _money(of.isolatedWallet),
        "ps": of.positionSide,
        "ma": of.instrument.marginAsset,
    }


def algo_update(event: AlgoUpdate) -> Wire:
    """ALGO_UPDATE; what became of it is told from the trigger on."""
    order = event.order
    instrument = order.instrument
    written: Wire = {
        "caid": order.clientAlgoId,
        "aid": order.algoId,
        "at": "CONDITIONAL",
        "o": order.orderType,
        "s": instrument.symbol,
        "S": order.side,
        "ps": order.positionSide,
        "f": order.timeInForce,
        "q": quantity(instrument, order.quantity),
        "X": order.algoStatus,
        "ai": "" if order.actualOrderId is None else str(order.actualOrderId),
        "tp": _price(instrument, order.triggerPrice),
        "p": _price(instrument, order.price),
        "V": order.selfTradePreventionMode,
        "wt": order.workingType,
        "pm": order.priceMatch,
        "cp": order.closePosition,
        "pP": order.priceProtect,
        "R": order.reduceOnly,
        "tt": order.triggerTime,
        "gtd": order.goodTillDate,
        "ia": bool(order.isActivated),
    }
    if order.actualType is not None:
        actual = {"ap": f"{order.actualPrice:.5f}", "aq": f"{order.actualQty:.5f}", "act": order.actualType}
        written |= actual
    if order.rejectReason:
        written["rm"] = order.rejectReason
    return {"e": "ALGO_UPDATE", "T": event.time, "E": event.time, "o": written}


def account_config_update(event: AccountConfigUpdate) -> Wire:
    """ACCOUNT_CONFIG_UPDATE: of a symbol's leverage, or of the asset mode."""
    head: Wire = {"e": "ACCOUNT_CONFIG_UPDATE", "E": event.time, "T": event.time}
    if event.symbol is not None:
        return head | {"ac": {"s": event.symbol, "l": event.leverage}}
    return head | {"ai": {"j": event.multiAssetsMargin}}


def margin_call(event: MarginCall) -> Wire:
    """MARGIN_CALL."""
    written: Wire = {"e": "MARGIN_CALL", "E": event.time}
    if event.product == "cm":
        written["i"] = event.account
    if event.crossWalletBalance is not None:
        written["cw"] = money(event.crossWalletBalance)
    written["p"] = [
        {
            "s": of.instrument.symbol,
            "ps": of.positionSide,
            "pa": quantity(of.instrument, of.positionAmt),
            "mt": "ISOLATED" if of.isolated else "CROSSED",
            "iw": _money(of.isolatedWallet),
            "mp": money(of.markPrice),
            "up": _money(of.unRealizedProfit),
            "mm": money(of.maintMargin),
        }
        for of in event.positions
    ]
    return written


def listen_key_expired(listenKey: str, now: int) -> Wire:
    """listenKeyExpired, the last event of a listen key."""
    return {"e": "listenKeyExpired", "E": now, "listenKey": listenKey}


def _head(name: str, event: AccountUpdate) -> Wire:
    head: Wire = {"e": name, "E": event.time, "T": event.time}
    return head | {"i": event.account} if event.product == "cm" else head


# Events write zero without digits.
def _price(instrument: Instrument, value: Decimal) -> str:
    return price(instrument, value) if value else "0"


def _quantity(instrument: Instrument, value: Decimal) -> str:
    return quantity(instrument, value) if value else "0"


def _money(value: Decimal) -> str:
    return money(value) if value else "0"
