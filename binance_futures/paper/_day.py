"""The statistics of 24 hours, kept up as minutes come and go."""

from collections import deque

from ._klines import DAY, MINUTE, Kline
from ._orders import ZERO

__all__ = ["Day"]


class Day:
    """The closed minutes of 24 hours that had trades: sums, and the extremes at the heads of two monotonic queues."""

    def __init__(self) -> None:
        self._minutes: deque[Kline] = deque()
        self._highs: deque[Kline] = deque()
        self._lows: deque[Kline] = deque()
        self._volume = self._turnover = ZERO
        self._count = 0

    def add(self, minute: Kline) -> None:
        """A minute has closed."""
        self._drop(minute.openTime + MINUTE - DAY)
        if not minute.count:
            return
        self._minutes.append(minute)
        self._volume += minute.volume
        self._turnover += minute.turnover
        self._count += minute.count
        while self._highs and self._highs[-1].high <= minute.high:
            self._highs.pop()
        self._highs.append(minute)
        while self._lows and self._lows[-1].low >= minute.low:
            self._lows.pop()
        self._lows.append(minute)

    def total(self, running: Kline) -> Kline:
        """All of it and the running minute, as one candlestick."""
        if not self._minutes:
            return running.within("1m")
        whole = self._minutes[0].within("1m")
        whole.high, whole.low = self._highs[0].high, self._lows[0].low
        whole.close, whole.lastId = self._minutes[-1].close, self._minutes[-1].lastId
        whole.volume, whole.turnover, whole.count = self._volume, self._turnover, self._count
        whole.take(running)
        return whole

    def _drop(self, before: int) -> None:
        while self._minutes and self._minutes[0].openTime < before:
            gone = self._minutes.popleft()
            self._volume -= gone.volume
            self._turnover -= gone.turnover
            self._count -= gone.count
            if self._highs[0] is gone:
                self._highs.popleft()
            if self._lows[0] is gone:
                self._lows.popleft()
