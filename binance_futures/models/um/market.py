"""Market data of USDⓈ-M futures."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Annotated, Literal, NamedTuple

from pydantic import Field

from ..._request import Request
from ...errors import Problem
from ..base import Model, Open, OptionalDecimal
from ..common import market as common
from ..common.market import (
    Depth,
    Level,
    LotSize,
    MarketLotSize,
    MarkPrice,
    MaxNumAlgoOrders,
    MaxNumOrders,
    MinNotional,
    OpenInterest,
    PercentPrice,
    PositionRiskControl,
    PriceFilter,
    PriceKline,
    PriceTicker,
    RateLimit,
    ServerTime,
    SymbolFilter,
    UnknownFilter,
)
from ..common.times import span_problems
from ..enums import ContractStatus, KlineInterval, TradingSessionType
from ..parameters import Integer, Text, Timestamp
from ..rows import Rows, exact_row

__all__ = [
    "AggTrade",
    "BookTicker",
    "Depth",
    "ExchangeAsset",
    "ExchangeInfo",
    "GetAggTrades",
    "GetBookTicker",
    "GetBookTickers",
    "GetContinuousKlines",
    "GetDepth",
    "GetExchangeInfo",
    "GetHistoricalTrades",
    "GetIndexPriceKlines",
    "GetKlines",
    "GetMarkPrice",
    "GetMarkPriceKlines",
    "GetMarkPrices",
    "GetOpenInterest",
    "GetPing",
    "GetPremiumIndexKlines",
    "GetRpiDepth",
    "GetTicker24hrPriceChange",
    "GetTicker24hrPriceChanges",
    "GetTickerPrice",
    "GetTickerPriceV1",
    "GetTickerPrices",
    "GetTickerPricesV1",
    "GetTime",
    "GetTrades",
    "GetTradingSchedule",
    "Kline",
    "Level",
    "LotSize",
    "MarkPrice",
    "MarketLotSize",
    "MarketSchedule",
    "MarketSchedules",
    "MarketSession",
    "MaxNumAlgoOrders",
    "MaxNumOrders",
    "MinNotional",
    "OpenInterest",
    "PercentPrice",
    "PositionRiskControl",
    "PriceFilter",
    "PriceKline",
    "PriceTicker",
    "PriceTickerV1",
    "RateLimit",
    "ServerTime",
    "Symbol",
    "SymbolFilter",
    "Ticker24hr",
    "Trade",
    "TradingSchedule",
    "UnknownFilter",
]


class ExchangeAsset(Model):
    """How an asset serves as margin."""

    asset: str
    marginAvailable: bool
    """Whether the asset counts as margin in multi-assets mode."""
    autoAssetExchange: OptionalDecimal
    """Balance below which it is exchanged in multi-assets mode (asset); null for none."""


class Symbol(common.Symbol):
    """Trading rules of a symbol; round prices and quantities by `filters`, never by the precisions."""

    status: Open[ContractStatus]
    """Trading state."""
    settlePlan: int | None = None
    """Number of the settlement plan; documented, but missing in live answers of 2026."""


class ExchangeInfo(common.ExchangeInfo[Symbol]):
    """Rate limits, margin assets and the trading rules of every symbol."""

    futuresType: str | None = None
    """U_MARGINED; in live answers only, not in the documented ones."""
    assets: list[ExchangeAsset]
    """Assets and how they serve as margin."""


class Trade(common.Trade):
    """One trade from the order book."""

    quoteQty: Decimal
    """Quantity (quote asset); 0 for COIN-M symbols."""
    isRPITrade: bool
    """Whether a retail price improvement order took part."""


class AggTrade(common.AggTrade):
    """Trades of one price and taker side within 100 ms, merged."""

    normalQuantity: Decimal = Field(alias="nq")
    """Quantity of the trades without a retail price improvement order (base asset); `quantity` counts all."""


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
    """Volume (base asset)."""
    closeTime: int
    """Close time (ms)."""
    quoteVolume: Decimal
    """Volume (quote asset)."""
    count: int  # type: ignore[assignment]  # pyright: ignore[reportIncompatibleMethodOverride]  # Binance's name
    """Number of trades."""
    takerBuyVolume: Decimal
    """Volume that takers bought (base asset)."""
    takerBuyQuoteVolume: Decimal
    """Volume that takers bought (quote asset)."""
    ignore: str
    """Of no meaning."""


class Ticker24hr(common.Ticker24hr):
    """Statistics of the last 24 hours of a symbol."""

    quoteVolume: Decimal
    """Volume (quote asset)."""


class PriceTickerV1(Model):
    """Last price of a symbol, as version 1 of the call gives it."""

    symbol: str
    price: Decimal
    """Last price (quote asset)."""
    time: int | None = None
    """Time of the price (ms); left out for some symbols."""


class BookTicker(common.BookTicker):
    """Best bid and ask of a symbol; retail price improvement orders are left out."""

    lastUpdateId: int | None = None
    """Id of the last update of the book; documented for the WebSocket API only, REST sends it too."""


class MarketSession(Model):
    """One trading session of a market."""

    startTime: int
    """Start of the session (ms)."""
    endTime: int
    """End of the session (ms)."""
    type: Open[TradingSessionType]
    """Kind of session."""


class MarketSchedule(Model):
    """Trading sessions of one market."""

    sessions: list[MarketSession]
    """Sessions, a week back and ahead."""


class MarketSchedules(Model):
    """Trading sessions by market; those that came later are None in older answers."""

    EQUITY: MarketSchedule
    """Stocks of the USA."""
    COMMODITY: MarketSchedule
    """Commodities."""
    KR_EQUITY: MarketSchedule | None = None
    """Stocks of Korea."""
    HK_EQUITY: MarketSchedule | None = None
    """Stocks of Hong Kong."""
    CN_EQUITY: MarketSchedule | None = None
    """Stocks of China."""
    FX: MarketSchedule | None = None
    """Foreign exchange."""


class TradingSchedule(Model):
    """Trading sessions of the markets behind TradFi perpetuals."""

    updateTime: int
    """Time of the last change (ms)."""
    marketSchedules: MarketSchedules
    """Sessions by market."""


class GetPing(common.GetPing, path="/fapi/v1/ping"):
    """Whether the API answers.

    https://developers.binance.com/en/docs/catalog/core-trading-derivatives-trading-usd-s-m-futures/api/rest-api/market-data#test-connectivity
    """


class GetTime(common.GetTime, path="/fapi/v1/time"):
    """The exchange's clock.

    https://developers.binance.com/en/docs/catalog/core-trading-derivatives-trading-usd-s-m-futures/api/rest-api/market-data#check-server-time
    """


class GetExchangeInfo(Request[ExchangeInfo], path="/fapi/v1/exchangeInfo"):
    """Rate limits, margin assets and the trading rules of every symbol.

    https://developers.binance.com/en/docs/catalog/core-trading-derivatives-trading-usd-s-m-futures/api/rest-api/market-data#exchange-information
    """


class GetDepth(common.GetDepth[Depth], path="/fapi/v1/depth", ws_method="depth"):
    """Order book of a symbol, without retail price improvement orders.

    https://developers.binance.com/en/docs/catalog/core-trading-derivatives-trading-usd-s-m-futures/api/rest-api/market-data#order-book
    """


class GetRpiDepth(Request[Depth], path="/fapi/v1/rpiDepth", weight=20):
    """Order book of a symbol with retail price improvement orders summed in; crossed levels are hidden.

    Args:
        symbol: Symbol.
        limit: Levels a side: 1000, nothing else.

    https://developers.binance.com/en/docs/catalog/core-trading-derivatives-trading-usd-s-m-futures/api/rest-api/market-data#rpi-order-book
    """

    symbol: Text
    limit: Literal[1000] | None = None


class GetTrades(common.GetTrades[list[Trade]], path="/fapi/v1/trades"):
    """Latest trades of a symbol; order book only, no insurance fund, no auto-deleveraging.

    https://developers.binance.com/en/docs/catalog/core-trading-derivatives-trading-usd-s-m-futures/api/rest-api/market-data#recent-trades-list
    """


class GetHistoricalTrades(common.GetHistoricalTrades[list[Trade]], path="/fapi/v1/historicalTrades"):
    """Trades of a symbol in the last month, by id; needs a key, but no signature.

    https://developers.binance.com/en/docs/catalog/core-trading-derivatives-trading-usd-s-m-futures/api/rest-api/market-data#old-trades-lookup
    """


class GetAggTrades(common.GetAggTrades[list[AggTrade]], path="/fapi/v1/aggTrades"):
    """Trades of a symbol in the last 48 hours, merged by price and taker side.

    https://developers.binance.com/en/docs/catalog/core-trading-derivatives-trading-usd-s-m-futures/api/rest-api/market-data#compressed-aggregate-trades-list
    """


class GetKlines(common.GetKlines[Rows[Kline]], path="/fapi/v1/klines"):
    """Candlesticks of a symbol, oldest first; the last one may still be open.

    https://developers.binance.com/en/docs/catalog/core-trading-derivatives-trading-usd-s-m-futures/api/rest-api/market-data#kline-candlestick-data
    """


class GetContinuousKlines(Request[Rows[Kline]], path="/fapi/v1/continuousKlines", weight=common.KLINES_WEIGHT):
    """Candlesticks of a pair and contract type, oldest first; the last one may still be open.

    Args:
        pair: Underlying pair, such as BTCUSDT or BTCUSD, of either product.
        contractType: Kind of contract.
        interval: Length of a candlestick; `1s` is for this call alone.
        startTime: From this time, inclusive (ms).
        endTime: Up to this time, inclusive (ms); without both times the latest candlesticks come.
        limit: Rows, 1 to 1500 (default 500).

    https://developers.binance.com/en/docs/catalog/core-trading-derivatives-trading-usd-s-m-futures/api/rest-api/market-data#continuous-contract-kline-candlestick-data
    """

    pair: Text
    contractType: Literal["PERPETUAL", "CURRENT_QUARTER", "NEXT_QUARTER", "TRADIFI_PERPETUAL"]
    interval: Literal["1s", KlineInterval]
    startTime: Timestamp | None = None
    endTime: Timestamp | None = None
    limit: Annotated[Integer, Field(ge=1, le=1500)] | None = None

    def problems(self) -> Iterator[Problem]:
        """What is wrong with the times."""
        yield from span_problems(self.startTime, self.endTime)


class GetIndexPriceKlines(common.GetIndexPriceKlines, path="/fapi/v1/indexPriceKlines"):
    """Candlesticks of the index price of a pair, oldest first; the last one may still be open.

    https://developers.binance.com/en/docs/catalog/core-trading-derivatives-trading-usd-s-m-futures/api/rest-api/market-data#index-price-kline-candlestick-data
    """


class GetMarkPriceKlines(common.GetMarkPriceKlines, path="/fapi/v1/markPriceKlines"):
    """Candlesticks of the mark price of a symbol, oldest first; the last one may still be open.

    https://developers.binance.com/en/docs/catalog/core-trading-derivatives-trading-usd-s-m-futures/api/rest-api/market-data#mark-price-kline-candlestick-data
    """


class GetPremiumIndexKlines(common.GetPremiumIndexKlines, path="/fapi/v1/premiumIndexKlines"):
    """Candlesticks of the premium index of a symbol, oldest first; the last one may still be open.

    https://developers.binance.com/en/docs/catalog/core-trading-derivatives-trading-usd-s-m-futures/api/rest-api/market-data#premium-index-kline-data
    """


class GetMarkPrice(Request[MarkPrice], path="/fapi/v1/premiumIndex"):
    """Mark price, index price and funding of a symbol.

    Args:
        symbol: Symbol.

    https://developers.binance.com/en/docs/catalog/core-trading-derivatives-trading-usd-s-m-futures/api/rest-api/market-data#mark-price
    """

    symbol: Text


class GetMarkPrices(Request[list[MarkPrice]], path="/fapi/v1/premiumIndex", weight=10):
    """Mark price, index price and funding of every symbol.

    https://developers.binance.com/en/docs/catalog/core-trading-derivatives-trading-usd-s-m-futures/api/rest-api/market-data#mark-price
    """

    symbol: None = None


class GetTicker24hrPriceChange(Request[Ticker24hr], path="/fapi/v1/ticker/24hr"):
    """Statistics of the last 24 hours of a symbol.

    Args:
        symbol: Symbol.

    https://developers.binance.com/en/docs/catalog/core-trading-derivatives-trading-usd-s-m-futures/api/rest-api/market-data#ticker24hr-price-change-statistics
    """

    symbol: Text


class GetTicker24hrPriceChanges(Request[list[Ticker24hr]], path="/fapi/v1/ticker/24hr", weight=40):
    """Statistics of the last 24 hours of every symbol.

    https://developers.binance.com/en/docs/catalog/core-trading-derivatives-trading-usd-s-m-futures/api/rest-api/market-data#ticker24hr-price-change-statistics
    """

    symbol: None = None


class GetTickerPrice(Request[PriceTicker], path="/fapi/v2/ticker/price", ws_method="ticker.price"):
    """Last price of a symbol.

    Args:
        symbol: Symbol.

    https://developers.binance.com/en/docs/catalog/core-trading-derivatives-trading-usd-s-m-futures/api/rest-api/market-data#symbol-price-ticker-v2
    """

    symbol: Text


class GetTickerPrices(Request[list[PriceTicker]], path="/fapi/v2/ticker/price", weight=2, ws_method="ticker.price"):
    """Last price of every symbol.

    https://developers.binance.com/en/docs/catalog/core-trading-derivatives-trading-usd-s-m-futures/api/rest-api/market-data#symbol-price-ticker-v2
    """

    symbol: None = None


class GetTickerPriceV1(Request[PriceTickerV1], path="/fapi/v1/ticker/price"):
    """Last price of a symbol; deprecated, `ticker_price` replaces it.

    Args:
        symbol: Symbol.

    https://developers.binance.com/en/docs/catalog/core-trading-derivatives-trading-usd-s-m-futures/api/rest-api/market-data#symbol-price-ticker
    """

    symbol: Text


class GetTickerPricesV1(Request[list[PriceTickerV1]], path="/fapi/v1/ticker/price", weight=2):
    """Last price of every symbol; deprecated, `ticker_price` replaces it.

    https://developers.binance.com/en/docs/catalog/core-trading-derivatives-trading-usd-s-m-futures/api/rest-api/market-data#symbol-price-ticker
    """

    symbol: None = None


class GetBookTicker(Request[BookTicker], path="/fapi/v1/ticker/bookTicker", weight=2, ws_method="ticker.book"):
    """Best bid and ask of a symbol.

    Args:
        symbol: Symbol.

    https://developers.binance.com/en/docs/catalog/core-trading-derivatives-trading-usd-s-m-futures/api/rest-api/market-data#symbol-order-book-ticker
    """

    symbol: Text


class GetBookTickers(Request[list[BookTicker]], path="/fapi/v1/ticker/bookTicker", weight=5, ws_method="ticker.book"):
    """Best bid and ask of every symbol.

    https://developers.binance.com/en/docs/catalog/core-trading-derivatives-trading-usd-s-m-futures/api/rest-api/market-data#symbol-order-book-ticker
    """

    symbol: None = None


class GetOpenInterest(common.GetOpenInterest[OpenInterest], path="/fapi/v1/openInterest"):
    """Open interest of a symbol.

    https://developers.binance.com/en/docs/catalog/core-trading-derivatives-trading-usd-s-m-futures/api/rest-api/market-data#open-interest
    """


class GetTradingSchedule(Request[TradingSchedule], path="/fapi/v1/tradingSchedule", weight=5):
    """Trading sessions of the markets behind TradFi perpetuals, a week back and ahead.

    https://developers.binance.com/en/docs/catalog/core-trading-derivatives-trading-usd-s-m-futures/api/rest-api/market-data#trading-schedule
    """
