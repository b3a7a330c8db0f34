"""Events of the market streams of USDⓈ-M futures.

The streams take COIN-M symbols too; where an event differs for them, its class says so.
"""

from decimal import Decimal
from typing import Literal

from pydantic import Field

from ..base import Event, Model, Open
from ..common import events as common
from ..common.events import ContractBracket, LiquidatedOrder
from ..common.market import Level
from ..enums import ContractType, KlineInterval, TradingSessionType

__all__ = [
    "AggTrade",
    "AssetIndex",
    "BookTicker",
    "CompositeIndex",
    "CompositeIndexComponent",
    "ContinuousKline",
    "ContinuousKlineBar",
    "ContractBracket",
    "ContractInfo",
    "DepthUpdate",
    "Kline",
    "KlineBar",
    "Level",
    "LiquidatedOrder",
    "LiquidationOrder",
    "MarkPrice",
    "MiniTicker",
    "Ticker",
    "TradingSession",
]


class AggTrade(common.AggTrade):
    """Trades of one price and taker side within 100 ms, merged; no insurance fund, no auto-deleveraging.

    https://developers.binance.com/en/docs/catalog/core-trading-derivatives-trading-usd-s-m-futures/api/ws-streams/market#aggregate-trade-streams
    """

    normalQuantity: Decimal = Field(alias="nq")
    """Quantity of the trades without a retail price improvement order (base asset); `quantity` counts all."""


class MarkPrice(common.MarkPrice):
    """Mark price, index price and funding of a symbol.

    https://developers.binance.com/en/docs/catalog/core-trading-derivatives-trading-usd-s-m-futures/api/ws-streams/market#mark-price-stream
    https://developers.binance.com/en/docs/catalog/core-trading-derivatives-trading-usd-s-m-futures/api/ws-streams/market#mark-price-stream-for-all-market
    """


class KlineBar(common.KlineBar):
    """Candlestick of a symbol."""

    quoteVolume: Decimal = Field(alias="q")
    """Volume (quote asset; base asset of COIN-M symbols)."""
    takerBuyQuoteVolume: Decimal = Field(alias="Q")
    """Volume that takers bought (quote asset; base asset of COIN-M symbols)."""


class Kline(Event):
    """Update of the candlestick of a symbol.

    https://developers.binance.com/en/docs/catalog/core-trading-derivatives-trading-usd-s-m-futures/api/ws-streams/market#kline-candlestick-streams
    """

    symbol: str = Field(alias="s")
    kline: KlineBar = Field(alias="k")
    """The candlestick so far."""


class ContinuousKlineBar(common.ContinuousKlineBar):
    """Candlestick of a pair and contract type."""

    interval: Open[Literal["1s", KlineInterval]] = Field(alias="i")
    """Length of the candlestick."""
    quoteVolume: Decimal = Field(alias="q")
    """Volume (quote asset; base asset of COIN-M symbols)."""
    takerBuyQuoteVolume: Decimal = Field(alias="Q")
    """Volume that takers bought (quote asset; base asset of COIN-M symbols)."""


class ContinuousKline(Event):
    """Update of the candlestick of a pair and contract type.

    https://developers.binance.com/en/docs/catalog/core-trading-derivatives-trading-usd-s-m-futures/api/ws-streams/market#continuous-contract-kline-candlestick-streams
    """

    pair: str | None = Field(default=None, alias="ps")
    """Underlying pair."""
    contractType: Open[ContractType] = Field(alias="ct")
    """Kind of contract."""
    kline: ContinuousKlineBar = Field(alias="k")
    """The candlestick so far."""


class MiniTicker(common.MiniTicker):
    """Short statistics of the last 24 hours of a symbol.

    https://developers.binance.com/en/docs/catalog/core-trading-derivatives-trading-usd-s-m-futures/api/ws-streams/market#individual-symbol-mini-ticker-stream
    https://developers.binance.com/en/docs/catalog/core-trading-derivatives-trading-usd-s-m-futures/api/ws-streams/market#all-market-mini-tickers-stream
    """

    pair: str | None = Field(default=None, alias="ps")
    """Underlying pair; None before 2026-06-30."""
    quoteVolume: Decimal = Field(alias="q")
    """Volume (quote asset; base asset of COIN-M symbols)."""


class Ticker(common.Ticker):
    """Statistics of the last 24 hours of a symbol.

    https://developers.binance.com/en/docs/catalog/core-trading-derivatives-trading-usd-s-m-futures/api/ws-streams/market#individual-symbol-ticker-streams
    https://developers.binance.com/en/docs/catalog/core-trading-derivatives-trading-usd-s-m-futures/api/ws-streams/market#all-market-tickers-streams
    """

    pair: str | None = Field(default=None, alias="ps")
    """Underlying pair; None before 2026-06-30."""
    quoteVolume: Decimal = Field(alias="q")
    """Volume (quote asset; base asset of COIN-M symbols)."""


