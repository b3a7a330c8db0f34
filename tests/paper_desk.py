"""A paper exchange's engine at hand for tests: accounts, a book of nobody's orders, and what was published."""

import random
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any

import pytest

from binance_futures.paper._accounts import Account, Position
from binance_futures.paper._clock import VirtualClock
from binance_futures.paper._engine import Engine
from binance_futures.paper._errors import Refusal
from binance_futures.paper._events import OrderUpdate
from binance_futures.paper._instruments import listed
from binance_futures.paper._orders import Order

NOW = 1_767_225_600_000
D = Decimal


def refused(code: int, command: Any, *args: Any, **kwargs: Any) -> None:
    """The command is refused with this code."""
    with pytest.raises(Refusal) as refusal:
        command(*args, **kwargs)
    assert refusal.value.code == code, refusal.value


class Desk:
    """An engine on a virtual clock whose events are kept in `events`, and go to all `listeners`."""

    def __init__(self, now: int = NOW) -> None:
        self.clock = VirtualClock(now)
        self.events: list[Any] = []
        self.listeners: list[Callable[[Any], object]] = [self.events.append]
        self.engine = Engine(self.clock, random.Random(7), listed(now), self._publish)
        self.deposits: dict[tuple[str, str], Decimal] = {}
        self.endow("um", "USDT", "1000000")
        self.endow("cm", "BTC", "100")

    def _publish(self, event: object) -> None:
        for listener in self.listeners:
            listener(event)

    def endow(self, product: Any, asset: str, amount: str) -> None:
        self.engine.endow(product, asset, D(amount))
        key = product, asset
        self.deposits[key] = self.deposits.get(key, D(0)) + D(amount)

    def account(self, name: str = "alice", um: str = "100000", cm: str = "10", bnb: str = "0") -> Account:
        balances = {("um", "USDT"): D(um), ("cm", "BTC"): D(cm), ("um", "BNB"): D(bnb)}
        balances = {key: amount for key, amount in balances.items() if amount}
        for key, amount in balances.items():
            self.deposits[key] = self.deposits.get(key, D(0)) + amount
        return self.engine.open_account(name, balances)

    def quote(self, symbol: str, *, bids: dict[str, str] | None = None, asks: dict[str, str] | None = None) -> None:
        """Let nobody's orders rest at prices."""
        for side, levels in (("BUY", bids), ("SELL", asks)):
            for price, quantity in (levels or {}).items():
                self.engine.place_anonymous(symbol, side, D(quantity), D(price))

    def limit(
        self, account: Account, side: Any, quantity: str, price: str, symbol: str = "BTCUSDT", **more: Any
    ) -> Order:
        more = {"timeInForce": "GTC"} | more
        return self.engine.new_order(account, symbol, side, "LIMIT", quantity=D(quantity), price=D(price), **more)

    def market(self, account: Account, side: Any, quantity: str, symbol: str = "BTCUSDT", **more: Any) -> Order:
        return self.engine.new_order(account, symbol, side, "MARKET", quantity=D(quantity), **more)

    def position(self, account: Account, symbol: str = "BTCUSDT", side: Any = "BOTH") -> Position:
        return self.engine.holding(account, symbol).position(side)

    def balance(self, account: Account, product: Any = "um", asset: str = "USDT") -> Decimal:
        return account.wallet(product, asset).walletBalance

    def of(self, kind: type) -> list[Any]:
        """The events of a kind."""
        return [event for event in self.events if isinstance(event, kind)]

    def orders(self, account: Account) -> list[tuple[str, str, str]]:
        """What was told of the orders of an account: execution type, status, reason."""
        return [
            (event.executionType, event.order.status, event.expireReason)
            for event in self.of(OrderUpdate)
            if event.account == account.name
        ]

    def clear(self) -> None:
        self.events.clear()

    def books(self) -> Iterator[tuple[tuple[str, str], Decimal]]:
        """Every wallet's asset, and by how much more or less of it there is than was brought in."""
        totals: dict[tuple[str, str], Decimal] = {key: -amount for key, amount in self.deposits.items()}

        def add(key: tuple[str, str], amount: Decimal) -> None:
            totals[key] = totals.get(key, D(0)) + amount

        for pool in (self.engine.fees, self.engine.insurance):
            for key, amount in pool.items():
                add(key, amount)
        for asset, amount in self.engine.convert.gained.items():
            add(("um", asset), amount)
        for listing in self.engine.listings.values():
            add((listing.instrument.product, listing.instrument.marginAsset), listing.houseCash)
        for account in self.engine.accounts.values():
            for key, wallet in account.wallets.items():
                add(key, wallet.walletBalance)
            for holding in account.holdings.values():
                instrument = holding.listing.instrument
                for position in holding.positions.values():
                    long = (position.positionAmt > 0) != instrument.inverse
                    add((instrument.product, instrument.marginAsset), -position.cost if long else position.cost)
        yield from totals.items()
