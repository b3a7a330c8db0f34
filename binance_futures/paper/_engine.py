"""The engine of the paper exchange: commands in, results or `Refusal` out, events published on the way.

It is pure: no I/O, no threads, no time of its own. One caller at a time. `publish` must not call back.

    _state      what all parts share: listings, accounts, pools, ids
    _trading    orders in, changed, out           _matching    fills, and what they do to both sides
    _conditional  orders that wait for a price    _settings    leverage, modes, margin, transfers
    _risk       mark prices, funding, liquidation, delivery    _timers   what happens by the clock
    _views      assets and positions at the present prices
"""

import random
from collections.abc import Callable, Generator, Mapping
from contextlib import contextmanager
from decimal import Decimal

from ..environments import Product
from ..models.enums import (
    MarginChangeType,
    MarginType,
    OrderSide,
    OrderType,
    PositionSide,
    PriceMatchMode,
    SelfTradePreventionMode,
    TimeInForce,
    WorkingType,
)
from ._accounts import Account, Holding
from ._book import Resting
from ._checks import check_open
from ._clock import Clock
from ._conditional import Conditional
from ._errors import rejected
from ._events import Event
from ._instruments import Instrument
from ._listing import Listing
from ._matching import Matching
from ._orders import ZERO, AlgoOrder, Order
from ._risk import Risk
from ._settings import Settings
from ._state import State
from ._timers import Timers
from ._trading import Trading
from ._views import AssetView, PositionView, view_assets, view_positions

__all__ = ["Engine"]


