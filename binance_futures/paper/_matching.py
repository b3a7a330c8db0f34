"""Matching: a taker meets the book order by order, and every fill is booked on both sides."""

from decimal import Decimal

from ..models.enums import ExecutionType, IncomeType, OrderExpireReason, OrderStatus
from ._accounts import Account, Holding, Position
from ._book import Resting
from ._events import Fill, OrderUpdate, PublicTrade
from ._listing import Listing
from ._orders import ZERO, Order
from ._state import State

__all__ = ["Matching"]


class Matching:
    """Fills orders against the book."""

    def __init__(self, state: State) -> None:
        self._state = state

    def match(self, listing: Listing, taker: Resting, limit: Decimal | None) -> OrderExpireReason | None:
        """Fill a taker up to its limit price (None: any). Gives the reason if self-trade prevention ends it."""
        while taker.remaining:
            maker = listing.book.front(taker.side, limit)
            if maker is None:
                return None
            if isinstance(taker, Order) and isinstance(maker, Order) and taker.prevents(maker):
                ended = self._prevent(taker, maker)
                if ended is not None:
                    return ended
            else:
                self._trade(listing, taker, maker)
        return None

    def _prevent(self, taker: Order, maker: Order) -> OrderExpireReason | None:
        """Keep an account from trading with itself, in the taker's way. Gives the reason if the taker ends."""
        mode = taker.selfTradePreventionMode
        if mode != "EXPIRE_TAKER":
            self.withdraw(maker, "EXPIRED_IN_MATCH", "EXPIRED", "1")
        if mode == "EXPIRE_MAKER":
            return None
        return "3" if taker.timeInForce == "IOC" else "1"

    def withdraw(
        self,
        order: Order,
        status: OrderStatus,
        execution: ExecutionType,
        reason: OrderExpireReason = "0",
    ) -> None:
        """Take a resting order out of the book for good."""
        account = self._state.accounts[order.account]
        holding = account.holdings[order.symbol]
        holding.listing.book.remove(order)
        self.leave(holding, order)
        self.end(account, holding, order, status, execution, reason)

    def rest(self, holding: Holding, order: Order) -> None:
        """Put an order into the book; from now on it needs margin."""
        holding.orders[order.orderId] = order
        holding.reserve(order, order.remaining)
        holding.listing.book.add(order)
        if order.goodTillDate:
            self._state.schedule.add((order.goodTillDate, "order", order.account, order.orderId))

    def leave(self, holding: Holding, order: Order) -> None:
        """An order no longer rests: it needs no margin."""
        holding.reserve(order, ZERO)
        del holding.orders[order.orderId]
        if order.goodTillDate:
            self._state.schedule.discard((order.goodTillDate, "order", order.account, order.orderId))

    def end(
        self,
        account: Account,
        holding: Holding,
        order: Order,
        status: OrderStatus,
        execution: ExecutionType,
        reason: OrderExpireReason = "0",
    ) -> None:
        """Close an order that is not in the book (any more) and tell of it."""
        order.status = status
        order.updateTime = self._state.time
        self._closed(account, order)
        bids, asks = holding.notionals()
        self._state.publish(
            OrderUpdate(account.name, self._state.time, order.snapshot(), execution, bids, asks, reason)
        )

    def tell(self, account: Account, holding: Holding, order: Order, execution: ExecutionType) -> None:
        """Tell that an order is new or was changed."""
        bids, asks = holding.notionals()
        self._state.publish(OrderUpdate(account.name, self._state.time, order.snapshot(), execution, bids, asks))

    def _trade(self, listing: Listing, taker: Resting, maker: Resting) -> None:
        state = self._state
        instrument = listing.instrument
        price = maker.price
        quantity = min(taker.remaining, maker.remaining)
        value = instrument.value(price, quantity)
        listing.book.fill(maker, quantity)
        taker.remaining -= quantity
        listing.lastPrice = price
        listing.lastTradeId = trade_id = listing.lastTradeId + 1
        aggregated = state.time // 100, taker.side, price
        if listing.aggregated != aggregated:
            listing.aggregated = aggregated
            listing.lastAggTradeId += 1
        state.traded[instrument.symbol] = listing
        buyer, seller = (maker, taker) if maker.side == "BUY" else (taker, maker)
        quote, base = (quantity * instrument.contractSize, value) if instrument.inverse else (value, quantity)
        state.publish(
            PublicTrade(
                instrument,
                state.time,
                trade_id,
                listing.lastAggTradeId,
                price,
                quantity,
                quote,
                base,
                maker is buyer,
                buyer.orderId,
                seller.orderId,
            )
        )
        if isinstance(maker, Order):
            self.fill(listing, maker, price, quantity, value, trade_id, maker=True)
        else:
            if not maker.remaining:
                del listing.anonymous[maker.orderId]
            if isinstance(taker, Order):
                listing.house_trades(maker.side, quantity, value)
        if isinstance(taker, Order):
            self.fill(listing, taker, price, quantity, value, trade_id, maker=False)
        elif isinstance(maker, Order):
            listing.house_trades(taker.side, quantity, value)

    def fill(
        self,
        listing: Listing,
        order: Order,
        price: Decimal,
        quantity: Decimal,
        value: Decimal,
        trade_id: int,
        *,
        maker: bool,
        execution: ExecutionType = "TRADE",
        income: IncomeType = "REALIZED_PNL",
    ) -> None:
        """Book one side of a trade: order, position, profit, fee, and the records and events of all that."""
        state, instrument = self._state, listing.instrument
        account = state.accounts[order.account]
        holding = account.holdings[instrument.symbol]
        position = holding.position(order.positionSide)
        order.executedQty += quantity
        quote, base = (quantity * instrument.contractSize, value) if instrument.inverse else (value, quantity)
        order.cumQuote += quote
        order.cumBase += base
        order.updateTime = state.time
        if order.orderId in holding.orders:
            if order.remaining:
                holding.reserve(order, order.remaining)
            else:
                self.leave(holding, order)
        order.status = "PARTIALLY_FILLED" if order.remaining else "FILLED"
        closing = position.closable(order.side) > 0
        profit = holding.book(position, order.side, quantity, value)
        position.updateTime = state.time
        if closing:
            state.pay(
                account,
                instrument.product,
                instrument.marginAsset,
                profit,
                income,
                symbol=instrument.symbol,
                trade_id=trade_id,
            )
        forced = order.autoCloseType is not None or execution == "CALCULATED"
        fee, fee_asset = state.charge(account, holding, position, value, maker=maker, forced=forced, trade_id=trade_id)
        account.fills.append(
            Fill(
                instrument,
                trade_id,
                order.orderId,
                order.side,
                order.positionSide,
                price,
                quantity,
                quote,
                base,
                profit,
                fee,
                fee_asset,
                state.time,
                maker,
            )
        )
        if not order.remaining:
            self._closed(account, order)
        bids, asks = holding.notionals()
        state.publish(
            OrderUpdate(
                account.name,
                state.time,
                order.snapshot(),
                execution,
                bids,
                asks,
                "0",
                quantity,
                price,
                trade_id,
                maker,
                fee,
                fee_asset,
                profit,
            )
        )
        state.publish_order_fill(account, holding, position, fee_asset)
        self._keep_reducing(position)
        if closing and not position.closable(order.side):
            state.flattened.append((account, holding, position))

    def _keep_reducing(self, position: Position) -> None:
        """Expire the newest reduce-only orders that would turn the position around."""
        reducing = position.reducing
        while reducing:
            newest = reducing[max(reducing)]
            total = sum((order.remaining for order in reducing.values()), ZERO)
            if total <= position.closable(newest.side):
                return
            self.withdraw(newest, "EXPIRED", "EXPIRED", "4")

    def _closed(self, account: Account, order: Order) -> None:
        account.close(order)
        if order.algoId is not None:
            self._state.finished.append(order)
