"""Candlesticks of every interval, built from trades as they come."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from typing import Final

from ..models.enums import KlineInterval
from ._orders import ZERO
from ._tail import Tail

__all__ = ["DAY", "HOUR", "INTERVALS", "MINUTE", "Kline", "Past", "Series", "span"]

MINUTE: Final = 60_000
HOUR: Final = 60 * MINUTE
DAY: Final = 24 * HOUR
_MONDAY: Final = 4 * DAY
"""The first Monday of the epoch: weeks start there."""

_FIXED: Final[dict[KlineInterval, int]] = {
    "1m": MINUTE,
    "3m": 3 * MINUTE,
    "5m": 5 * MINUTE,
    "15m": 15 * MINUTE,
    "30m": 30 * MINUTE,
    "1h": HOUR,
    "2h": 2 * HOUR,
    "4h": 4 * HOUR,
    "6h": 6 * HOUR,
    "8h": 8 * HOUR,
    "12h": 12 * HOUR,
    "1d": DAY,
    "3d": 3 * DAY,
}
_PARTS: Final[dict[KlineInterval, KlineInterval]] = {
    "3m": "1m",
    "5m": "1m",
    "15m": "5m",
    "30m": "15m",
    "1h": "30m",
    "2h": "1h",
    "4h": "2h",
    "6h": "2h",
    "8h": "4h",
    "12h": "4h",
    "1d": "12h",
    "3d": "1d",
    "1w": "1d",
    "1M": "1d",
}
"""What each interval is put together from."""

INTERVALS: Final[tuple[KlineInterval, ...]] = ("1m", *_PARTS)
_WHOLES: Final[dict[KlineInterval, tuple[KlineInterval, ...]]] = {
    part: tuple(whole for whole in _PARTS if _PARTS[whole] == part) for part in INTERVALS
}

BOUND: Final = 1500
"""Candlesticks kept of an interval at least: the most that Binance answers with."""


def span(interval: KlineInterval, time: int) -> tuple[int, int]:
    """The first and the last millisecond of the interval that a time is in."""
    if interval == "1M":
        first = datetime.fromtimestamp(time / 1000, UTC).replace(day=1, hour=0, minute=0, second=0, microsecond=0)
        following = first.replace(year=first.year + first.month // 12, month=first.month % 12 + 1)
        return int(first.timestamp()) * 1000, int(following.timestamp()) * 1000 - 1
    length, origin = (7 * DAY, _MONDAY) if interval == "1w" else (_FIXED[interval], 0)
    start = time - (time - origin) % length
    return start, start + length - 1


@dataclass(slots=True)
class Kline:
    """A candlestick. `turnover` is the other volume: um in the quote asset, cm in the base asset.

    Those of mark, index and premium have prices, `count` and no volume. The last of a list may still run.
    """

    openTime: int
    closeTime: int
    open: Decimal
    high: Decimal
    low: Decimal
    close: Decimal
    volume: Decimal = ZERO
    turnover: Decimal = ZERO
    count: int = 0
    takerBuyVolume: Decimal = ZERO
    takerBuyTurnover: Decimal = ZERO
    firstId: int = -1
    """First trade, -1 if there was none."""
    lastId: int = -1

    def within(self, interval: KlineInterval) -> "Kline":
        """The candlestick of a longer interval that so far holds this one."""
        start, end = span(interval, self.openTime)
        return Kline(
            start,
            end,
            self.open,
            self.high,
            self.low,
            self.close,
            self.volume,
            self.turnover,
            self.count,
            self.takerBuyVolume,
            self.takerBuyTurnover,
            self.firstId,
            self.lastId,
        )

    def take(self, later: "Kline") -> None:
        """Add a candlestick that comes after."""
        if not later.count:
            return
        if not self.count:
            self.open, self.high, self.low, self.firstId = later.open, later.high, later.low, later.firstId
        self.high = max(self.high, later.high)
        self.low = min(self.low, later.low)
        self.close = later.close
        self.lastId = later.lastId
        self.count += later.count
        if later.volume:
            self.volume += later.volume
            self.turnover += later.turnover
            self.takerBuyVolume += later.takerBuyVolume
            self.takerBuyTurnover += later.takerBuyTurnover


def _open_time(kline: Kline) -> int:
    return kline.openTime


Past = dict[KlineInterval, tuple[list[Kline], Kline | None]]
"""Closed candlesticks and the one that runs, by interval."""


class Series:
    """The candlesticks of a price. Trades change only the running minute; a closed minute goes into what it is part of.

    Args:
        closed: Told of every candlestick as it closes.
    """

    def __init__(self, closed: Callable[[KlineInterval, Kline], object]) -> None:
        self._told = closed
        self._minute: Kline | None = None
        self._running: dict[KlineInterval, Kline] = {}
        self._past: dict[KlineInterval, tuple[list[Kline], Callable[[Kline], Kline]]] = {}
        self._closed: dict[KlineInterval, Tail[Kline]] = {interval: Tail(BOUND, _open_time) for interval in INTERVALS}

    def add(
        self,
        time: int,
        price: Decimal,
        volume: Decimal = ZERO,
        turnover: Decimal = ZERO,
        *,
        id: int = -1,
        bought: bool = False,
    ) -> None:
        """Add a trade, or just a price."""
        minute = self._minute
        if minute is not None and time > minute.closeTime:
            self.advance(time)
            minute = self._minute
        if minute is None or not minute.count:
            minute = self._minute = Kline(*span("1m", time), price, price, price, price, firstId=id)
        if price > minute.high:
            minute.high = price
        elif price < minute.low:
            minute.low = price
        minute.close = price
        minute.count += 1
        minute.lastId = id
        if volume:
            minute.volume += volume
            minute.turnover += turnover
            if bought:
                minute.takerBuyVolume += volume
                minute.takerBuyTurnover += turnover

    def advance(self, time: int) -> None:
        """Close what is over at `time`; minutes in which nothing happened are flat."""
        while self._minute is not None and self._minute.closeTime < time:
            done = self._minute
            start = done.closeTime + 1
            self._minute = Kline(start, start + MINUTE - 1, done.close, done.close, done.close, done.close)
            self._close("1m", done)

    def feed(self, interval: KlineInterval, kline: Kline) -> None:
        """Add a whole candlestick that starts where the last ended, in place of its trades."""
        self._minute = None
        self._close(interval, kline)

    def past(self) -> Past:
        """What there is so far, by interval: what closed, and what runs."""
        return {interval: (list(closed), self._running.get(interval)) for interval, closed in self._closed.items()}

    def follow(self, past: Past, view: Callable[[Kline], Kline]) -> None:
        """Have the past of another series, seen through `view`; what of it closed is made when it is asked for."""
        self._past = {interval: (closed, view) for interval, (closed, _) in past.items()}
        self._running = {interval: view(running) for interval, (_, running) in past.items() if running is not None}

    def running(self, interval: KlineInterval) -> Kline | None:
        """The candlestick that runs, as far as it is, for keeps; None before the first price."""
        if interval == "1m":
            return None if self._minute is None else self._minute.within("1m")
        part = self.running(_PARTS[interval])
        own = self._running.get(interval)
        if own is None:
            return None if part is None else part.within(interval)
        whole = own.within(interval)
        if part is not None:
            whole.take(part)
        return whole

    def between(self, interval: KlineInterval, start: int | None, end: int | None, limit: int) -> list[Kline]:
        """Candlesticks that open within a time range: the first `limit` with a `start`, else the latest."""
        closed = self._closed[interval]
        past = self._past.pop(interval, None)
        if past is not None:
            klines, view = past
            closed[:0] = [view(kline) for kline in klines]
        found = closed.between(start, end, limit)
        running = self.running(interval)
        if running is None or (start is not None and (running.openTime < start or len(found) == limit)):
            return found
        if end is not None and running.openTime > end:
            return found
        return [*found, running][-limit:]

    def _close(self, interval: KlineInterval, kline: Kline) -> None:
        self._closed[interval].append(kline)
        self._told(interval, kline)
        for whole in _WHOLES[interval]:
            running = self._running.get(whole)
            if running is None:
                running = self._running[whole] = kline.within(whole)
            else:
                running.take(kline)
            if kline.closeTime == running.closeTime:
                del self._running[whole]
                self._close(whole, running)
