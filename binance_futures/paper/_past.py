"""The past that a market starts with, and times it sleeps through: candlesticks by arithmetic, without an engine."""

import math
import random
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from ..models.enums import KlineInterval
from ._events import PublicTrade
from ._fair import VOLATILITY
from ._instruments import SATOSHI, Instrument
from ._klines import DAY, HOUR, MINUTE, Kline
from ._quotes import rates
from ._simulation import TAKER_SIZE, TAKER_SPREAD
from ._tape import Tape

__all__ = ["GRAINS", "Stretch", "bars", "stretch", "stretches", "trades", "walk"]

_YEAR: Final = 365.0 * DAY
GRAINS: Final[dict[KlineInterval, int]] = {"1d": DAY, "1h": HOUR, "1m": MINUTE}
_TRADES_A_TAKER: Final = 1.4
"""How many quotes a taker meets, on average."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """A candlestick of an asset, before it is on any contract's grid."""

    interval: KlineInterval
    start: int
    open: float
    high: float
    low: float
    close: float

    @property
    def end(self) -> int:
        """When the next starts."""
        return self.start + GRAINS[self.interval]

    def kline(self, factor: float) -> Kline:
        """The candlestick of a price that is `factor` of the asset's."""
        opened, high, low, close = (
            Decimal(price * factor).quantize(SATOSHI) for price in (self.open, self.high, self.low, self.close)
        )
        return Kline(self.start, self.end - 1, opened, high, low, close, count=(self.end - self.start) // 1000)


def stretches(start: int, end: int, *, hours: int, minutes: int) -> Iterator[tuple[KlineInterval, int]]:
    """Cut the time between full minutes into days, into hours from `hours` on, and into minutes from `minutes` on."""
    time = start
    while time < end:
        if time % DAY == 0 and time + DAY <= hours:
            interval: KlineInterval = "1d"
        elif time % HOUR == 0 and time + HOUR <= minutes:
            interval = "1h"
        else:
            interval = "1m"
        yield interval, time
        time += GRAINS[interval]


def stretch(rng: random.Random, asset: str, interval: KlineInterval, start: int, open: float, close: float) -> Stretch:
    """A stretch of a random walk from one price to another."""
    deviation = _deviation(asset, interval) / 2
    high = max(open, close) * math.exp(abs(rng.gauss(0, deviation)))
    low = min(open, close) * math.exp(-abs(rng.gauss(0, deviation)))
    return Stretch(interval, start, open, high, low, close)


def walk(rng: random.Random, asset: str, cuts: list[tuple[KlineInterval, int]], last: float) -> list[Stretch]:
    """A random walk of an asset over stretches of time, that ends at the price `last`."""
    found: list[Stretch] = []
    close = last
    for interval, start in reversed(cuts):
        opened = close * math.exp(-rng.gauss(0, _deviation(asset, interval)))
        found.append(stretch(rng, asset, interval, start, opened, close))
        close = opened
    found.reverse()
    return found


def bars(
    rng: random.Random, instrument: Instrument, takers: float, walked: list[Stretch], factor: float, last_id: int
) -> Iterator[tuple[KlineInterval, Kline]]:
    """The candlesticks of a contract that is worth `factor` of the asset; its trades are numbered after `last_id`."""
    tick, step, size = instrument.tickSize, instrument.stepSize, instrument.contractSize
    scale = factor / float(tick)
    rate = takers * rates(instrument) * _TRADES_A_TAKER / 1000
    worth = TAKER_SIZE * rates(instrument) / _TRADES_A_TAKER * math.exp(TAKER_SPREAD**2 / 2) / float(step)
    for each in walked:
        span = each.end - each.start
        count = int(rate * span * math.exp(rng.gauss(0, 0.3))) + 1
        unit = float(size) if instrument.inverse else (each.open + each.close) / 2 * factor
        steps = int(worth * count * math.exp(rng.gauss(0, 0.2)) / unit) + count
        bought = int(steps * min(max(rng.gauss(0.5, 0.08), 0.05), 0.95))
        mean = tick * (int((each.open + each.close + each.high + each.low) * scale) // 4)
        volume, taken = step * steps, step * bought
        yield (
            each.interval,
            Kline(
                each.start,
                each.start + span - 1,
                tick * round(each.open * scale),
                tick * round(each.high * scale),
                tick * round(each.low * scale),
                tick * round(each.close * scale),
                volume,
                _turnover(instrument, mean, volume),
                count,
                taken,
                _turnover(instrument, mean, taken),
                last_id + 1,
                last_id + count,
            ),
        )
        last_id += count


def trades(
    rng: random.Random, tape: Tape, takers: float, walked: list[Stretch], factor: float, last_id: int, until: int
) -> int:
    """Put single trades on a tape, in the place of its last candlesticks; gives the last id."""
    instrument = tape.instrument
    rate = takers * rates(instrument) * _TRADES_A_TAKER / 1000
    size = TAKER_SIZE * rates(instrument) / float(instrument.stepSize)
    for each in walked:
        time = each.start + rng.expovariate(rate)
        while time < min(each.end, until):
            part = (time - each.start) / (each.end - each.start)
            ticks = (each.open + (each.close - each.open) * part) * factor / float(instrument.tickSize)
            bought = rng.random() < 0.5
            price = instrument.tickSize * (math.ceil(ticks) if bought else math.floor(ticks))
            worth = float(instrument.contractSize) if instrument.inverse else float(price)
            qty = instrument.stepSize * (int(size * math.exp(rng.gauss(0, TAKER_SPREAD)) / worth) or 1)
            last_id += 1
            value = instrument.value(price, qty)
            quote = instrument.quote_quantity(price, qty)
            base = value if instrument.inverse else qty
            tape.add(PublicTrade(instrument, int(time), last_id, last_id, price, qty, quote, base, not bought, 0, 0))
            time += rng.expovariate(rate)
    return last_id


def _deviation(asset: str, interval: KlineInterval) -> float:
    return VOLATILITY.get(asset, 0.7) * math.sqrt(GRAINS[interval] / _YEAR)


def _turnover(instrument: Instrument, price: Decimal, volume: Decimal) -> Decimal:
    if instrument.inverse:
        return (volume * instrument.contractSize / price).quantize(SATOSHI)
    return volume * price
