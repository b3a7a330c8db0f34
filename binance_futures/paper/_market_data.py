"""What the market knows: trades, candlesticks, tickers, prices and funding, as plain data for whoever writes answers."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from ..models.enums import ContractType, KlineInterval
from ._events import FundingPayment, Liquidation, PublicTrade

__all__ = [
    "AggTrade",
    "BookTicker",
    "Change",
    "Delivered",
    "IndexPrice",
    "Kline",
    "KlineClosed",
    "MarketData",
    "PremiumIndex",
    "PriceKind",
    "Ticker",
]

PriceKind = Literal["mark", "index", "premium"]


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
    volume: Decimal
    turnover: Decimal
    count: int
    takerBuyVolume: Decimal
    takerBuyTurnover: Decimal
    firstId: int
    """First trade, -1 if there was none."""
    lastId: int


@dataclass(frozen=True, slots=True)
class AggTrade:
    """Trades in a row within 100 ms at one price by takers of one side."""

    symbol: str
    aggTradeId: int
    price: Decimal
    qty: Decimal
    firstId: int
    lastId: int
    time: int
    isBuyerMaker: bool


@dataclass(frozen=True, slots=True)
class Ticker:
    """The last 24 hours. `turnover` as in `Kline`; `priceChangePercent` in percent, 3 decimals."""

    symbol: str
    priceChange: Decimal
    priceChangePercent: Decimal
    weightedAvgPrice: Decimal
    lastPrice: Decimal
    lastQty: Decimal
    openPrice: Decimal
    highPrice: Decimal
    lowPrice: Decimal
    volume: Decimal
    turnover: Decimal
    openTime: int
    closeTime: int
    firstId: int
    lastId: int
    count: int


@dataclass(frozen=True, slots=True)
class BookTicker:
    """The best of the book; 0 on a side that is empty."""

    symbol: str
    updateId: int
    time: int
    bidPrice: Decimal
    bidQty: Decimal
    askPrice: Decimal
    askQty: Decimal


@dataclass(frozen=True, slots=True)
class PremiumIndex:
    """premiumIndex and markPriceUpdate. Contracts with a delivery date have no rates, and 0 as `nextFundingTime`."""

    symbol: str
    pair: str
    time: int
    markPrice: Decimal
    indexPrice: Decimal
    estimatedSettlePrice: Decimal
    fundingRate: Decimal | None
    interestRate: Decimal | None
    nextFundingTime: int


@dataclass(frozen=True, slots=True)
class IndexPrice:
    """indexPriceUpdate of a pair."""

    pair: str
    time: int
    price: Decimal


@dataclass(frozen=True, slots=True)
class KlineClosed:
    """A candlestick is complete. `key` is a symbol; of index klines a pair."""

    kind: Literal["contract"] | PriceKind
    key: str
    interval: KlineInterval
    kline: Kline


@dataclass(frozen=True, slots=True)
class Delivered:
    """A contract ended at a price."""

    symbol: str
    pair: str
    time: int
    price: Decimal


Change = AggTrade | PremiumIndex | IndexPrice | KlineClosed | Liquidation | Delivered
"""What `Market.take_changes` gives, in order: complete aggregates as they end (100 ms); `PremiumIndex` of every symbol and
`IndexPrice` of every pair each second; the largest `Liquidation` of a symbol in a second; candlesticks as they close.

Running candlesticks, tickers and book tickers are asked for when they are due (`klines(…, limit=1)`, `ticker_24h`).
"""


class MarketData:
    """The market's memory. Symbols must be listed. Lists are oldest first and start where memory does."""

    def symbols(self, pair: str) -> tuple[str, ...]:
        """The symbols of a pair."""
        raise NotImplementedError

    def symbol_of(self, pair: str, contractType: ContractType) -> str | None:
        """The symbol of a pair and contract type (continuous klines), None if none is listed."""
        raise NotImplementedError

    def trades(self, symbol: str, limit: int, from_id: int | None = None) -> list[PublicTrade]:
        """The latest trades, or those from an id on."""
        raise NotImplementedError

    def agg_trades(
        self, symbol: str, *, from_id: int | None = None, start: int | None = None, end: int | None = None, limit: int
    ) -> list[AggTrade]:
        """Complete aggregates: from an id on, or of a time range (both ends included), or the latest."""
        raise NotImplementedError

    def klines(
        self, symbol: str, interval: KlineInterval, *, start: int | None = None, end: int | None = None, limit: int
    ) -> list[Kline]:
        """Candlesticks that open within a time range: the first `limit` with a `start`, else the latest."""
        raise NotImplementedError

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
        raise NotImplementedError

    def last_price(self, symbol: str) -> Decimal:
        """The price of the last trade."""
        raise NotImplementedError

    def last_time(self, symbol: str) -> int:
        """The time of the last trade, ms."""
        raise NotImplementedError

    def ticker_24h(self, symbol: str) -> Ticker:
        """What happened in 24 hours; the window starts at a full minute."""
        raise NotImplementedError

    def book_ticker(self, symbol: str) -> BookTicker:
        """The best bid and ask."""
        raise NotImplementedError

    def premium(self, symbol: str) -> PremiumIndex:
        """Mark and index price, and the funding rate as it stands."""
        raise NotImplementedError

    def index_price(self, pair: str) -> Decimal:
        """The index price of a pair."""
        raise NotImplementedError

    def funding_history(
        self, symbol: str, *, start: int | None = None, end: int | None = None, limit: int
    ) -> list[FundingPayment]:
        """Settled funding rates: the first `limit` with a `start`, else the latest."""
        raise NotImplementedError

    def open_interest(self, symbol: str, time: int | None = None) -> Decimal:
        """Open positions, in the unit of quantities; now, or at a past time."""
        raise NotImplementedError

    def liquidations(
        self, symbol: str, *, start: int | None = None, end: int | None = None, limit: int
    ) -> list[Liquidation]:
        """The largest forced order of each second."""
        raise NotImplementedError

    def deliveries(self, pair: str) -> list[Delivered]:
        """Contracts that ended."""
        raise NotImplementedError
