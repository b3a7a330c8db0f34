"""Events of the market streams of COIN-M futures.

The streams take USDⓈ-M symbols too; where an event differs for them, its class says so.
"""

from decimal import Decimal

from pydantic import Field

from ..base import Event, Open
from ..common import events as common
from ..common.events import ContractBracket, LiquidatedOrder
from ..common.market import Level
from ..enums import ContractType, KlineInterval

__all__ = [
    "AggTrade",
    "BookTicker",
    "ContinuousKline",
    "ContinuousKlineBar",
    "ContractBracket",
    "ContractInfo",
    "DepthUpdate",
    "IndexKline",
    "IndexPrice",
    "Kline",
    "KlineBar",
    "Level",
    "LiquidatedOrder",
    "LiquidationOrder",
    "MarkKline",
    "MarkPrice",
    "MiniTicker",
    "PriceKlineBar",
    "Ticker",
]


class AggTrade(common.AggTrade):
    """Trades of one price and taker side within 100 ms, merged.

    https://developers.binance.com/en/docs/catalog/core-trading-derivatives-trading-coin-m-futures/api/ws-streams/~#aggregate-trade-streams
    """


class IndexPrice(Event):
    """Index price of a pair.

    https://developers.binance.com/en/docs/catalog/core-trading-derivatives-trading-coin-m-futures/api/ws-streams/~#index-price-stream
    """

    pair: str = Field(alias="i")
    """Underlying pair."""
    indexPrice: Decimal = Field(alias="p")
    """Index price (quote asset)."""


class MarkPrice(common.MarkPrice):
    """Mark price, index price and funding of a symbol.

    https://developers.binance.com/en/docs/catalog/core-trading-derivatives-trading-coin-m-futures/api/ws-streams/~#mark-price-stream
    https://developers.binance.com/en/docs/catalog/core-trading-derivatives-trading-coin-m-futures/api/ws-streams/~#mark-price-of-all-symbols-of-apair
    """


class KlineBar(common.KlineBar):
    """Candlestick of a symbol."""

    baseVolume: Decimal = Field(alias="q")
    """Volume (base asset; quote asset of USDⓈ-M symbols)."""
    takerBuyBaseVolume: Decimal = Field(alias="Q")
    """Volume that takers bought (base asset; quote asset of USDⓈ-M symbols)."""


class Kline(Event):
    """Update of the candlestick of a symbol.

    https://developers.binance.com/en/docs/catalog/core-trading-derivatives-trading-coin-m-futures/api/ws-streams/~#kline-candlestick-streams
    """

    symbol: str = Field(alias="s")
    kline: KlineBar = Field(alias="k")
    """The candlestick so far."""


class ContinuousKlineBar(common.ContinuousKlineBar):
    """Candlestick of a pair and contract type."""

    interval: Open[KlineInterval] = Field(alias="i")
    """Length of the candlestick."""
    baseVolume: Decimal = Field(alias="q")
    """Volume (base asset; quote asset of USDⓈ-M symbols)."""
    takerBuyBaseVolume: Decimal = Field(alias="Q")
    """Volume that takers bought (base asset; quote asset of USDⓈ-M symbols)."""


class ContinuousKline(Event):
    """Update of the candlestick of a pair and contract type.

    https://developers.binance.com/en/docs/catalog/core-trading-derivatives-trading-coin-m-futures/api/ws-streams/~#continuous-contract-kline-candlestick-streams
    """

    pair: str | None = Field(default=None, alias="ps")
    """Underlying pair."""
    contractType: Open[ContractType] = Field(alias="ct")
    """Kind of contract."""
    kline: ContinuousKlineBar = Field(alias="k")
    """The candlestick so far."""


class PriceKlineBar(common.PriceBar):
    """Candlestick of an index price or mark price, which know no volume."""

    symbol: str = Field(alias="s")
    """Symbol of a mark price; `0` for an index price."""
    interval: Open[KlineInterval] = Field(alias="i")
    """Length of the candlestick."""
    firstTradeId: int = Field(alias="f")
    """Of no meaning; holds a time (ms)."""
    lastTradeId: int = Field(alias="L")
    """Of no meaning; holds a time (ms)."""
    volume: Decimal = Field(alias="v")
    """Of no meaning."""
    count: int = Field(alias="n")
    """Number of data points."""
    baseVolume: Decimal = Field(alias="q")
    """Of no meaning."""
    takerBuyVolume: Decimal = Field(alias="V")
    """Of no meaning."""
    takerBuyBaseVolume: Decimal = Field(alias="Q")
    """Of no meaning."""


