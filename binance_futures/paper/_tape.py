"""The tape of one contract: its trades, what is put together from them, and its forced orders."""

from collections.abc import Callable
from decimal import Decimal
from typing import Final

from ..models.enums import KlineInterval
from ._day import Day
from ._events import Liquidation, PublicTrade
from ._instruments import Instrument
from ._klines import DAY, Kline, Series, span
from ._market_changes import AggTrade, Change, KlineClosed, Ticker
from ._orders import ZERO
from ._tail import Tail

__all__ = ["Tape"]

TRADES: Final = 5_000
"""Trades, and aggregates, kept at least."""
LIQUIDATIONS: Final = 1_000
_THOUSANDTH: Final = Decimal("0.001")


class Tape:
    """Takes trades in the order of their times.

    Args:
        instrument: The contract.
        change: Told of aggregates, candlesticks and liquidations as they are complete.
    """

    def __init__(self, instrument: Instrument, change: Callable[[Change], object]) -> None:
        self.instrument = instrument
        self.trades: Tail[PublicTrade] = Tail(TRADES, lambda trade: trade.tradeId)
        self.aggregates: Tail[AggTrade] = Tail(TRADES, lambda trade: trade.time)
        self.liquidations: Tail[Liquidation] = Tail(LIQUIDATIONS, lambda event: event.time)
        self.series = Series(self._closed)
        self._change = change
        self._day = Day()
        self._open: list[PublicTrade] = []
        """The trades of the aggregate that may still grow."""
        self._largest: Liquidation | None = None
        self.time = 0

    def add(self, trade: PublicTrade) -> None:
        """A trade happened."""
        if self._open and self._open[0].aggTradeId != trade.aggTradeId:
            self._aggregate()
        self._open.append(trade)
        self.trades.append(trade)
        self.time = trade.time
        self.series.add(
            trade.time,
            trade.price,
            trade.qty,
            trade.baseQty if self.instrument.inverse else trade.quoteQty,
            id=trade.tradeId,
            bought=not trade.isBuyerMaker,
        )

    def liquidate(self, event: Liquidation) -> None:
        """A forced order was carried out. The largest of each second is told of."""
        largest = self._largest
        if largest is not None and largest.time // 1000 != event.time // 1000:
            self._tell_liquidation(largest)
            largest = None
        if largest is None or event.origQty > largest.origQty:
            self._largest = event

    def advance(self, time: int) -> None:
        """Close what is over at `time`."""
        self.time = time
        self.series.advance(time)
        if self._open and self._open[0].time // 100 < time // 100:
            self._aggregate()
        if self._largest is not None and self._largest.time // 1000 < time // 1000:
            self._tell_liquidation(self._largest)

    def ticker(self, price: Decimal) -> Ticker:
        """The last 24 hours; at `price` if nothing was traded."""
        running = self.series.running("1m") or Kline(*span("1m", self.time), price, price, price, price)
        day = self._day.total(running)
        inverse, size = self.instrument.inverse, self.instrument.contractSize
        dividend, divisor = (day.volume * size, day.turnover) if inverse else (day.turnover, day.volume)
        return Ticker(
            symbol=self.instrument.symbol,
            priceChange=day.close - day.open,
            priceChangePercent=((day.close / day.open - 1) * 100).quantize(_THOUSANDTH),
            weightedAvgPrice=(dividend / divisor).quantize(self.instrument.tickSize) if divisor else ZERO,
            lastPrice=day.close,
            lastQty=self.trades[-1].qty if self.trades else ZERO,
            openPrice=day.open,
            highPrice=day.high,
            lowPrice=day.low,
            volume=day.volume,
            turnover=day.turnover,
            openTime=running.openTime - DAY,
            closeTime=self.time,
            firstId=day.firstId,
            lastId=day.lastId,
            count=day.count,
        )

    def _closed(self, interval: KlineInterval, kline: Kline) -> None:
        if interval == "1m":
            self._day.add(kline)
        self._change(KlineClosed("contract", self.instrument.symbol, interval, kline))

    def _aggregate(self) -> None:
        first, last = self._open[0], self._open[-1]
        whole = AggTrade(
            first.instrument.symbol,
            first.aggTradeId,
            first.price,
            sum((trade.qty for trade in self._open), ZERO),
            first.tradeId,
            last.tradeId,
            first.time,
            first.isBuyerMaker,
        )
        self._open.clear()
        self.aggregates.append(whole)
        self._change(whole)

    def _tell_liquidation(self, event: Liquidation) -> None:
        self._largest = None
        self.liquidations.append(event)
        self._change(event)
