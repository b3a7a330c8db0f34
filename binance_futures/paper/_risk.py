"""What prices do to positions: margin calls, liquidation, auto-deleveraging, funding, delivery."""

from collections.abc import Iterable, Iterator
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import Final

from ..environments import Product
from ..models.enums import AutoCloseType, IncomeType, OrderExpireReason, OrderType
from ._accounts import Account, Holding, Position
from ._conditional import Conditional
from ._events import AccountUpdate, FundingPayment, Liquidation, MarginCall
from ._instruments import SATOSHI, Instrument
from ._listing import Listing
from ._matching import Matching
from ._orders import ZERO, Order, opposite
from ._state import Pool, State

__all__ = ["Risk", "crossed", "ranked"]

_CALL_AT: Final = Decimal("0.8")
"""Maintenance margin over margin balance from which a margin call is sent; Binance names no figure."""


class Risk:
    """Keeps accounts solvent, and settles what the calendar settles."""

    def __init__(self, state: State, matching: Matching, conditional: Conditional) -> None:
        self._state = state
        self._matching = matching
        self._conditional = conditional

    def watch(self, listing: Listing) -> None:
        """Call or liquidate whoever the mark price of a listing hurts."""
        instrument = listing.instrument
        for account in self._state.accounts.values():
            holding = account.holdings.get(instrument.symbol)
            if holding is None or holding.flat:
                continue
            if holding.isolated:
                for position in holding.positions.values():
                    if position.positionAmt:
                        self._watch_isolated(account, holding, position)
            else:
                self._watch_crossed(account, instrument)

    def fund(self, listing: Listing, rate: Decimal) -> None:
        """Settle funding; the anonymous market takes the other side of what the accounts do not owe each other."""
        state, instrument = self._state, listing.instrument
        product, asset = instrument.product, instrument.marginAsset
        state.publish(FundingPayment(instrument.symbol, state.time, rate, listing.markPrice))
        for account in state.accounts.values():
            holding = account.holdings.get(instrument.symbol)
            if holding is None:
                continue
            for position in holding.positions.values():
                if not position.positionAmt:
                    continue
                due = (listing.value(position.quantity) * rate).quantize(SATOSHI)
                amount = -due if position.positionAmt > 0 else due
                if not amount:
                    continue
                state.pay(account, product, asset, amount, "FUNDING_FEE", symbol=instrument.symbol)
                listing.houseCash -= amount
                if holding.isolated:
                    position.isolatedWallet += amount
                state.publish(
                    AccountUpdate(
                        account.name,
                        product,
                        state.time,
                        "FUNDING_FEE",
                        (account.balance_change(product, asset, amount),),
                        (holding.change(position),) if holding.isolated else (),
                        instrument.symbol,
                    )
                )

    def deliver(self, listing: Listing, price: Decimal) -> None:
        """Close everything at the delivery price and the contract with it."""
        state, instrument = self._state, listing.instrument
        listing.markPrice = price
        for account in state.accounts.values():
            holding = account.holdings.get(instrument.symbol)
            if holding is None:
                continue
            self._expire_orders((holding,), "7")
            for algo in [each for each in account.open_algos.values() if each.symbol == instrument.symbol]:
                self._conditional.expire(algo)
            for position in holding.positions.values():
                if position.positionAmt:
                    client = f"settlement_autoclose-{state.client_id()}"
                    order = self._forced(account, holding, position, position.quantity, client, price)
                    self._hand_over(listing, order, "DELIVERED_SETTELMENT")
        for resting in list(listing.book.orders()):
            listing.book.remove(resting)
        listing.anonymous.clear()
        listing.status = "DELIVERED"

    def _watch_isolated(self, account: Account, holding: Holding, position: Position) -> None:
        balance = position.isolatedWallet + holding.unrealized(position)
        maintenance = holding.maintenance(position)
        if balance <= maintenance:
            self._expire_orders((holding,), "5")
            traded = position.cost
            self._clear(account, holding, self._liquidate(account, holding, position, balance), traded)
        else:
            called = maintenance >= balance * _CALL_AT
            if called and not position.called:
                product = holding.listing.instrument.product
                change = (holding.change(position),)
                self._state.publish(MarginCall(account.name, product, self._state.time, None, change))
            position.called = called

    def _watch_crossed(self, account: Account, instrument: Instrument) -> None:
        product = instrument.product
        pool = self._state.pool(account, product, instrument.marginAsset)
        balance, maintenance = crossed(account, product, pool)
        key = product, pool[0][0]
        if balance > maintenance:
            called = maintenance >= balance * _CALL_AT
            if called and key not in account.called:
                changes = tuple(holding.change(position) for holding, position in _open(account, product, pool))
                wallet = account.cross_wallet(product, instrument.marginAsset)
                self._state.publish(MarginCall(account.name, product, self._state.time, wallet, changes))
            (account.called.add if called else account.called.discard)(key)
            return
        account.called.discard(key)
        holdings = [holding for asset, _ in pool for holding in account.margined(product, asset)]
        self._expire_orders(holdings, "5")
        positions = sorted(_open(account, product, pool), key=_need, reverse=True)
        rates = dict(pool)
        for holding, position in positions:
            balance, maintenance = crossed(account, product, pool)
            if balance > maintenance:
                break
            rate = rates[holding.listing.instrument.marginAsset]
            traded = position.cost
            self._liquidate(account, holding, position, balance / rate)
            left = crossed(account, product, pool)[0] / rate
            if left > 0 or not any(_open(account, product, pool)):
                self._clear(account, holding, left.quantize(SATOSHI, ROUND_FLOOR), traded)

    def _expire_orders(self, holdings: Iterable[Holding], reason: OrderExpireReason) -> None:
        for holding in holdings:
            for order in list(holding.orders.values()):
                self._matching.withdraw(order, "EXPIRED", "EXPIRED", reason)

    def _liquidate(self, account: Account, holding: Holding, position: Position, balance: Decimal) -> Decimal:
        """Close a position: in the book down to the bankruptcy price, the rest by fund or deleveraging.

        Gives what the position's margin and result add up to: the clearance fee is taken from that.
        """
        state, listing = self._state, holding.listing
        wallet = account.wallet(listing.instrument.product, listing.instrument.marginAsset)
        before = wallet.walletBalance - position.isolatedWallet
        price = self._bankruptcy_price(holding, position, balance)
        client = f"autoclose-{state.time}{next(state.transaction_ids):06d}"
        order = self._forced(
            account, holding, position, position.quantity, client, price, type="LIQUIDATION", cause="LIQUIDATION"
        )
        self._matching.match(listing, order, price)
        matched = order.executedQty
        if order.remaining:
            self._take_over(holding, order)
        state.publish(
            Liquidation(
                order.instrument,
                order.side,
                order.timeInForce,
                order.origQty,
                order.price,
                order.avgPrice,
                order.status,
                order.executedQty,
                matched,
                state.time,
            )
        )
        return wallet.walletBalance - before

    def _clear(self, account: Account, holding: Holding, left: Decimal, traded: Decimal) -> None:
        """Square a liquidated account with the insurance fund: it pays the clearance fee, or is paid its debt."""
        state, instrument = self._state, holding.listing.instrument
        product, asset = instrument.product, instrument.marginAsset
        amount = -left if left < 0 else -min(left, traded * instrument.liquidationFee).quantize(SATOSHI, ROUND_FLOOR)
        if not amount:
            return
        state.pay(account, product, asset, amount, "INSURANCE_CLEAR", symbol=instrument.symbol)
        state.insurance[product, asset] -= amount
        balance = account.balance_change(product, asset, amount)
        state.publish(AccountUpdate(account.name, product, state.time, "INSURANCE_CLEAR", (balance,)))

    def _bankruptcy_price(self, holding: Holding, position: Position, balance: Decimal) -> Decimal:
        """The price at which `balance` is gone, on the grid, rounded to the account's side."""
        instrument = holding.listing.instrument
        quantity = position.quantity
        long = position.positionAmt > 0
        value = holding.listing.value(quantity) + (-balance if long != instrument.inverse else balance)
        price = instrument.price_of(value, quantity) if value > 0 else instrument.maxPrice * instrument.inverse
        ticks = (price / instrument.tickSize).to_integral_value(ROUND_CEILING if long else ROUND_FLOOR)
        return min(max(ticks * instrument.tickSize, instrument.tickSize), instrument.maxPrice)

    def _forced(
        self,
        account: Account,
        holding: Holding,
        position: Position,
        quantity: Decimal,
        clientOrderId: str,
        price: Decimal,
        *,
        type: OrderType = "LIMIT",
        cause: AutoCloseType | None = None,
    ) -> Order:
        """An order of the exchange that closes a position; it is told of as NEW."""
        state = self._state
        order = Order(
            orderId=next(state.order_ids),
            side=position.closing_side,
            price=price,
            remaining=quantity,
            account=account.name,
            instrument=holding.listing.instrument,
            clientOrderId=clientOrderId,
            type=type,
            origType=type,
            timeInForce="GTC" if cause == "ADL" else "IOC",
            positionSide=position.positionSide,
            origQty=quantity,
            reduceOnly=False,
            closePosition=False,
            priceMatch="NONE",
            selfTradePreventionMode="NONE",
            goodTillDate=0,
            time=state.time,
            updateTime=state.time,
            reducing=False,
            autoCloseType=cause,
        )
        account.remember(order)
        account.open_orders[order.orderId] = order
        self._matching.tell(account, holding, order, "NEW")
        return order

    def _close(self, listing: Listing, order: Order, quantity: Decimal, income: IncomeType = "REALIZED_PNL") -> Decimal:
        """Fill a forced order outside the book, at its price; gives the value."""
        value = listing.instrument.value(order.price, quantity)
        order.remaining -= quantity
        listing.lastTradeId += 1
        self._matching.fill(
            listing,
            order,
            order.price,
            quantity,
            value,
            listing.lastTradeId,
            maker=False,
            execution="CALCULATED",
            income=income,
        )
        return value

    def _hand_over(self, listing: Listing, order: Order, income: IncomeType = "REALIZED_PNL") -> None:
        """Fill the rest of a forced order against the anonymous market, outside the book."""
        quantity = order.remaining
        listing.house_trades(opposite(order.side), quantity, self._close(listing, order, quantity, income))

    def _take_over(self, holding: Holding, order: Order) -> None:
        """The insurance fund takes the rest at the bankruptcy price and passes it on to the market at the mark price.

        If that is beyond the fund, winners of the other side are deleveraged, then the market itself.
        """
        listing = holding.listing
        if not self._state.insure(listing, order.side, order.price, order.remaining):
            self._deleverage(listing, order)
        if order.remaining:
            self._hand_over(listing, order)

    def _deleverage(self, listing: Listing, order: Order) -> None:
        """Close positions of the other side against a forced order, the best leveraged winner first."""
        for account, holding, position in ranked(self._state.accounts.values(), listing, long=order.side == "BUY"):
            if not order.remaining or holding.unrealized(position) <= 0:
                return
            quantity = min(order.remaining, position.quantity)
            other = self._forced(account, holding, position, quantity, "adl_autoclose", order.price, cause="ADL")
            self._close(listing, other, quantity)
            self._close(listing, order, quantity)


