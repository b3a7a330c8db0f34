"""Conditional (algo) orders: they wait outside the book until a price triggers them."""

from collections import defaultdict
from decimal import Decimal
from typing import Final, TypeVar

from ..environments import Product
from ..models.enums import (
    AlgoStatus,
    OrderSide,
    OrderType,
    PositionSide,
    PriceMatchMode,
    SelfTradePreventionMode,
    TimeInForce,
    WorkingType,
)
from ._accounts import Account
from ._checks import (
    PRICE_MATCHES,
    check_good_till_date,
    check_id,
    check_notional,
    check_open,
    check_position_side,
    check_price,
    check_quantity,
    check_trigger_price,
)
from ._errors import Refusal, rejected
from ._events import AlgoUpdate
from ._instruments import Instrument
from ._listing import Listing
from ._orders import ZERO, AlgoOrder
from ._state import State
from ._trading import Trading

__all__ = ["Conditional"]

T = TypeVar("T")

_STOPS: Final = frozenset({"STOP", "STOP_MARKET"})
_LIMITS: Final = frozenset({"STOP", "TAKE_PROFIT"})
_MARKETS: Final = frozenset({"STOP_MARKET", "TAKE_PROFIT_MARKET"})
_TRAILING: Final = "TRAILING_STOP_MARKET"
_LEAST_RATE, _MOST_RATE = Decimal("0.1"), Decimal(20)
"""callbackRate in percent; the upper end rose to 20 in October 2026."""


