"""What the market tells, as plain data; whoever writes answers and streams makes the wire's documents of it."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from ..models.enums import KlineInterval
from ._events import Liquidation
from ._klines import Kline

__all__ = [
    "AggTrade",
    "BookTicker",
    "Change",
    "Delivered",
    "IndexPrice",
    "KlineClosed",
    "PremiumIndex",
    "PriceKind",
    "Ticker",
]

PriceKind = Literal["mark", "index", "premium"]


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
"""What `Market.take_changes` gives, in order: complete aggregates as they end (100 ms); `PremiumIndex` of every symbol
and `IndexPrice` of every pair each second; the largest `Liquidation` of a symbol in a second; closed klines.

Running candlesticks, tickers and book tickers are asked for when they are due (`klines(…, limit=1)`, `ticker_24h`).
"""
