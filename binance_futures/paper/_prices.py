"""Mark price, index price, premium and funding rate of one contract, sampled each second."""

import math
from collections.abc import Callable
from decimal import Decimal
from typing import Final

from ..models.enums import KlineInterval
from ._events import FundingPayment
from ._instruments import PERPETUAL_DELIVERY, SATOSHI, Instrument
from ._klines import HOUR, Kline, Series
from ._market_changes import Change, KlineClosed, PremiumIndex, PriceKind
from ._orders import ZERO
from ._past import Stretch
from ._tail import Tail

__all__ = ["INTEREST", "Prices", "as_price", "grain", "series"]

INTEREST: Final = Decimal("0.00010000")
"""The interest rate of 8 hours."""
_CLAMP: Final = 0.0005
_CAP: Final = 0.02
"""Bounds of interest less premium, and of the rate."""
_DAMPING_SECONDS: Final = 30.0
FUNDINGS: Final = 1_000


def series(kind: PriceKind, key: str, change: Callable[[Change], object]) -> Series:
    """Candlesticks whose closing is told of."""

    def closed(interval: KlineInterval, kline: Kline) -> None:
        change(KlineClosed(kind, key, interval, kline))

    return Series(closed)


class Prices:
    """The prices of a contract that are not traded.

    The mark price is Binance's: the median of the index with the funding to come, the index with its damped distance
    from the book's middle, and the last price; with a delivery date the second alone, and in the last hour the average
    of the index, which the contract is delivered at.
    https://www.binance.com/en/support/faq/360033525071

    Args:
        instrument: The contract.
        change: Told of candlesticks as they close.
    """

    def __init__(self, instrument: Instrument, change: Callable[[Change], object]) -> None:
        self.instrument = instrument
        self.mark = series("mark", instrument.symbol, change)
        self.premium = series("premium", instrument.symbol, change)
        self.fundings: Tail[FundingPayment] = Tail(FUNDINGS, lambda payment: payment.time)
        self.now = PremiumIndex(
            instrument.symbol,
            instrument.pair,
            0,
            instrument.startPrice,
            instrument.startPrice,
            instrument.startPrice,
            INTEREST if self.interval else None,
            INTEREST if self.interval else None,
            0,
        )
        self.next_funding = 0
        self._basis: float | None = None
        self._premiums = self._weights = 0.0
        self._samples = 0
        self._settle = 0.0
        self._settle_samples = 0

    @property
    def interval(self) -> int:
        """Time between fundings, ms; 0 if there are none."""
        return (self.instrument.fundingIntervalHours or 0) * HOUR

    def start(self, time: int) -> None:
        """Let the first funding be the next full interval."""
        if self.interval:
            self.next_funding = (time // self.interval + 1) * self.interval

    def sample(self, time: int, index: float, bid: float, ask: float, last: float, seconds: float) -> PremiumIndex:
        """Take the prices of a second, or of more `seconds` that have passed."""
        instrument = self.instrument
        basis = (bid + ask) / 2 - index
        if self._basis is None:
            self._basis = basis
        self._basis += (basis - self._basis) * (1 - math.exp(-seconds / _DAMPING_SECONDS))
        damped = index + self._basis
        premium = (max(bid - index, 0.0) - max(index - ask, 0.0)) / index
        rate: Decimal | None = None
        if self.interval:
            self._samples += 1
            self._weights += self._samples
            self._premiums += self._samples * premium
            rate = self._rate()
            due = index * (1 + float(rate) * (self.next_funding - time) / self.interval)
            mark = sorted((due, damped, last))[1]
            settle = index
        else:
            settle = self._settled(time, index)
            mark = settle if self._settle_samples else damped
        self.now = PremiumIndex(
            instrument.symbol,
            instrument.pair,
            time,
            grain(mark),
            grain(index),
            grain(settle),
            rate,
            INTEREST if self.interval else None,
            self.next_funding,
        )
        self.mark.add(time, self.now.markPrice)
        self.premium.add(time, grain(premium))
        return self.now

    def settled(self, payment: FundingPayment) -> None:
        """Funding was settled: the next interval begins."""
        self.fundings.append(payment)
        self._premiums = self._weights = 0.0
        self._samples = 0
        self.next_funding += self.interval

    def remember(self, traded: Series, walked: list[Stretch], factor: float) -> None:
        """Have a past like that of the trades, and the fundings of its hours."""
        past = traded.past()
        self.mark.follow(past, as_price)
        self.premium.follow(past, _as_premium)
        for each in walked:
            if self.interval and each.interval != "1d" and each.start % self.interval == 0:
                rate = grain(float(INTEREST) * each.high / each.open)
                payment = FundingPayment(self.instrument.symbol, each.start, rate, grain(each.open * factor))
                self.fundings.append(payment)

    def feed(self, interval: KlineInterval, kline: Kline) -> None:
        """Add a candlestick of a time without samples."""
        self.mark.feed(interval, kline)
        self.premium.feed(interval, _as_premium(kline))

    def advance(self, time: int) -> None:
        """Close what is over at `time`."""
        self.mark.advance(time)
        self.premium.advance(time)

    def _rate(self) -> Decimal:
        premium = self._premiums / self._weights if self._weights else 0.0
        rate = premium + min(max(float(INTEREST) * self.interval / (8 * HOUR) - premium, -_CLAMP), _CLAMP)
        return grain(min(max(rate, -_CAP), _CAP))

    def _settled(self, time: int, index: float) -> float:
        """The average of the index in the last hour before delivery; until then the index."""
        if self.instrument.deliveryDate == PERPETUAL_DELIVERY or time < self.instrument.deliveryDate - HOUR:
            return index
        self._settle_samples += 1
        self._settle += (index - self._settle) / self._settle_samples
        return self._settle


def as_price(kline: Kline) -> Kline:
    """What a candlestick of trades is as one of a price."""
    seconds = (kline.closeTime + 1 - kline.openTime) // 1000
    return Kline(kline.openTime, kline.closeTime, kline.open, kline.high, kline.low, kline.close, count=seconds)


def _as_premium(kline: Kline) -> Kline:
    """A premium for a time that has no record of it: small, and from the shape of the candlestick."""
    middle = float((kline.high + kline.low - kline.open - kline.close) / kline.open) / 8
    middle = min(max(middle, -_CLAMP), _CLAMP)
    low, high = sorted((middle * 0.5, middle * 1.5))
    seconds = (kline.closeTime + 1 - kline.openTime) // 1000
    return Kline(kline.openTime, kline.closeTime, grain(low), grain(high), grain(low), grain(middle), count=seconds)


def grain(value: float) -> Decimal:
    """A price with 8 decimals."""
    return Decimal(value).quantize(SATOSHI) + ZERO