class BookTicker(common.BookTicker):
    """Best bid and ask of a symbol; retail price improvement orders are left out.

    https://developers.binance.com/en/docs/catalog/core-trading-derivatives-trading-usd-s-m-futures/api/ws-streams/public#individual-symbol-book-ticker-streams
    https://developers.binance.com/en/docs/catalog/core-trading-derivatives-trading-usd-s-m-futures/api/ws-streams/public#all-book-tickers-stream
    """

    pair: str | None = Field(default=None, alias="ps")
    """Underlying pair; None before 2026-06-30."""


class DepthUpdate(common.DepthUpdate):
    """Changes of the order book, or its best levels; retail price improvement orders are in `rpiDepth` streams only.

    In those, quantity 0 may also stand for retail price improvement orders that are hidden, for they cross the book.

    https://developers.binance.com/en/docs/catalog/core-trading-derivatives-trading-usd-s-m-futures/api/ws-streams/public#diff-book-depth-streams
    https://developers.binance.com/en/docs/catalog/core-trading-derivatives-trading-usd-s-m-futures/api/ws-streams/public#partial-book-depth-streams
    https://developers.binance.com/en/docs/catalog/core-trading-derivatives-trading-usd-s-m-futures/api/ws-streams/public#rpi-diff-book-depth-streams
    """

    pair: str | None = Field(default=None, alias="ps")
    """Underlying pair; None before 2026-06-30."""


class LiquidationOrder(common.LiquidationOrder):
    """Largest liquidation of a symbol within a second; before 2026-04-14 the latest one.

    https://developers.binance.com/en/docs/catalog/core-trading-derivatives-trading-usd-s-m-futures/api/ws-streams/market#liquidation-order-streams
    https://developers.binance.com/en/docs/catalog/core-trading-derivatives-trading-usd-s-m-futures/api/ws-streams/market#all-market-liquidation-order-streams
    """


class CompositeIndexComponent(Model):
    """Member of a composite index."""

    baseAsset: str = Field(alias="b")
    quoteAsset: str = Field(alias="q")
    weightInQuantity: Decimal = Field(alias="w")
    """Weight as a quantity (base asset)."""
    weightInPercentage: Decimal = Field(alias="W")
    """Weight as a share (fraction, whatever the name says)."""
    indexPrice: Decimal = Field(alias="i")
    """Index price (quote asset)."""


class CompositeIndex(Event):
    """Price and make-up of a composite-index symbol.

    https://developers.binance.com/en/docs/catalog/core-trading-derivatives-trading-usd-s-m-futures/api/ws-streams/market#composite-index-symbol-information-streams
    """

    symbol: str = Field(alias="s")
    price: Decimal = Field(alias="p")
    """Index price (quote asset)."""
    component: str = Field(alias="C")
    """Kind of the members, such as `baseAsset`."""
    composition: list[CompositeIndexComponent] = Field(alias="c")
    """Members and their weights."""


class ContractInfo(common.ContractInfo):
    """Listing, settlement or new leverage brackets of a contract.

    https://developers.binance.com/en/docs/catalog/core-trading-derivatives-trading-usd-s-m-futures/api/ws-streams/market#contract-info-stream
    """


class AssetIndex(Event):
    """Price at which an asset counts as margin in multi-assets mode.

    https://developers.binance.com/en/docs/catalog/core-trading-derivatives-trading-usd-s-m-futures/api/ws-streams/market#asset-index
    """

    symbol: str = Field(alias="s")
    """Asset pair, such as BTCUSD."""
    index: Decimal = Field(alias="i")
    """Index price (USD)."""
    bidBuffer: Decimal = Field(alias="b")
    """Discount below the index (fraction)."""
    askBuffer: Decimal = Field(alias="a")
    """Markup above the index (fraction)."""
    bidRate: Decimal = Field(alias="B")
    """Index less the discount (USD)."""
    askRate: Decimal = Field(alias="A")
    """Index plus the markup (USD)."""
    autoExchangeBidBuffer: Decimal = Field(alias="q")
    """Discount of auto-exchange (fraction)."""
    autoExchangeAskBuffer: Decimal = Field(alias="g")
    """Markup of auto-exchange (fraction)."""
    autoExchangeBidRate: Decimal = Field(alias="Q")
    """Index less the discount of auto-exchange (USD)."""
    autoExchangeAskRate: Decimal = Field(alias="G")
    """Index plus the markup of auto-exchange (USD)."""


class TradingSession(Event):
    """Current session of a market behind TradFi perpetuals; `eventType` names the market, such as `EquityUpdate`.

    https://developers.binance.com/en/docs/catalog/core-trading-derivatives-trading-usd-s-m-futures/api/ws-streams/market#trading-session-stream
    """

    sessionStartTime: int = Field(alias="t")
    """Start of the session (ms)."""
    sessionEndTime: int = Field(alias="T")
    """End of the session (ms)."""
    sessionType: Open[TradingSessionType] = Field(alias="S")
    """Kind of session."""