def crossed(account: Account, product: Product, pool: Pool) -> tuple[Decimal, Decimal]:
    """Margin balance and maintenance margin of the crossed positions of a pool."""
    balance = maintenance = ZERO
    for asset, rate in pool:
        balance += account.cross_wallet(product, asset) * rate
        for holding, position in account.positions(product, asset):
            if not holding.isolated:
                balance += holding.unrealized(position) * rate
                maintenance += holding.maintenance(position) * rate
    return balance, maintenance


def ranked(accounts: Iterable[Account], listing: Listing, *, long: bool) -> list[tuple[Account, Holding, Position]]:
    """Positions of one side of a contract, in the order in which they would be deleveraged."""

    def score(each: tuple[Account, Holding, Position]) -> Decimal:
        _, holding, position = each
        profit = holding.unrealized(position) / position.cost
        return profit * holding.leverage if profit > 0 else profit / holding.leverage

    symbol = listing.instrument.symbol
    holders = ((account, account.holdings[symbol]) for account in accounts if symbol in account.holdings)
    positions = (
        (account, holding, position)
        for account, holding in holders
        for position in holding.positions.values()
        if position.positionAmt and (position.positionAmt > 0) == long
    )
    return sorted(positions, key=score, reverse=True)


def _open(account: Account, product: Product, pool: Pool) -> Iterator[tuple[Holding, Position]]:
    """The open crossed positions of a pool."""
    for asset, _ in pool:
        for holding, position in account.positions(product, asset):
            if not holding.isolated:
                yield holding, position


def _need(each: tuple[Holding, Position]) -> Decimal:
    holding, position = each
    return holding.maintenance(position)
