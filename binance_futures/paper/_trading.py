"""Orders: placing, changing and cancelling them."""

from decimal import Decimal
from typing import Final

from ..models.enums import (
    OrderExpireReason,
    OrderSide,
    OrderType,
    PositionSide,
    PriceMatchMode,
    SelfTradePreventionMode,
    TimeInForce,
)
from ._accounts import Account, Holding
from ._checks import (
    check_good_till_date,
    check_id,
    check_notional,
    check_open,
    check_position_side,
    check_quantity,
    checked_limit,
    checked_time_in_force,
    market_bound,
    market_price,
)
from ._errors import rejected
from ._events import Amendment, OrderUpdate
from ._instruments import Instrument
from ._listing import Listing
from ._matching import Matching
from ._orders import PREVENTING, ZERO, AlgoOrder, Order
from ._state import State

__all__ = ["Trading"]

_CLOSING: Final = frozenset({("LONG", "SELL"), ("SHORT", "BUY")})


class Trading:
    """What accounts do with orders."""

    def __init__(self, state: State, matching: Matching) -> None:
        self._state = state
        self._matching = matching

    def admit(
        self,
        account: Account,
        listing: Listing,
        side: OrderSide,
        type: OrderType,
        *,
        quantity: Decimal | None,
        price: Decimal | None = None,
        timeInForce: TimeInForce | None = None,
        positionSide: PositionSide = "BOTH",
        reduceOnly: bool | None = None,
        newClientOrderId: str | None = None,
        priceMatch: PriceMatchMode = "NONE",
        selfTradePreventionMode: SelfTradePreventionMode | None = None,
        goodTillDate: int | None = None,
        algo: AlgoOrder | None = None,
    ) -> Order:
        """Check an order and make it, without any effect yet.

        Raises:
            Refusal: The order breaks a rule.
        """
        state, instrument = self._state, listing.instrument
        product = instrument.product
        check_open(listing)
        check_position_side(account, positionSide)
        timeInForce = checked_time_in_force(instrument, type, timeInForce)
        if quantity is None:
            raise rejected("MANDATORY_PARAM_EMPTY_OR_MALFORMED", product, "quantity")
        if algo is not None:
            date = algo.goodTillDate
        else:
            date = check_good_till_date(state.time, goodTillDate) if timeInForce == "GTD" else 0
        newClientOrderId = self._client_order_id(account, instrument, newClientOrderId)
        if account.dualSidePosition and reduceOnly is not None:
            raise rejected("PARAM_NOT_REQUIRED", product, "reduceOnly")
        holding = account.hold(listing)
        if len(holding.orders) >= instrument.maxNumOrders:
            raise rejected("MAX_OPEN_ORDER_EXCEEDED", product)
        market = type == "MARKET"
        limit = (
            market_price(listing, side, price, priceMatch)
            if market
            else checked_limit(listing, side, priceMatch, price)
        )
        check_quantity(instrument, quantity, market=market)
        mode = selfTradePreventionMode or account.selfTradePreventionMode
        reducing = bool(reduceOnly) or (positionSide, side) in _CLOSING
        if reducing:
            quantity = _reducible(holding, side, positionSide, quantity, market=market)
        else:
            check_notional(instrument, listing.markPrice if market else limit, quantity)
            prevented = mode != "NONE" and timeInForce in PREVENTING
            self.check_margin(account, holding, side, positionSide, quantity, limit, market=market, prevented=prevented)
        if product == "um":
            _check_immediate(listing, side, timeInForce, limit, quantity)
        order = Order(
            orderId=next(state.order_ids),
            side=side,
            price=ZERO if market else limit,
            remaining=quantity,
            account=account.name,
            instrument=instrument,
            clientOrderId=newClientOrderId,
            type=type,
            origType=type,
            timeInForce=timeInForce,
            positionSide=positionSide,
            origQty=quantity,
            reduceOnly=bool(reduceOnly),
            closePosition=False,
            priceMatch=priceMatch,
            selfTradePreventionMode=mode,
            goodTillDate=date,
            time=state.time,
            updateTime=state.time,
            reducing=reducing,
        )
        if algo is not None:
            order.algoId = algo.algoId
            order.origType = algo.orderType
            order.stopPrice = algo.triggerPrice
            order.workingType = algo.workingType
            order.priceProtect = algo.priceProtect
            order.closePosition = algo.closePosition
            order.activatePrice = algo.activatePrice
            order.priceRate = algo.callbackRate
        return order

    def execute(self, order: Order) -> None:
        """Let an admitted order into the book: match it, then let the rest rest or end it."""
        account = self._state.accounts[order.account]
        account.remember(order)
        account.open_orders[order.orderId] = order
        self._matching.tell(account, account.holdings[order.symbol], order, "NEW")
        self._enter(account, order)

    def _enter(self, account: Account, order: Order) -> None:
        holding = account.holdings[order.symbol]
        listing = holding.listing
        market = order.type == "MARKET"
        if order.timeInForce == "GTX" and listing.book.crosses(order.side, order.price):
            self._matching.end(account, holding, order, "EXPIRED", "EXPIRED", "11")
            return
        if order.timeInForce == "FOK" and not _fillable(listing, order.side, order.price, order.remaining):
            self._matching.end(account, holding, order, "EXPIRED", "EXPIRED", "10")
            return
        limit = market_bound(listing, order.side) if market else order.price
        prevented = self._matching.match(listing, order, limit)
        if not order.remaining:
            return
        if prevented is not None:
            self._matching.end(account, holding, order, "EXPIRED_IN_MATCH", "EXPIRED", prevented)
        elif market or order.timeInForce in {"IOC", "FOK"}:
            reason: OrderExpireReason = "9" if market else "2"
            self._matching.end(account, holding, order, "EXPIRED", "EXPIRED", reason)
        else:
            self._matching.rest(holding, order)

    def modify(
        self,
        account: Account,
        order: Order,
        side: OrderSide,
        quantity: Decimal,
        price: Decimal | None,
        *,
        priceMatch: PriceMatchMode,
        modifyId: int | None,
        reduceOnly: bool,
    ) -> None:
        """Change price and quantity of an open order; it goes to the back of the queue.

        Raises:
            Refusal: The change breaks a rule; the order stays as it was.
        """
        state, instrument = self._state, order.instrument
        product = instrument.product
        holding = account.holdings[order.symbol]
        listing = holding.listing
        if side != order.side:
            raise rejected("INVALID_PARAMETER", product, "side")
        if reduceOnly and not order.reduceOnly:
            raise rejected("MODIFY_NOT_REDUCE_ONLY", product)
        if order.modifications >= instrument.maxMoveOrderLimit:
            raise rejected("EXCEED_MAX_MODIFY_ORDER_LIMIT", product)
        price = checked_limit(listing, side, priceMatch, price)
        if (price, quantity) == (order.price, order.origQty):
            raise rejected("SAME_ORDER", product)
        check_quantity(instrument, quantity, market=False)
        if not order.reducing:
            check_notional(instrument, price, quantity, modified=True)
        remaining = quantity - order.executedQty
        if remaining <= 0 or (order.timeInForce == "GTX" and listing.book.crosses(side, price)):
            self._matching.withdraw(order, "CANCELED", "CANCELED")
            return
        holding.reserve(order, ZERO)
        try:
            if order.reducing:
                remaining = _reducible(holding, side, order.positionSide, remaining, market=False)
            else:
                self.check_margin(account, holding, side, order.positionSide, remaining, price)
        finally:
            holding.reserve(order, order.remaining)
        listing.book.remove(order)
        self._matching.leave(holding, order)
        before = order.price, order.origQty
        order.price, order.origQty, order.remaining = price, order.executedQty + remaining, remaining
        order.priceMatch = priceMatch
        order.selfTradePreventionMode = "NONE"
        order.modifications += 1
        order.updateTime = state.time
        account.amendments.append(
            Amendment(
                next(state.amendment_ids),
                instrument,
                order.orderId,
                order.clientOrderId,
                state.time,
                before[0],
                price,
                before[1],
                order.origQty,
                order.modifications,
                modifyId,
            )
        )
        bids, asks = holding.notionals()
        state.publish(
            OrderUpdate(account.name, state.time, order.snapshot(), "AMENDMENT", bids, asks, modifyId=modifyId)
        )
        self._enter(account, order)

    def cancel(self, order: Order) -> None:
        """Cancel an open order."""
        self._matching.withdraw(order, "CANCELED", "CANCELED")

    def cancel_all(self, account: Account, symbol: str) -> list[Order]:
        """Cancel the open orders of a symbol; gives them."""
        holding = account.holdings.get(symbol)
        orders = list(holding.orders.values()) if holding is not None else []
        for order in orders:
            self.cancel(order)
        return orders

    def check_margin(
        self,
        account: Account,
        holding: Holding,
        side: OrderSide,
        positionSide: PositionSide,
        quantity: Decimal,
        limit: Decimal,
        *,
        market: bool = False,
        prevented: bool = False,
    ) -> None:
        """The account can carry the order: bracket cap and free margin, its fee and the loss it opens with included."""
        listing = holding.listing
        instrument = listing.instrument
        position = holding.position(positionSide)
        taken, cost = _walk(holding, side, quantity, limit, prevented=prevented)
        at_mark = listing.value(taken) if taken else ZERO
        rest = ZERO if market else quantity - taken
        value = max(cost, at_mark) + (instrument.value(limit, rest) if rest else ZERO)
        before = holding.order_exposure(position)
        buys, sells, buysQty, sellsQty = position.buys, position.sells, position.buysQty, position.sellsQty
        if side == "BUY":
            position.buys, position.buysQty = buys + value, buysQty + taken + rest
        else:
            position.sells, position.sellsQty = sells + value, sellsQty + taken + rest
        added = holding.order_exposure(position) - before
        total = holding.exposure(position)
        position.buys, position.sells, position.buysQty, position.sellsQty = buys, sells, buysQty, sellsQty
        if added <= 0:
            return
        if total > holding.cap(holding.leverage):
            raise rejected("MAX_LEVERAGE_RATIO", instrument.product)
        loss = cost - at_mark if (side == "BUY") != instrument.inverse else at_mark - cost
        fee = value * instrument.takerCommissionRate
        needed = added / holding.leverage + max(ZERO, loss) + fee
        if needed > self._state.free(account, instrument.product, instrument.marginAsset):
            raise rejected("MARGIN_NOT_SUFFICIEN", instrument.product)

    def _client_order_id(self, account: Account, instrument: Instrument, wanted: str | None) -> str:
        """The client id of a new order: its own, unique among the open ones, or a new one."""
        if wanted is None:
            return self._state.client_id()
        check_id(wanted)
        known = account.client_order_ids.get((instrument.symbol, wanted))
        if known is not None and known.open:
            raise rejected("DUPLICATED_CLIENT_ORDER_ID", instrument.product)
        return wanted


