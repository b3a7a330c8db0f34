"""What the market knows: trades, candlesticks, tickers, prices and funding, for whoever writes answers."""

import math
from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from ..models.enums import ContractType, KlineInterval
from ._engine import Engine
from ._events import FundingPayment, Liquidation, PublicTrade
from ._klines import DAY, HOUR, Kline, Series
from ._listing import Listing
from ._market_changes import AggTrade, BookTicker, Delivered, PremiumIndex, PriceKind, Ticker
from ._orders import ZERO
from ._prices import Prices
from ._quotes import rates
from ._tape import Tape

__all__ = ["Contract", "MarketData"]

_OPEN: Final = 200e6
"""What is open in the busiest contract, in USD, besides the accounts' own."""


@dataclass(frozen=True, slots=True)
class Contract:
    """What there is about a contract."""

    listing: Listing
    tape: Tape
    prices: Prices
    index: Series


class MarketData:
    """The market's memory. Symbols must be listed. Lists are oldest first and start where memory does.

    Args:
        engine: Whose accounts hold positions.
        contracts: What is known, by symbol.
        delivered: The contracts that ended.
    """

    def __init__(self, engine: Engine, contracts: Mapping[str, Contract], delivered: list[Delivered]) -> None:
        self._engine = engine
        self._contracts = contracts
        self._delivered = delivered

    def symbols(self, pair: str) -> tuple[str, ...]:
        """The symbols of a pair."""
        return tuple(symbol for symbol, each in self._contracts.items() if each.listing.instrument.pair == pair)

    def symbol_of(self, pair: str, contractType: ContractType) -> str | None:
        """The symbol of a pair and contract type (continuous klines), None if none is listed."""
        for symbol in self.symbols(pair):
            if self._contracts[symbol].listing.instrument.contractType == contractType:
                return symbol
        return None

    def trades(self, symbol: str, limit: int, from_id: int | None = None) -> list[PublicTrade]:
        """The latest trades, or those from an id on."""
        trades = self._contracts[symbol].tape.trades
        return trades.between(from_id, None, limit)

    def agg_trades(
        self, symbol: str, *, from_id: int | None = None, start: int | None = None, end: int | None = None, limit: int
    ) -> list[AggTrade]:
        """Complete aggregates: from an id on, or of a time range (both ends included), or the latest."""
        aggregates = self._contracts[symbol].tape.aggregates
        if from_id is None:
            return aggregates.between(start, end, limit)
        low = bisect_left(aggregates, from_id, key=lambda trade: trade.aggTradeId)
        return aggregates[low : low + limit]

    def klines(
        self, symbol: str, interval: KlineInterval, *, start: int | None = None, end: int | None = None, limit: int
    ) -> list[Kline]:
        """Candlesticks that open within a time range: the first `limit` with a `start`, else the latest."""
        return self._contracts[symbol].tape.series.between(interval, start, end, limit)

    def price_klines(
        self,
        kind: PriceKind,
        key: str,
        interval: KlineInterval,
        *,
        start: int | None = None,
        end: int | None = None,
        limit: int,
    ) -> list[Kline]:
        """Candlesticks of mark price and premium index (`key` is a symbol) or of the index (`key` is a pair)."""
        if kind == "index":
            series = self._contracts[self.symbols(key)[0]].index
        else:
            prices = self._contracts[key].prices
            series = prices.mark if kind == "mark" else prices.premium
        return series.between(interval, start, end, limit)

    def last_price(self, symbol: str) -> Decimal:
        """The price of the last trade."""
        return self._contracts[symbol].listing.lastPrice

    def last_time(self, symbol: str) -> int:
        """The time of the last trade, ms."""
        trades = self._contracts[symbol].tape.trades
        return trades[-1].time if trades else 0

    def ticker_24h(self, symbol: str) -> Ticker:
        """What happened in 24 hours; the window starts at a full minute."""
        each = self._contracts[symbol]
        return each.tape.ticker(each.listing.lastPrice)

    def book_ticker(self, symbol: str) -> BookTicker:
        """The best bid and ask."""
        each = self._contracts[symbol]
        book = each.listing.book
        bid, ask = book.best_bid, book.best_ask
        return BookTicker(
            symbol,
            book.last_update_id,
            each.tape.time,
            ZERO if bid is None else bid,
            ZERO if bid is None else book.quantity_at("BUY", bid),
            ZERO if ask is None else ask,
            ZERO if ask is None else book.quantity_at("SELL", ask),
        )

    def premium(self, symbol: str) -> PremiumIndex:
        """Mark and index price, and the funding rate as it stands."""
        return self._contracts[symbol].prices.now

    def index_price(self, pair: str) -> Decimal:
        """The index price of a pair."""
        return self._contracts[self.symbols(pair)[0]].prices.now.indexPrice

    def funding_history(
        self, symbol: str, *, start: int | None = None, end: int | None = None, limit: int
    ) -> list[FundingPayment]:
        """Settled funding rates: the first `limit` with a `start`, else the latest."""
        return self._contracts[symbol].prices.fundings.between(start, end, limit)

    def open_interest(self, symbol: str, time: int | None = None) -> Decimal:
        """Open positions, in the unit of quantities; now, or at a past time."""
        instrument = self._contracts[symbol].listing.instrument
        phase = math.tau * (time or self._contracts[symbol].tape.time)
        wave = 1 + 0.03 * math.sin(phase / DAY + len(symbol)) + 0.005 * math.sin(phase / HOUR)
        worth = float(instrument.contractSize if instrument.inverse else instrument.startPrice)
        total = instrument.stepSize * int(_OPEN * rates(instrument) * wave / worth / float(instrument.stepSize))
        if time is None:
            for account in self._engine.accounts.values():
                holding = account.holdings.get(symbol)
                if holding is not None:
                    total += sum((max(each.positionAmt, ZERO) for each in holding.positions.values()), ZERO)
        return total

    def liquidations(
        self, symbol: str, *, start: int | None = None, end: int | None = None, limit: int
    ) -> list[Liquidation]:
        """The largest forced order of each second."""
        return self._contracts[symbol].tape.liquidations.between(start, end, limit)

    def deliveries(self, pair: str) -> list[Delivered]:
        """Contracts that ended."""
        return [each for each in self._delivered if each.pair == pair]
