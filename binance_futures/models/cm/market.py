"""Market data of COIN-M futures."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Annotated, ClassVar, Literal, NamedTuple

from pydantic import Field

from ..._request import BySymbol, R_co, Request
from ...errors import Problem
from ..base import Open
from ..common import market as common
from ..common.market import (
    AggTrade,
    Level,
    LotSize,
    MarketLotSize,
    MaxNumAlgoOrders,
    MaxNumOrders,
    MinNotional,
    PercentPrice,
    PositionRiskControl,
    PriceFilter,
    PriceKline,
    RateLimit,
    ServerTime,
    SymbolFilter,
    UnknownFilter,
)
from ..common.times import DAY, span_problems
from ..enums import ContractStatus, ContractType, KlineInterval
from ..parameters import Integer, Text, Timestamp
from ..rows import Rows, exact_row

__all__ = [
    "AggTrade",
    "BookTicker",
    "Depth",
    "ExchangeInfo",
    "GetAggTrades",
    "GetBookTicker",
    "GetContinuousKlines",
    "GetDepth",
    "GetExchangeInfo",
    "GetHistoricalTrades",
    "GetIndexPriceKlines",
    "GetKlines",
    "GetMarkPrice",
    "GetMarkPriceKlines",
    "GetOpenInterest",
    "GetPing",
    "GetPremiumIndexKlines",
    "GetTicker24hrPriceChange",
    "GetTickerPrice",
    "GetTime",
    "GetTrades",
    "Kline",
    "Level",
    "LotSize",
    "MarkPrice",
    "MarketLotSize",
    "MaxNumAlgoOrders",
    "MaxNumOrders",
    "MinNotional",
    "OpenInterest",
    "PercentPrice",
    "PositionRiskControl",
    "PriceFilter",
    "PriceKline",
    "PriceTicker",
    "RateLimit",
    "ServerTime",
    "Symbol",
    "SymbolFilter",
    "Ticker24hr",
    "Trade",
    "UnknownFilter",
]

KLINES_SPAN = 200 * DAY
"""Longest range of candlesticks (ms)."""


class Symbol(common.Symbol):
    """Trading rules of a symbol; round prices and quantities by `filters`, never by the precisions."""

    contractStatus: Open[ContractStatus]
    """Trading state."""
    contractSize: int
    """Value of one contract (quote asset)."""
    equalQtyPrecision: int
    """Of no meaning."""


class ExchangeInfo(common.ExchangeInfo[Symbol]):
    """Rate limits and the trading rules of every symbol."""


class Depth(common.Depth):
    """Order book, best prices first."""

    symbol: str
    pair: str
    """Underlying pair."""


class Trade(common.Trade):
    """One trade from the order book."""

    baseQty: Decimal
    """Quantity (base asset); 0 for USDⓈ-M symbols."""


@exact_row
class Kline(NamedTuple):
    """One candlestick; the decimals keep the exact text and are converted when read."""

    openTime: int
    """Open time (ms); identifies the candlestick."""
    open: Decimal
    """First price (quote asset)."""
    high: Decimal
    """Highest price (quote asset)."""
    low: Decimal
    """Lowest price (quote asset)."""
    close: Decimal
    """Last price (quote asset); the latest while the candlestick is open."""
    volume: Decimal
    """Volume (contracts)."""
    closeTime: int
    """Close time (ms)."""
    baseVolume: Decimal
    """Volume (base asset)."""
    count: int  # type: ignore[assignment]  # pyright: ignore[reportIncompatibleMethodOverride]  # Binance's name
    """Number of trades."""
    takerBuyVolume: Decimal
    """Volume that takers bought (contracts)."""
    takerBuyBaseVolume: Decimal
    """Volume that takers bought (base asset)."""
    ignore: str
    """Of no meaning."""


class MarkPrice(common.MarkPrice):
    """Mark price, index price and funding of a symbol."""

    pair: str
    """Underlying pair."""


class Ticker24hr(common.Ticker24hr):
    """Statistics of the last 24 hours of a symbol."""

    pair: str
    """Underlying pair."""
    baseVolume: Decimal
    """Volume (base asset)."""


class PriceTicker(common.PriceTicker):
    """Last price of a symbol."""

    ps: str
    """Underlying pair; the one call that shortens this name."""


class BookTicker(common.BookTicker):
    """Best bid and ask of a symbol."""

    lastUpdateId: int
    """Id of the last update of the book."""
    pair: str
    """Underlying pair."""


class OpenInterest(common.OpenInterest):
    """Open interest of a symbol."""

    pair: str
    """Underlying pair."""
    contractType: Open[ContractType]
    """Kind of contract."""


class _SymbolOrPair(Request[R_co]):
    symbol: Text | None = None
    pair: Text | None = None

    def problems(self) -> Iterator[Problem]:
        """What does not go together."""
        if self.symbol is not None and self.pair is not None:
            yield Problem("pair", "cannot be sent together with symbol")


class GetPing(common.GetPing, path="/dapi/v1/ping"):
    """Whether the API answers.

    https://developers.binance.com/en/docs/catalog/core-trading-derivatives-trading-coin-m-futures/api/rest-api/market-data#test-connectivity
    """


class GetTime(common.GetTime, path="/dapi/v1/time"):
    """The exchange's clock.

    https://developers.binance.com/en/docs/catalog/core-trading-derivatives-trading-coin-m-futures/api/rest-api/market-data#check-server-time
    """


class GetExchangeInfo(Request[ExchangeInfo], path="/dapi/v1/exchangeInfo"):
    """Rate limits and the trading rules of every symbol.

    https://developers.binance.com/en/docs/catalog/core-trading-derivatives-trading-coin-m-futures/api/rest-api/market-data#exchange-information
    """


class GetDepth(common.GetDepth[Depth], path="/dapi/v1/depth"):
    """Order book of a symbol.

    https://developers.binance.com/en/docs/catalog/core-trading-derivatives-trading-coin-m-futures/api/rest-api/market-data#order-book
    """


class GetTrades(common.GetTrades[list[Trade]], path="/dapi/v1/trades"):
    """Latest trades of a symbol; order book only, no insurance fund, no auto-deleveraging.

    https://developers.binance.com/en/docs/catalog/core-trading-derivatives-trading-coin-m-futures/api/rest-api/market-data#recent-trades-list
    """


class GetHistoricalTrades(common.GetHistoricalTrades[list[Trade]], path="/dapi/v1/historicalTrades"):
    """Trades of a symbol in the last month, by id; needs a key, but no signature.

    https://developers.binance.com/en/docs/catalog/core-trading-derivatives-trading-coin-m-futures/api/rest-api/market-data#old-trades-lookup
    """


class GetAggTrades(common.GetAggTrades[list[AggTrade]], path="/dapi/v1/aggTrades"):
    """Trades of a symbol in the last 48 hours, merged by price and taker side.

    https://developers.binance.com/en/docs/catalog/core-trading-derivatives-trading-coin-m-futures/api/rest-api/market-data#compressed-aggregate-trades-list
    """


class GetKlines(common.GetKlines[Rows[Kline]], path="/dapi/v1/klines"):
    """Candlesticks of a symbol: of at most 200 days, the latest up to `endTime`.

    https://developers.binance.com/en/docs/catalog/core-trading-derivatives-trading-coin-m-futures/api/rest-api/market-data#kline-candlestick-data
    """

    longest: ClassVar[int | None] = KLINES_SPAN


class GetContinuousKlines(Request[Rows[Kline]], path="/dapi/v1/continuousKlines", weight=common.KLINES_WEIGHT):
    """Candlesticks of a pair and contract type: of at most 200 days, the latest up to `endTime`.

    Args:
        pair: Underlying pair, such as BTCUSD or BTCUSDT, of either product.
        contractType: Kind of contract.
        interval: Length of a candlestick.
        startTime: From this time, inclusive (ms); default 200 days before `endTime`.
        endTime: Up to this time, inclusive (ms); default 200 days after `startTime`, or now.
        limit: Rows, 1 to 1500 (default 500).

    https://developers.binance.com/en/docs/catalog/core-trading-derivatives-trading-coin-m-futures/api/rest-api/market-data#continuous-contract-kline-candlestick-data
    """

    pair: Text
    contractType: Literal["PERPETUAL", "CURRENT_QUARTER", "NEXT_QUARTER"]
    interval: KlineInterval
    startTime: Timestamp | None = None
    endTime: Timestamp | None = None
    limit: Annotated[Integer, Field(ge=1, le=1500)] | None = None

    def problems(self) -> Iterator[Problem]:
        """What is wrong with the times."""
        yield from span_problems(self.startTime, self.endTime, KLINES_SPAN)


class GetIndexPriceKlines(common.GetIndexPriceKlines, path="/dapi/v1/indexPriceKlines"):
    """Candlesticks of the index price of a pair: of at most 200 days, the latest up to `endTime`.

    https://developers.binance.com/en/docs/catalog/core-trading-derivatives-trading-coin-m-futures/api/rest-api/market-data#index-price-kline-candlestick-data
    """

    longest: ClassVar[int | None] = KLINES_SPAN


class GetMarkPriceKlines(common.GetMarkPriceKlines, path="/dapi/v1/markPriceKlines"):
    """Candlesticks of the mark price of a symbol: of at most 200 days, the latest up to `endTime`.

    https://developers.binance.com/en/docs/catalog/core-trading-derivatives-trading-coin-m-futures/api/rest-api/market-data#mark-price-kline-candlestick-data
    """

    longest: ClassVar[int | None] = KLINES_SPAN


class GetPremiumIndexKlines(common.GetPremiumIndexKlines, path="/dapi/v1/premiumIndexKlines"):
    """Candlesticks of the premium index of a symbol.

    https://developers.binance.com/en/docs/catalog/core-trading-derivatives-trading-coin-m-futures/api/rest-api/market-data#premium-index-kline-data
    """


class GetMarkPrice(Request[list[MarkPrice]], path="/dapi/v1/premiumIndex", weight=10):
    """Mark price, index price and funding, of every symbol unless narrowed.

    Args:
        symbol: Only this symbol.
        pair: Only the symbols of this underlying pair.

    https://developers.binance.com/en/docs/catalog/core-trading-derivatives-trading-coin-m-futures/api/rest-api/market-data#index-price-and-mark-price
    """

    symbol: Text | None = None
    pair: Text | None = None


class GetTicker24hrPriceChange(_SymbolOrPair[list[Ticker24hr]], path="/dapi/v1/ticker/24hr", weight=BySymbol(1, 40)):
    """Statistics of the last 24 hours, of every symbol unless narrowed.

    Args:
        symbol: Only this symbol.
        pair: Only the symbols of this underlying pair; not together with `symbol`.

    https://developers.binance.com/en/docs/catalog/core-trading-derivatives-trading-coin-m-futures/api/rest-api/market-data#ticker24hr-price-change-statistics
    """


class GetTickerPrice(_SymbolOrPair[list[PriceTicker]], path="/dapi/v1/ticker/price", weight=BySymbol(1, 2)):
    """Last price, of every symbol unless narrowed.

    Args:
        symbol: Only this symbol.
        pair: Only the symbols of this underlying pair; not together with `symbol`.

    https://developers.binance.com/en/docs/catalog/core-trading-derivatives-trading-coin-m-futures/api/rest-api/market-data#symbol-price-ticker
    """


class GetBookTicker(_SymbolOrPair[list[BookTicker]], path="/dapi/v1/ticker/bookTicker", weight=BySymbol(2, 5)):
    """Best bid and ask, of every symbol unless narrowed.

    Args:
        symbol: Only this symbol.
        pair: Only the symbols of this underlying pair; not together with `symbol`.

    https://developers.binance.com/en/docs/catalog/core-trading-derivatives-trading-coin-m-futures/api/rest-api/market-data#symbol-order-book-ticker
    """


class GetOpenInterest(common.GetOpenInterest[OpenInterest], path="/dapi/v1/openInterest"):
    """Open interest of a symbol.

    https://developers.binance.com/en/docs/catalog/core-trading-derivatives-trading-coin-m-futures/api/rest-api/market-data#open-interest
    """