def _check_immediate(
    listing: Listing, side: OrderSide, timeInForce: TimeInForce, limit: Decimal, quantity: Decimal
) -> None:
    """Of um, an order that cannot keep its GTX or FOK is refused; of cm, it expires."""
    if timeInForce == "GTX" and listing.book.crosses(side, limit):
        raise rejected("GTX_ORDER_REJECT")
    if timeInForce == "FOK" and not _fillable(listing, side, limit, quantity):
        raise rejected("FOK_ORDER_REJECT")


def _walk(
    holding: Holding, side: OrderSide, quantity: Decimal, limit: Decimal, *, prevented: bool
) -> tuple[Decimal, Decimal]:
    """The quantity that would fill at once, and its value, without own orders where self-trades are prevented."""
    listing = holding.listing
    own: dict[Decimal, Decimal] = {}
    for order in holding.orders.values():
        if prevented and order.side != side:
            own[order.price] = own.get(order.price, ZERO) + order.remaining
    taken = cost = ZERO
    for price, offered in listing.book.against(side, limit):
        part = min(quantity - taken, offered - own.get(price, ZERO) if own else offered)
        if part > 0:
            taken += part
            cost += listing.instrument.value(price, part)
        if taken == quantity:
            break
    return taken, cost


def _reducible(
    holding: Holding, side: OrderSide, positionSide: PositionSide, quantity: Decimal, *, market: bool
) -> Decimal:
    """The quantity a reduce-only order may have.

    One way it is cut to the position. A limit order must leave room for the reduce-only orders already open; a
    market order has precedence over them. In hedge mode nothing is cut: too much is refused.
    """
    product = holding.listing.instrument.product
    position = holding.position(positionSide)
    closable = position.closable(side)
    if not closable or (positionSide != "BOTH" and quantity > closable):
        raise rejected("REDUCE_ONLY_REJECT", product)
    quantity = min(quantity, closable)
    others = sum((order.remaining for order in position.reducing.values()), ZERO)
    if not market and others + quantity > closable:
        raise rejected("REDUCE_ONLY_MARGIN_CHECK_FAILED", product)
    return quantity


def _fillable(listing: Listing, side: OrderSide, limit: Decimal, quantity: Decimal) -> bool:
    for _, offered in listing.book.against(side, limit):
        quantity -= offered
        if quantity <= 0:
            return True
    return False