class Conditional:
    """Conditional orders of all accounts."""

    def __init__(self, state: State, trading: Trading) -> None:
        self._state = state
        self._trading = trading
        self._waiting: defaultdict[str, dict[int, AlgoOrder]] = defaultdict(dict)

    def place(
        self,
        account: Account,
        listing: Listing,
        side: OrderSide,
        type: OrderType,
        *,
        positionSide: PositionSide,
        timeInForce: TimeInForce | None,
        quantity: Decimal | None,
        price: Decimal | None,
        triggerPrice: Decimal | None,
        workingType: WorkingType,
        priceMatch: PriceMatchMode,
        closePosition: bool,
        priceProtect: bool,
        reduceOnly: bool | None,
        activatePrice: Decimal | None,
        callbackRate: Decimal | None,
        clientAlgoId: str | None,
        selfTradePreventionMode: SelfTradePreventionMode | None,
        goodTillDate: int | None,
    ) -> AlgoOrder:
        """Place a conditional order. Margin is not checked before it triggers.

        Raises:
            Refusal: It breaks a rule, or would trigger at once.
        """
        state, instrument = self._state, listing.instrument
        product = instrument.product
        _check_type(type, product)
        check_open(listing)
        check_position_side(account, positionSide)
        if account.dualSidePosition and reduceOnly is not None:
            raise rejected("PARAM_NOT_REQUIRED", product, "reduceOnly")
        if len(account.open_algos) >= instrument.maxNumAlgoOrders:
            raise rejected("MAX_STOP_ORDER_EXCEEDED", product)
        clientAlgoId = self._client_algo_id(account, product, clientAlgoId)
        if closePosition:
            timeInForce = "GTE_GTC"
            self._check_close_position(account, listing, side, type, positionSide, quantity, reduceOnly=reduceOnly)
            quantity = ZERO
        elif quantity is None:
            raise rejected("MANDATORY_PARAM_EMPTY_OR_MALFORMED", product, "quantity")
        else:
            timeInForce = timeInForce or "GTC"
            if timeInForce not in instrument.timeInForce:
                raise rejected("INVALID_TIF", product)
            check_quantity(instrument, quantity, market=type not in _LIMITS)
        date = check_good_till_date(state.time, goodTillDate) if timeInForce == "GTD" else 0
        _check_price(instrument, type, price, priceMatch)
        if price is not None and not reduceOnly and positionSide == "BOTH":
            check_notional(instrument, price, quantity)
        now = listing.markPrice if workingType == "MARK_PRICE" else listing.lastPrice
        if type == _TRAILING:
            triggerPrice = ZERO
            callbackRate = _check_trailing(instrument, side, callbackRate, activatePrice, now)
        else:
            triggerPrice = _check_trigger(instrument, side, type, triggerPrice, now)
            callbackRate = activatePrice = None
        algo = AlgoOrder(
            algoId=next(state.algo_ids),
            account=account.name,
            instrument=instrument,
            clientAlgoId=clientAlgoId,
            orderType=type,
            side=side,
            positionSide=positionSide,
            timeInForce=timeInForce,
            quantity=quantity,
            price=price if price is not None else ZERO,
            triggerPrice=triggerPrice,
            workingType=workingType,
            priceMatch=priceMatch,
            closePosition=closePosition,
            priceProtect=priceProtect,
            reduceOnly=bool(reduceOnly) or closePosition,
            selfTradePreventionMode=selfTradePreventionMode or account.selfTradePreventionMode,
            goodTillDate=date,
            createTime=state.time,
            updateTime=state.time,
            activatePrice=activatePrice,
            callbackRate=callbackRate,
            isActivated=False if type == _TRAILING else None,
        )
        account.remember_algo(algo)
        self._waiting[instrument.symbol][algo.algoId] = algo
        if date:
            state.schedule.add((date, "algo", account.name, algo.algoId))
        self._tell(algo)
        if algo.isActivated is not None:
            self._follow(algo, now)
        return algo

    def cancel(self, algo: AlgoOrder) -> None:
        """Cancel a waiting order."""
        self._end(algo, "CANCELED")

    def expire(self, algo: AlgoOrder) -> None:
        """End a waiting order for the exchange's reasons."""
        self._end(algo, "EXPIRED")

    def react(self, listing: Listing, working: WorkingType) -> None:
        """Trigger what the last or mark price of a listing reaches."""
        waiting = self._waiting.get(listing.instrument.symbol)
        if not waiting:
            return
        price = listing.markPrice if working == "MARK_PRICE" else listing.lastPrice
        due: list[AlgoOrder] = []
        for algo in waiting.values():
            if algo.workingType == working:
                if algo.orderType == _TRAILING:
                    if self._follow(algo, price):
                        due.append(algo)
                elif _hit(algo.orderType, algo.side, algo.triggerPrice, price):
                    due.append(algo)
        for algo in due:
            self._trigger(listing, algo)

    def finish(self) -> None:
        """Bring conditional orders up to date with the orders they placed and the positions they were to close."""
        state = self._state
        while state.finished or state.flattened:
            for order in _drained(state.finished):
                algo = state.accounts[order.account].algos.get(order.algoId or 0)
                if algo is not None:
                    algo.actualPrice, algo.actualQty = order.avgPrice, order.executedQty
                    self._change(algo, "FINISHED")
            for account, holding, position in _drained(state.flattened):
                symbol = holding.listing.instrument.symbol
                for algo in list(self._waiting.get(symbol, {}).values()):
                    if (
                        algo.closePosition
                        and algo.account == account.name
                        and algo.positionSide == position.positionSide
                        and not position.closable(algo.side)
                    ):
                        self.expire(algo)

    def _trigger(self, listing: Listing, algo: AlgoOrder) -> None:
        account = self._state.accounts[algo.account]
        self._leave(algo)
        if algo.priceProtect:
            gap = abs(listing.markPrice - listing.lastPrice)
            if gap > listing.markPrice * listing.instrument.triggerProtect:
                algo.rejectReason = "Price protection: mark price and last price are too far apart."
                self._change(algo, "EXPIRED")
                return
        closable = account.hold(listing).position(algo.positionSide).closable(algo.side)
        if algo.closePosition and not closable:
            self._change(algo, "EXPIRED")
            return
        algo.triggerTime = self._state.time
        self._change(algo, "TRIGGERING")
        limit = algo.orderType in _LIMITS
        try:
            order = self._trading.admit(
                account,
                listing,
                algo.side,
                "LIMIT" if limit else "MARKET",
                quantity=closable if algo.closePosition else algo.quantity,
                price=algo.price or None,
                timeInForce=algo.timeInForce if limit else None,
                positionSide=algo.positionSide,
                reduceOnly=algo.reduceOnly if not account.dualSidePosition else None,
                priceMatch=algo.priceMatch,
                selfTradePreventionMode=algo.selfTradePreventionMode,
                algo=algo,
            )
        except Refusal as refusal:
            algo.rejectReason = refusal.msg
            self._change(algo, "REJECTED")
            return
        algo.actualOrderId, algo.actualType = order.orderId, order.type
        self._change(algo, "TRIGGERED")
        self._trading.execute(order)

    def _follow(self, algo: AlgoOrder, price: Decimal) -> bool:
        """Let a trailing stop follow the price; whether it is due."""
        buy = algo.side == "BUY"
        if not algo.isActivated:
            start = algo.activatePrice
            if start is not None and (price > start if buy else price < start):
                return False
            algo.isActivated = True
            algo.extreme = price
            self._change(algo, "NEW")
            return False
        extreme, rate = algo.extreme, algo.callbackRate or ZERO
        if price < extreme if buy else price > extreme:
            algo.extreme = price
            return False
        return price >= extreme * (1 + rate / 100) if buy else price <= extreme * (1 - rate / 100)

    def _client_algo_id(self, account: Account, product: Product, wanted: str | None) -> str:
        """The client id of a new order: its own, unique among the waiting ones, or a new one."""
        if wanted is None:
            return self._state.client_id()
        check_id(wanted)
        known = account.client_algo_ids.get((product, wanted))
        if known is not None and known.algoStatus == "NEW":
            raise rejected("DUPLICATED_CLIENT_ORDER_ID", product)
        return wanted

    def _check_close_position(
        self,
        account: Account,
        listing: Listing,
        side: OrderSide,
        type: OrderType,
        positionSide: PositionSide,
        quantity: Decimal | None,
        *,
        reduceOnly: bool | None,
    ) -> None:
        product = listing.instrument.product
        if type not in _MARKETS:
            raise rejected("TARGET_STRATEGY_INVALID", product, type)
        if quantity:
            raise rejected("QUANTITY_EXISTS_WITH_CLOSE_POSITION", product)
        if reduceOnly is False:
            raise rejected("REDUCE_ONLY_MUST_BE_TRUE", product)
        if reduceOnly:
            raise rejected("PARAM_NOT_REQUIRED", product, "reduceOnly")
        if (positionSide, side) in {("LONG", "BUY"), ("SHORT", "SELL")}:
            raise rejected("TARGET_STRATEGY_INVALID", product, type)
        if not account.hold(listing).position(positionSide).closable(side):
            raise rejected("GTE_NEEDS_POSITION", product)
        kind = (type, side, positionSide, account.name)
        for other in self._waiting.get(listing.instrument.symbol, {}).values():
            if other.closePosition and kind == (other.orderType, other.side, other.positionSide, other.account):
                raise rejected("OPEN_CLOSE_POSITION_ORDER_EXISTS", product)

    def _end(self, algo: AlgoOrder, status: AlgoStatus) -> None:
        self._leave(algo)
        self._change(algo, status)

    def _leave(self, algo: AlgoOrder) -> None:
        """A conditional order waits no longer."""
        del self._waiting[algo.symbol][algo.algoId]
        self._state.accounts[algo.account].close_algo(algo)
        if algo.goodTillDate:
            self._state.schedule.discard((algo.goodTillDate, "algo", algo.account, algo.algoId))

    def _change(self, algo: AlgoOrder, status: AlgoStatus) -> None:
        algo.algoStatus = status
        algo.updateTime = self._state.time
        self._tell(algo)

    def _tell(self, algo: AlgoOrder) -> None:
        self._state.publish(AlgoUpdate(algo.account, self._state.time, algo.snapshot()))