class IndexKline(Event):
    """Update of the candlestick of the index price of a pair.

    https://developers.binance.com/en/docs/catalog/core-trading-derivatives-trading-coin-m-futures/api/ws-streams/~#index-kline-candlestick-streams
    """

    pair: str | None = Field(default=None, alias="ps")
    """Underlying pair."""
    kline: PriceKlineBar = Field(alias="k")
    """The candlestick so far."""


class MarkKline(Event):
    """Update of the candlestick of the mark price of a symbol, which stands in `kline`.

    https://developers.binance.com/en/docs/catalog/core-trading-derivatives-trading-coin-m-futures/api/ws-streams/~#mark-price-kline-candlestick-streams
    """

    pair: str | None = Field(default=None, alias="ps")
    """Underlying pair."""
    kline: PriceKlineBar = Field(alias="k")
    """The candlestick so far."""


class MiniTicker(common.MiniTicker):
    """Short statistics of the last 24 hours of a symbol.

    https://developers.binance.com/en/docs/catalog/core-trading-derivatives-trading-coin-m-futures/api/ws-streams/~#individual-symbol-mini-ticker-stream
    https://developers.binance.com/en/docs/catalog/core-trading-derivatives-trading-coin-m-futures/api/ws-streams/~#all-market-mini-tickers-stream
    """

    pair: str | None = Field(default=None, alias="ps")
    """Underlying pair."""
    baseVolume: Decimal = Field(alias="q")
    """Volume (base asset; quote asset of USDⓈ-M symbols)."""


class Ticker(common.Ticker):
    """Statistics of the last 24 hours of a symbol.

    https://developers.binance.com/en/docs/catalog/core-trading-derivatives-trading-coin-m-futures/api/ws-streams/~#individual-symbol-ticker-streams
    https://developers.binance.com/en/docs/catalog/core-trading-derivatives-trading-coin-m-futures/api/ws-streams/~#all-market-tickers-streams
    """

    pair: str | None = Field(default=None, alias="ps")
    """Underlying pair."""
    baseVolume: Decimal = Field(alias="q")
    """Volume (base asset; quote asset of USDⓈ-M symbols)."""


class BookTicker(common.BookTicker):
    """Best bid and ask of a symbol.

    https://developers.binance.com/en/docs/catalog/core-trading-derivatives-trading-coin-m-futures/api/ws-streams/~#individual-symbol-book-ticker-streams
    https://developers.binance.com/en/docs/catalog/core-trading-derivatives-trading-coin-m-futures/api/ws-streams/~#all-book-tickers-stream
    """

    pair: str | None = Field(default=None, alias="ps")
    """Underlying pair."""


class DepthUpdate(common.DepthUpdate):
    """Changes of the order book, or its best levels, as the stream has it.

    https://developers.binance.com/en/docs/catalog/core-trading-derivatives-trading-coin-m-futures/api/ws-streams/~#diff-book-depth-streams
    https://developers.binance.com/en/docs/catalog/core-trading-derivatives-trading-coin-m-futures/api/ws-streams/~#partial-book-depth-streams
    """

    pair: str | None = Field(default=None, alias="ps")
    """Underlying pair."""


class LiquidationOrder(common.LiquidationOrder):
    """Largest liquidation of a symbol within a second; before 2026-04-14 the latest one.

    https://developers.binance.com/en/docs/catalog/core-trading-derivatives-trading-coin-m-futures/api/ws-streams/~#market-liquidation-order-streams
    https://developers.binance.com/en/docs/catalog/core-trading-derivatives-trading-coin-m-futures/api/ws-streams/~#all-market-liquidation-order-streams
    """


class ContractInfo(common.ContractInfo):
    """Listing, settlement or new leverage brackets of a contract.

    https://developers.binance.com/en/docs/catalog/core-trading-derivatives-trading-coin-m-futures/api/ws-streams/~#contract-info-stream
    """
