"""A paper exchange with a market at hand for tests: what was published is kept in `events`."""

import random
from decimal import Decimal
from typing import Any

from binance_futures.paper._clock import VirtualClock
from binance_futures.paper._engine import Engine
from binance_futures.paper._events import PublicTrade
from binance_futures.paper._instruments import listed
from binance_futures.paper._market import Market

NOW = 1_767_225_600_000 + 12 * 3_600_000 + 34 * 60_000 + 56_700
D = Decimal


class Bourse:
    """An engine and its market on a virtual clock. Without `warm` it has no past, and no book at first."""

    def __init__(
        self, seed: int = 7, now: int = NOW, *, warm: bool = False, only: tuple[str, ...] = (), **more: Any
    ) -> None:
        self.clock = VirtualClock(now)
        self.events: list[Any] = []
        instruments = {symbol: each for symbol, each in listed(now).items() if not only or symbol in only}
        rng = random.Random(seed)
        self.engine = Engine(self.clock, rng, instruments, self.publish)
        self.market = Market(self.engine, self.clock, rng, **more)
        self.data = self.market.data
        if warm:
            self.market.warm_up()

    def publish(self, event: Any) -> None:
        self.market.observe(event)
        self.events.append(event)

    def run(self, seconds: float, pace: int = 100) -> None:
        """Let time pass, and the market move each `pace` ms."""
        for _ in range(int(seconds * 1000 / pace)):
            self.clock.advance(pace)
            self.market.step()

    def of(self, kind: type) -> list[Any]:
        """The events of a kind."""
        return [event for event in self.events if isinstance(event, kind)]

    def trades(self, symbol: str) -> list[PublicTrade]:
        """What was traded in a contract."""
        return [trade for trade in self.of(PublicTrade) if trade.instrument.symbol == symbol]