def _check_type(type: OrderType, product: Product) -> None:
    if type not in _LIMITS | _MARKETS and type != _TRAILING:
        raise rejected("INVALID_ORDER_TYPE", product)


def _check_price(instrument: Instrument, type: OrderType, price: Decimal | None, priceMatch: PriceMatchMode) -> None:
    """STOP and TAKE_PROFIT have a price or a priceMatch, the others neither."""
    product = instrument.product
    if type not in _LIMITS:
        if priceMatch != "NONE":
            raise rejected("UNSUPPORTED_ORDER_TYPE_PRICE_MATCH", product)
        if price is not None:
            raise rejected("PARAM_NOT_REQUIRED", product, "price")
    elif priceMatch == "NONE":
        if price is None:
            raise rejected("MANDATORY_PARAM_EMPTY_OR_MALFORMED", product, "price")
        check_price(instrument, price)
    elif price is not None:
        raise rejected("PARAM_NOT_REQUIRED", product, "price")
    elif priceMatch not in PRICE_MATCHES:
        raise rejected("INVALID_PRICE_MATCH", product)


def _check_trigger(
    instrument: Instrument, side: OrderSide, type: OrderType, trigger: Decimal | None, now: Decimal
) -> Decimal:
    """A trigger price that is on the grid and not reached yet."""
    if trigger is None:
        raise rejected("MANDATORY_PARAM_EMPTY_OR_MALFORMED", instrument.product, "triggerPrice")
    check_trigger_price(instrument, trigger)
    if _hit(type, side, trigger, now):
        raise rejected("ORDER_WOULD_IMMEDIATELY_TRIGGER", instrument.product)
    return trigger


def _check_trailing(
    instrument: Instrument, side: OrderSide, rate: Decimal | None, start: Decimal | None, now: Decimal
) -> Decimal:
    """A callback rate in its bounds, and an activation price the market has not passed."""
    product = instrument.product
    if rate is None:
        raise rejected("MANDATORY_PARAM_EMPTY_OR_MALFORMED", product, "callbackRate")
    if not _LEAST_RATE <= rate <= _MOST_RATE or rate % _LEAST_RATE:
        raise rejected("INVALID_PARAMETER", product, "callbackRate")
    if start is not None:
        check_trigger_price(instrument, start)
        if start >= now if side == "BUY" else start <= now:
            raise rejected("ORDER_WOULD_IMMEDIATELY_TRIGGER", product)
    return rate


def _hit(type: OrderType, side: OrderSide, trigger: Decimal, price: Decimal) -> bool:
    """Stops fire when the price moves against the position they protect, take profits when it moves for it."""
    rises = (side == "BUY") == (type in _STOPS)
    return price >= trigger if rises else price <= trigger


def _drained(items: list[T]) -> list[T]:
    taken = items.copy()
    items.clear()
    return taken
