"""The engine of the paper exchange: commands in, results or `Refusal` out, events published on the way.

It is pure: no I/O, no threads, no time of its own. One caller at a time. `publish` must not call back.

    _state      what all parts share: listings, accounts, pools, ids
    _trading    orders in, changed, out           _matching    fills, and what they do to both sides
    _conditional  orders that wait for a price    _settings    leverage, modes, margin, transfers
    _risk       mark prices, funding, liquidation, delivery    _timers   what happens by the clock
    _anonymous  orders of nobody              _convert     swaps of assets
    _views      assets and positions at the present prices    _turns   how every command begins and ends
"""

import random
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from decimal import Decimal
from typing import Final

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
from ._anonymous import Anonymous
from ._book import Resting
from ._clock import Clock
from ._conditional import Conditional
from ._convert import Convert
from ._errors import rejected
from ._events import Event, Liquidation
from ._instruments import Instrument
from ._listing import Listing
from ._lookup import find_algo, find_open_algo, find_open_order, find_order
from ._matching import Matching
from ._orders import AlgoOrder, Order
from ._risk import Risk
from ._settings import Settings
from ._state import State
from ._timers import Timers
from ._trading import Trading
from ._turns import Turns
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
        self._turns = Turns(state, self._timers, self._conditional)
        self._anonymous = Anonymous(state, self._matching)
        self.convert: Final = Convert(state, self._turns, self._settings)
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
        self._turns.begin()
        account = self._state.accounts[name] = Account(name)
        for (product, asset), amount in (balances or {}).items():
            self._settings.transfer(account, product, asset, amount)
        return account

    def transfer(self, account: Account, product: Product, asset: str, amount: Decimal) -> None:
        """Move money into a wallet, or out of it (negative)."""
        self._turns.begin()
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
        order = self._anonymous.place(self._turns.listing(symbol), side, quantity, price, rest=rest)
        self._turns.end()
        return order

    def liquidate_anonymous(self, symbol: str, side: OrderSide, quantity: Decimal, price: Decimal) -> Liquidation:
        """Liquidate nobody: in the book down to the bankruptcy price, the rest by the insurance fund at that price."""
        forced = self._anonymous.liquidate(self._turns.listing(symbol), side, quantity, price)
        self._turns.end()
        return forced

    def cancel_anonymous(self, symbol: str, orderId: int) -> bool:
        """Cancel an order of nobody; False if it is gone already."""
        found = self._anonymous.cancel(self._turns.listing(symbol), orderId)
        self._turns.end()
        return found

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
        listing = self._turns.listing(symbol)
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
            self._turns.end()
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
        self._turns.listing(symbol)
        order = find_order(account, symbol, orderId, origClientOrderId)
        if not order.open:
            raise rejected("NO_SUCH_ORDER")
        self._trading.modify(
            account, order, side, quantity, price, priceMatch=priceMatch, modifyId=modifyId, reduceOnly=reduceOnly
        )
        self._turns.end()
        return order

    def cancel_order(
        self, account: Account, symbol: str, *, orderId: int | None = None, origClientOrderId: str | None = None
    ) -> Order:
        """Cancel an open order."""
        self._turns.listing(symbol)
        order = find_open_order(account, symbol, orderId, origClientOrderId)
        self._trading.cancel(order)
        self._turns.end()
        return order

    def cancel_all(self, account: Account, symbol: str) -> list[Order]:
        """Cancel the open orders of a symbol, conditional ones left aside."""
        self._turns.listing(symbol)
        orders = self._trading.cancel_all(account, symbol)
        self._turns.end()
        return orders

    def countdown_cancel(self, account: Account, symbol: str, countdownTime: int) -> None:
        """Cancel the open orders of a symbol in `countdownTime` ms unless called again; 0 stops the countdown."""
        self._turns.listing(symbol)
        self._timers.countdown(account, symbol, countdownTime)

    def query_order(
        self, account: Account, symbol: str, *, orderId: int | None = None, origClientOrderId: str | None = None
    ) -> Order:
        """An order, open or closed."""
        self._turns.listing(symbol)
        return find_order(account, symbol, orderId, origClientOrderId)

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
            self._turns.listing(symbol),
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
        self._turns.end()
        return algo

    def cancel_algo_order(
        self, account: Account, product: Product, *, algoId: int | None = None, clientAlgoId: str | None = None
    ) -> AlgoOrder:
        """Cancel a waiting conditional order."""
        self._turns.begin()
        algo = find_open_algo(account, product, algoId, clientAlgoId)
        self._conditional.cancel(algo)
        return algo

    def cancel_all_algos(self, account: Account, symbol: str) -> list[AlgoOrder]:
        """Cancel the waiting conditional orders of a symbol."""
        self._turns.listing(symbol)
        algos = [algo for algo in account.open_algos.values() if algo.symbol == symbol]
        for algo in algos:
            self._conditional.cancel(algo)
        return algos

    def query_algo_order(
        self, account: Account, product: Product, *, algoId: int | None = None, clientAlgoId: str | None = None
    ) -> AlgoOrder:
        """A conditional order, waiting or ended."""
        return find_algo(account, product, algoId, clientAlgoId)

    # Settings

    def change_leverage(self, account: Account, symbol: str, leverage: int) -> Decimal:
        """Change the leverage of a symbol; gives the largest position value it allows (um: notional, cm: coins)."""
        return self._settings.leverage(account, self._turns.listing(symbol), leverage)

    def change_margin_type(self, account: Account, symbol: str, marginType: MarginType) -> None:
        """Change between CROSSED and ISOLATED."""
        self._settings.margin_type(account, self._turns.listing(symbol), marginType)

    def change_position_mode(self, account: Account, *, dualSidePosition: bool) -> None:
        """Change between one-way and hedge mode, for both products."""
        self._turns.begin()
        self._settings.position_mode(account, dual=dualSidePosition)

    def change_multi_assets_mode(self, account: Account, *, multiAssetsMargin: bool) -> None:
        """Change between single-asset and multi-assets mode (um)."""
        self._turns.begin()
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
        self._settings.position_margin(account, self._turns.listing(symbol), amount, type, positionSide)

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
        listing = self._turns.listing(symbol)
        listing.markPrice = markPrice
        self._conditional.react(listing, "MARK_PRICE")
        self._turns.end()
        self._risk.watch(listing)
        self._turns.end()

    def settle_funding(self, symbol: str, fundingRate: Decimal) -> None:
        """Let longs pay shorts `fundingRate` of the position value (negative: shorts pay longs)."""
        listing = self._turns.listing(symbol)
        self._risk.fund(listing, fundingRate)
        self._risk.watch(listing)
        self._turns.end()

    def deliver(self, symbol: str, price: Decimal) -> None:
        """End a contract: orders expire, positions close at the delivery price."""
        self._risk.deliver(self._turns.listing(symbol), price)
        self._turns.end()

    def resume(self, symbol: str, price: Decimal, tradeId: int, aggTradeId: int) -> None:
        """Go on from a past: the last price, the mark price and the last ids of trades."""
        listing = self._state.listing(symbol)
        listing.lastPrice = listing.markPrice = price
        listing.lastTradeId, listing.lastAggTradeId = tradeId, aggTradeId

    def at(self, time: int) -> AbstractContextManager[None]:
        """Let commands happen at `time`, ms, instead of now; what they do to the books is published in one at the end.

        Time does not run backwards: if the last command was later, they happen at its time.
        """
        return self._turns.at(time)

    def tick(self) -> None:
        """Do what is due by the clock: GTD dates, countdowns. Other commands do it first, too."""
        self._turns.begin()
        self._turns.end()

    def next_due(self) -> int | None:
        """When `tick` has something to do next, ms."""
        return self._timers.next_due()
