"""The market: what prices do by themselves, and the memory of what happened. It owns nothing but memory.

_fair        what things are worth                 _simulation, _quotes   nobody's orders
_replay      trades from files                     _recorded              how they happen again
_tape        trades and what is made of them       _klines, _day          candlesticks, the last 24 hours
_prices      mark, index, premium and funding      _past                  history by arithmetic
"""

import random
from collections import deque
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Final, Literal, Protocol

from ..models.enums import KlineInterval
from ._clock import Clock
from ._engine import Engine
from ._events import Event, FundingPayment, Liquidation, PublicTrade
from ._fair import Fair, seeded
from ._klines import DAY, HOUR, MINUTE, Series
from ._market_changes import Change, Delivered, IndexPrice
from ._market_data import Contract, MarketData
from ._past import GRAINS, Stretch, bars, stretch, stretches, trades, walk
from ._prices import INTEREST, Prices, as_price, grain, series
from ._recorded import Recorded
from ._replay import RecordedTrade
from ._simulation import Simulation
from ._tape import Tape

__all__ = ["Intensity", "Market", "Source"]

Intensity = Literal["calm", "normal", "busy"] | float

TICK: Final = 100
"""The market moves each 100 ms."""
SLEEP: Final = MINUTE
"""If it was not asked to move for longer, it does so by arithmetic."""
CHANGES: Final = 20_000
_TAKERS: Final = {"calm": 0.5, "normal": 2.0, "busy": 8.0}


class Source(Protocol):
    """Recorded trades that take the place of the simulated flow; see `_replay.Replay`."""

    def start(self, time: int) -> Mapping[str, Decimal]:
        """Let the record begin at a time; gives the first price of each symbol."""
        ...

    def take(self, until: int) -> Iterator[tuple[str, RecordedTrade]]:
        """The trades that are due up to a time, in order, at the times at which they are due."""
        ...