class Engine:
    """An exchange of both products.

    Orders, conditional orders and accounts that it gives out live on: read them, keep none but their ids. Every
    command that takes an account raises `Refusal` with Binance's code when it is refused.

    Args:
        clock: The time.
        rng: Where generated client ids come from.
        instruments: What is listed, by symbol.
        publish: Takes every event, in order.
    """

    def __init__(
        self,
        clock: Clock,
        rng: random.Random,
        instruments: Mapping[str, Instrument],
        publish: Callable[[Event], object],
    ) -> None:
        self._state = state = State(clock, rng, instruments, publish)
        self._matching = Matching(state)
        self._trading = Trading(state, self._matching)
        self._conditional = Conditional(state, self._trading)
        self._settings = Settings(state)
        self._risk = Risk(state, self._matching, self._conditional)
        self._timers = Timers(state, self._matching, self._trading, self._conditional)
        self._held: int | None = None
        self.listings: Mapping[str, Listing] = state.listings
        self.accounts: Mapping[str, Account] = state.accounts
        self.insurance: Mapping[tuple[Product, str], Decimal] = state.insurance
        self.fees: Mapping[tuple[Product, str], Decimal] = state.fees

    # Accounts

    def open_account(self, name: str, balances: Mapping[tuple[Product, str], Decimal] | None = None) -> Account:
        """Open an account and move money in: `{("um", "USDT"): Decimal(10_000)}`.

        Raises:
            ValueError: The name is taken.
        """
        if name in self._state.accounts:
            raise ValueError(f"account {name!r} exists")
        self._begin()
        account = self._state.accounts[name] = Account(name)
        for (product, asset), amount in (balances or {}).items():
            self._settings.transfer(account, product, asset, amount)
        return account

    def transfer(self, account: Account, product: Product, asset: str, amount: Decimal) -> None:
        """Move money into a wallet, or out of it (negative)."""
        self._begin()
        self._settings.transfer(account, product, asset, amount)

    def endow(self, product: Product, asset: str, amount: Decimal) -> None:
        """Put money into the insurance fund."""
        self._state.insurance[product, asset] += amount

    # The anonymous market

    def place_anonymous(
        self, symbol: str, side: OrderSide, quantity: Decimal, price: Decimal | None = None, *, rest: bool = True
    ) -> Resting:
        """Place an order of nobody: a limit order, or a market order without `price`.

        It takes what it crosses; then the rest of a limit order rests under its `orderId`, unless `rest` is false.
        No filter applies but the grid of price and quantity (-1130) and that the contract trades (-4141).
        """
        listing = self._listing(symbol)
        instrument = listing.instrument
        check_open(listing)
        if quantity <= 0 or quantity % instrument.stepSize or (price is not None and price % instrument.tickSize):
            raise rejected("INVALID_PARAMETER", instrument.product, "quantity or price")
        order = Resting(next(self._state.order_ids), side, price if price is not None else ZERO, quantity)
        self._matching.match(listing, order, price)
        if order.remaining and rest and price is not None:
            listing.anonymous[order.orderId] = order
            listing.book.add(order)
        self._end()
        return order

    def cancel_anonymous(self, symbol: str, orderId: int) -> bool:
        """Cancel an order of nobody; False if it is gone already."""
        listing = self._listing(symbol)
        order = listing.anonymous.pop(orderId, None)
        if order is not None:
            listing.book.remove(order)
            self._end()
        return order is not None

    # Orders

    def new_order(
        self,
        account: Account,
        symbol: str,
        side: OrderSide,
        type: OrderType,
        *,
        quantity: Decimal | None = None,
        price: Decimal | None = None,
        timeInForce: TimeInForce | None = None,
        positionSide: PositionSide = "BOTH",
        reduceOnly: bool | None = None,
        newClientOrderId: str | None = None,
        priceMatch: PriceMatchMode = "NONE",
        selfTradePreventionMode: SelfTradePreventionMode | None = None,
        goodTillDate: int | None = None,
        test: bool = False,
    ) -> Order:
        """Place a LIMIT or MARKET order, or with `test` only check it. Parameters as on Binance's page of New Order."""
        listing = self._listing(symbol)
        order = self._trading.admit(
            account,
            listing,
            side,
            type,
            quantity=quantity,
            price=price,
            timeInForce=timeInForce,
            positionSide=positionSide,
            reduceOnly=reduceOnly,
            newClientOrderId=newClientOrderId,
            priceMatch=priceMatch,
            selfTradePreventionMode=selfTradePreventionMode,
            goodTillDate=goodTillDate,
        )
        if not test:
            self._trading.execute(order)
            self._end()
        return order

    def modify_order(
        self,
        account: Account,
        symbol: str,
        side: OrderSide,
        quantity: Decimal,
        price: Decimal | None = None,
        *,
        orderId: int | None = None,
        origClientOrderId: str | None = None,
        priceMatch: PriceMatchMode = "NONE",
        modifyId: int | None = None,
        reduceOnly: bool = False,
    ) -> Order:
        """Change price and quantity of an open LIMIT order; it loses its place in the queue."""
        self._listing(symbol)
        order = self._find(account, symbol, orderId, origClientOrderId)
        if order is None or not order.open:
            raise rejected("NO_SUCH_ORDER")
        self._trading.modify(
            account, order, side, quantity, price, priceMatch=priceMatch, modifyId=modifyId, reduceOnly=reduceOnly
        )
        self._end()
        return order

    def cancel_order(
        self, account: Account, symbol: str, *, orderId: int | None = None, origClientOrderId: str | None = None
    ) -> Order:
        """Cancel an open order."""
        self._listing(symbol)
        order = self._find(account, symbol, orderId, origClientOrderId)
        if order is None or not order.open:
            raise rejected("CANCEL_REJECTED")
        self._trading.cancel(order)
        self._end()
        return order

    def cancel_all(self, account: Account, symbol: str) -> list[Order]:
        """Cancel the open orders of a symbol, conditional ones left aside."""
        self._listing(symbol)
        orders = self._trading.cancel_all(account, symbol)
        self._end()
        return orders

    def countdown_cancel(self, account: Account, symbol: str, countdownTime: int) -> None:
        """Cancel the open orders of a symbol in `countdownTime` ms unless called again; 0 stops the countdown."""
        self._listing(symbol)
        self._timers.countdown(account, symbol, countdownTime)

    def query_order(
        self, account: Account, symbol: str, *, orderId: int | None = None, origClientOrderId: str | None = None
    ) -> Order:
        """An order, open or closed."""
        self._listing(symbol)
        order = self._find(account, symbol, orderId, origClientOrderId)
        if order is None:
            raise rejected("NO_SUCH_ORDER")
        return order

    # Conditional orders

    def new_algo_order(
        self,
        account: Account,
        symbol: str,
        side: OrderSide,
        type: OrderType,
        *,
        positionSide: PositionSide = "BOTH",
        timeInForce: TimeInForce | None = None,
        quantity: Decimal | None = None,
        price: Decimal | None = None,
        triggerPrice: Decimal | None = None,
        workingType: WorkingType = "CONTRACT_PRICE",
        priceMatch: PriceMatchMode = "NONE",
        closePosition: bool = False,
        priceProtect: bool = False,
        reduceOnly: bool | None = None,
        activatePrice: Decimal | None = None,
        callbackRate: Decimal | None = None,
        clientAlgoId: str | None = None,
        selfTradePreventionMode: SelfTradePreventionMode | None = None,
        goodTillDate: int | None = None,
    ) -> AlgoOrder:
        """Place a conditional order. Parameters as on Binance's page of New Algo Order; `callbackRate` in percent."""
        algo = self._conditional.place(
            account,
            self._listing(symbol),
            side,
            type,
            positionSide=positionSide,
            timeInForce=timeInForce,
            quantity=quantity,
            price=price,
            triggerPrice=triggerPrice,
            workingType=workingType,
            priceMatch=priceMatch,
            closePosition=closePosition,
            priceProtect=priceProtect,
            reduceOnly=reduceOnly,
            activatePrice=activatePrice,
            callbackRate=callbackRate,
            clientAlgoId=clientAlgoId,
            selfTradePreventionMode=selfTradePreventionMode,
            goodTillDate=goodTillDate,
        )
        self._end()
        return algo

    def cancel_algo_order(
        self, account: Account, product: Product, *, algoId: int | None = None, clientAlgoId: str | None = None
    ) -> AlgoOrder:
        """Cancel a waiting conditional order."""
        self._begin()
        algo = self._find_algo(account, product, algoId, clientAlgoId)
        if algo is None or algo.algoStatus != "NEW":
            raise rejected("CANCEL_REJECTED")
        self._conditional.cancel(algo)
        return algo

    def cancel_all_algos(self, account: Account, symbol: str) -> list[AlgoOrder]:
        """Cancel the waiting conditional orders of a symbol."""
        self._listing(symbol)
        algos = [algo for algo in account.open_algos.values() if algo.symbol == symbol]
        for algo in algos:
            self._conditional.cancel(algo)
        return algos

    def query_algo_order(
        self, account: Account, product: Product, *, algoId: int | None = None, clientAlgoId: str | None = None
    ) -> AlgoOrder:
        """A conditional order, waiting or ended."""
        algo = self._find_algo(account, product, algoId, clientAlgoId)
        if algo is None:
            raise rejected("NO_SUCH_ORDER")
        return algo

    # Settings

    def change_leverage(self, account: Account, symbol: str, leverage: int) -> Decimal:
        """Change the leverage of a symbol; gives the largest position value it allows (um: notional, cm: coins)."""
        return self._settings.leverage(account, self._listing(symbol), leverage)

    def change_margin_type(self, account: Account, symbol: str, marginType: MarginType) -> None:
        """Change between CROSSED and ISOLATED."""
        self._settings.margin_type(account, self._listing(symbol), marginType)

    def change_position_mode(self, account: Account, *, dualSidePosition: bool) -> None:
        """Change between one-way and hedge mode, for both products."""
        self._begin()
        self._settings.position_mode(account, dual=dualSidePosition)

    def change_multi_assets_mode(self, account: Account, *, multiAssetsMargin: bool) -> None:
        """Change between single-asset and multi-assets mode (um)."""
        self._begin()
        self._settings.asset_mode(account, multi=multiAssetsMargin)

    def change_position_margin(
        self,
        account: Account,
        symbol: str,
        amount: Decimal,
        type: MarginChangeType,
        positionSide: PositionSide = "BOTH",
    ) -> None:
        """Add (1) or take back (2) margin of an isolated position."""
        self._settings.position_margin(account, self._listing(symbol), amount, type, positionSide)

    def holding(self, account: Account, symbol: str) -> Holding:
        """Settings, positions and open orders of an account on a symbol."""
        return account.hold(self._state.listing(symbol))

    def free_margin(self, account: Account, product: Product, asset: str) -> Decimal:
        """What is free for new margin; negative if the market took it (answers then show 0)."""
        return self._state.free(account, product, asset)

    def assets(self, account: Account, product: Product) -> list[AssetView]:
        """The assets of a product, at the present mark prices."""
        return view_assets(self._state, account, product)

    def positions(self, account: Account, product: Product, symbol: str | None = None) -> list[PositionView]:
        """The positions of a product, open or not; see `view_positions`."""
        return view_positions(self._state, account, product, symbol)

    # Prices, funding, delivery, time

    def set_mark_price(self, symbol: str, markPrice: Decimal) -> None:
        """Move the mark price: triggers, margin calls and liquidations follow."""
        listing = self._listing(symbol)
        listing.markPrice = markPrice
        self._conditional.react(listing, "MARK_PRICE")
        self._end()
        self._risk.watch(listing)
        self._end()

    def settle_funding(self, symbol: str, fundingRate: Decimal) -> None:
        """Let longs pay shorts `fundingRate` of the position value (negative: shorts pay longs)."""
        listing = self._listing(symbol)
        self._risk.fund(listing, fundingRate)
        self._risk.watch(listing)
        self._end()

    def deliver(self, symbol: str, price: Decimal) -> None:
        """End a contract: orders expire, positions close at the delivery price."""
        listing = self._listing(symbol)
        self._risk.deliver(listing, price)
        self._end()

    def resume(self, symbol: str, price: Decimal, tradeId: int, aggTradeId: int) -> None:
        """Go on from a past: the last price, the mark price and the last ids of trades."""
        listing = self._state.listing(symbol)
        listing.lastPrice = listing.markPrice = price
        listing.lastTradeId, listing.lastAggTradeId = tradeId, aggTradeId

    @contextmanager
    def at(self, time: int) -> Generator[None]:
        """Let commands happen at `time`, ms, instead of now; what they do to the books is published in one at the end.

        Time does not run backwards: if the last command was later, they happen at its time.
        """
        self._held = max(time, self._state.time)
        try:
            yield
        finally:
            self._held = None
            self._publish_books()

    def tick(self) -> None:
        """Do what is due by the clock: GTD dates, countdowns. Other commands do it first, too."""
        self._begin()
        self._end()

    def next_due(self) -> int | None:
        """When `tick` has something to do next, ms."""
        return self._timers.next_due()

    def _begin(self) -> None:
        state = self._state
        state.time = now = state.clock.now() if self._held is None else self._held
        due = self._timers.next_due()
        if due is not None and due <= now:
            self._timers.run()
            self._end()

    def _listing(self, symbol: str) -> Listing:
        """The listing of a command that begins."""
        self._begin()
        return self._state.listing(symbol)

    def _end(self) -> None:
        """Let triggers and what follows play out, then publish the books that changed."""
        state = self._state
        while state.traded or state.finished or state.flattened:
            self._conditional.finish()
            moved = list(state.traded.values())
            state.traded.clear()
            for listing in moved:
                self._conditional.react(listing, "CONTRACT_PRICE")
        if self._held is None:
            self._publish_books()

    def _publish_books(self) -> None:
        state = self._state
        for listing in state.listings.values():
            change = listing.book.drain(state.time)
            if change is not None:
                state.publish(change)

    @staticmethod
    def _find(account: Account, symbol: str, orderId: int | None, clientOrderId: str | None) -> Order | None:
        if orderId is not None:
            order = account.orders.get(orderId)
            return order if order is not None and order.symbol == symbol else None
        if clientOrderId is None:
            raise rejected("MANDATORY_PARAM_EMPTY_OR_MALFORMED", "um", "orderId or origClientOrderId")
        return account.client_order_ids.get((symbol, clientOrderId))

    @staticmethod
    def _find_algo(
        account: Account, product: Product, algoId: int | None, clientAlgoId: str | None
    ) -> AlgoOrder | None:
        if algoId is not None:
            algo = account.algos.get(algoId)
            return algo if algo is not None and algo.instrument.product == product else None
        if clientAlgoId is None:
            raise rejected("MANDATORY_PARAM_EMPTY_OR_MALFORMED", product, "algoId or clientAlgoId")
        return account.client_algo_ids.get((product, clientAlgoId))