class Market:
    """Drives prices, books, funding and delivery through the engine.

    Call `step` when `next_due` has come, and before a command if it has; then the market is the same whatever the pace.
    Only if the clock has gone on by more than a minute since the last call, the time between is slept through:
    prices, funding, users' orders and deliveries go on in steps of minutes, hours and days, and candlesticks of these
    are made by arithmetic.

    Args:
        engine: Whose listings it moves. Its `publish` must hand every event to `observe`.
        clock: The time; the same as the engine's.
        rng: Whose numbers everything follows from.
        source: Recorded trades. Assets of which there are some are worth what they say; the rest is simulated.
        intensity: How much is going on; as a number: market orders a second in the busiest contract.

    Raises:
        ValueError: A recorded symbol is not listed, or `intensity` is not positive.
    """

    def __init__(
        self,
        engine: Engine,
        clock: Clock,
        rng: random.Random,
        source: Source | None = None,
        *,
        intensity: Intensity = "normal",
    ) -> None:
        self._engine = engine
        self._clock = clock
        self._source = source
        self._takers = _TAKERS[intensity] if isinstance(intensity, str) else float(intensity)
        if not self._takers > 0:
            raise ValueError(f"intensity must be positive, not {intensity}")
        self._time = now = clock.now() // TICK * TICK
        seed = rng.getrandbits(64)
        self._rngs = {symbol: seeded(seed, symbol) for symbol in engine.listings}
        self._rng = seeded(seed, "past")
        first: Mapping[str, Decimal] = {} if source is None else source.start(clock.now())
        unknown = sorted(first.keys() - engine.listings.keys())
        if unknown:
            raise ValueError(f"there are trades of {unknown}, which are not listed")
        self._recorded = {
            symbol: Recorded(engine, engine.listings[symbol], self._rngs[symbol], price)
            for symbol, price in first.items()
        }
        self._leading: dict[str, str] = {}
        for symbol in first:
            self._leading.setdefault(engine.listings[symbol].instrument.baseAsset, symbol)
        instruments = [listing.instrument for listing in engine.listings.values()]
        pinned = {asset: float(first[symbol]) for asset, symbol in self._leading.items()}
        self._fair = Fair(instruments, seed, now, pinned)
        self._simulated = {
            symbol: Simulation(engine, listing, self._rngs[symbol], self._takers)
            for symbol, listing in engine.listings.items()
            if symbol not in first
        }
        self._flows: Mapping[str, Simulation | Recorded] = {**self._simulated, **self._recorded}
        self._changes: deque[Change] = deque(maxlen=CHANGES)
        change = self._change
        self._indexes: dict[str, tuple[str, Series]] = {}
        self._contracts: dict[str, Contract] = {}
        for symbol, listing in engine.listings.items():
            instrument = listing.instrument
            pair = instrument.pair
            if pair not in self._indexes:
                self._indexes[pair] = instrument.baseAsset, series("index", pair, change)
            prices = Prices(instrument, change)
            prices.start(now)
            self._contracts[symbol] = Contract(listing, Tape(instrument, change), prices, self._indexes[pair][1])
        self._delivered: list[Delivered] = []
        self.data = MarketData(engine, self._contracts, self._delivered)

    def observe(self, event: Event) -> None:
        """Take note of an event of the engine."""
        if isinstance(event, PublicTrade):
            self._contracts[event.instrument.symbol].tape.add(event)
        elif isinstance(event, Liquidation):
            self._contracts[event.instrument.symbol].tape.liquidate(event)
        elif isinstance(event, FundingPayment):
            self._contracts[event.symbol].prices.settled(event)

    def warm_up(self) -> None:
        """Make a past and fill the books; once, before the first `step`.

        A year by days, two weeks by hours, a day by minutes, and the trades of the last two minutes.
        """
        now = self._time
        whole = now // MINUTE * MINUTE
        minutes, hours = (now - DAY) // HOUR * HOUR, (now - 14 * DAY) // DAY * DAY
        cuts = list(stretches(hours - 365 * DAY, whole, hours=hours, minutes=minutes))
        walked: dict[str, list[Stretch]] = {}
        for asset, price in self._fair.assets.items():
            walked[asset] = walk(self._rng, asset, cuts, price)
            walked[asset].append(Stretch("1m", whole, price, price, price, price))
        for symbol, each in self._contracts.items():
            self._remember(symbol, each, walked[each.listing.instrument.baseAsset])
        for pair, (_, prices) in self._indexes.items():
            prices.follow(self._contracts[self.data.symbols(pair)[0]].tape.series.past(), as_price)
        with self._engine.at(now):
            for symbol, flow in self._flows.items():
                flow.quote(self._worth(symbol))
        self._sample(now, 1.0)
        self._changes.clear()

    def step(self) -> None:
        """Bring the market up to the clock."""
        now = self._clock.now()
        if now - self._time > SLEEP:
            self._sleep(now)
        while self._time + TICK <= now:
            time = self._time + TICK
            self._run_timers(time)
            self._calendar(time)
            self._fair.move(TICK / 1000)
            self._tick(time, TICK / 1000)
            if time % 1000 == 0:
                self._sample(time, 1.0)
        self._run_timers(now)

    def next_due(self) -> int:
        """When `step` has something to do next, ms."""
        timer = self._engine.next_due()
        tick = self._time + TICK
        return tick if timer is None else min(tick, timer)

    def take_changes(self) -> list[Change]:
        """What changed since the last call, in order; the latest 20,000 if nobody asked for long."""
        changes = list(self._changes)
        self._changes.clear()
        return changes

    def _change(self, change: Change) -> None:
        self._changes.append(change)

    def _worth(self, symbol: str) -> float:
        recorded = self._recorded.get(symbol)
        if recorded is not None:
            return float(recorded.price)
        asset = self._contracts[symbol].listing.instrument.baseAsset
        return self._fair.assets[asset] * (1 + self._fair.basis(symbol, self._time))

    def _run_timers(self, until: int) -> None:
        """Let the engine do what is due, each thing at its time."""
        while (due := self._engine.next_due()) is not None and due <= until:
            with self._engine.at(due):
                self._engine.tick()

    def _calendar(self, until: int) -> None:
        """Settle funding and deliver what is due, each at its time."""
        for symbol, each in self._contracts.items():
            prices, instrument = each.prices, each.listing.instrument
            while prices.interval and prices.next_funding <= until:
                with self._engine.at(prices.next_funding):
                    self._engine.settle_funding(symbol, prices.now.fundingRate or INTEREST)
            if instrument.deliveryDate <= until and each.listing.status == "TRADING":
                price = prices.now.estimatedSettlePrice.quantize(instrument.tickSize)
                with self._engine.at(instrument.deliveryDate):
                    self._engine.deliver(symbol, price)
                ended = Delivered(symbol, instrument.pair, instrument.deliveryDate, price)
                self._delivered.append(ended)
                self._change(ended)

    def _tick(self, time: int, seconds: float) -> None:
        """Let every contract trade."""
        self._time = time
        for symbol, trade in () if self._source is None else self._source.take(time):
            if self._contracts[symbol].listing.status != "TRADING":
                continue
            with self._engine.at(trade.time):
                self._recorded[symbol].trade(trade)
            asset = self._contracts[symbol].listing.instrument.baseAsset
            if self._leading[asset] == symbol:
                self._fair.set(asset, float(trade.price))
        with self._engine.at(time):
            for symbol, each in self._contracts.items():
                each.tape.advance(time)
                if each.listing.status == "TRADING":
                    self._flows[symbol].tick(self._worth(symbol), seconds)

    def _sample(self, time: int, seconds: float) -> None:
        """Take the prices of a second."""
        assets = self._fair.assets
        for pair, (asset, prices) in self._indexes.items():
            price = grain(assets[asset])
            prices.add(time, price)
            self._change(IndexPrice(pair, time, price))
        with self._engine.at(time):
            for symbol, each in self._contracts.items():
                if each.listing.status != "TRADING":
                    continue
                book, index = each.listing.book, assets[each.listing.instrument.baseAsset]
                worth = self._worth(symbol)
                bid, ask = float(book.best_bid or worth), float(book.best_ask or worth)
                last = float(each.listing.lastPrice)
                now = each.prices.sample(time, index, bid, ask, last, seconds)
                self._engine.set_mark_price(symbol, now.markPrice)
                self._change(now)

    def _sleep(self, until: int) -> None:
        """Let a long time pass."""
        start = -(-self._time // MINUTE) * MINUTE
        for each in self._contracts.values():
            each.tape.advance(start)
            each.prices.advance(start)
        for _, prices in self._indexes.values():
            prices.advance(start)
        end = until // MINUTE * MINUTE
        for interval, time in stretches(start, end, hours=end - 2 * DAY, minutes=end - HOUR):
            before = dict(self._fair.assets)
            after = time + GRAINS[interval]
            self._run_timers(after - 1)
            self._calendar(after - 1)
            self._fair.move((after - time) / 1000)
            self._dream(interval, time, before)
            self._pass(after)
        rest = until // TICK * TICK
        if rest > self._time:
            self._fair.move((rest - self._time) / 1000)
            self._pass(rest)

    def _pass(self, time: int) -> None:
        seconds = (time - self._time) / 1000
        self._run_timers(time)
        self._calendar(time)
        self._tick(time, seconds)
        self._sample(time, seconds)

    def _dream(self, interval: KlineInterval, time: int, before: Mapping[str, float]) -> None:
        """Make the candlesticks of a time without trades; assets were worth `before`, and now are otherwise."""
        passed = {
            asset: stretch(self._rng, asset, interval, time, before[asset], price)
            for asset, price in self._fair.assets.items()
        }
        for asset, prices in self._indexes.values():
            prices.feed(interval, passed[asset].kline(1.0))
        for symbol, each in self._contracts.items():
            if each.listing.status != "TRADING":
                continue
            asset = each.listing.instrument.baseAsset
            factor = self._worth(symbol) / self._fair.assets[asset]
            each.prices.feed(interval, passed[asset].kline(factor))
            if symbol in self._simulated:
                made = bars(
                    self._rng, each.listing.instrument, self._takers, [passed[asset]], factor, each.listing.lastTradeId
                )
                for _, kline in made:
                    each.tape.series.feed(interval, kline)
                    self._engine.resume(symbol, kline.close, kline.lastId, kline.lastId)

    def _remember(self, symbol: str, each: Contract, walked: list[Stretch]) -> None:
        """Give a contract its past."""
        instrument, tape = each.listing.instrument, each.tape
        factor = self._worth(symbol) / self._fair.assets[instrument.baseAsset]
        last_id = 0
        for interval, kline in bars(self._rng, instrument, self._takers, walked[:-3], factor, last_id):
            tape.series.feed(interval, kline)
            last_id = kline.lastId
        last_id = trades(self._rng, tape, self._takers, walked[-3:], factor, last_id, self._time)
        tape.advance(self._time)
        last = (
            tape.trades[-1].price
            if tape.trades
            else instrument.tickSize * round(self._worth(symbol) / float(instrument.tickSize))
        )
        self._engine.resume(symbol, last, last_id, last_id)
        each.prices.remember(tape.series, walked, factor)
