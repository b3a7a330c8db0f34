"""Market streams of USDⓈ-M futures; they take COIN-M symbols too."""

from typing import Literal

from ..._stream import StreamRequest
from ..common import streams as common
from ..common.streams import StreamContractType
from ..enums import KlineInterval
from ..parameters import Text
from . import events
from .user_events import UserEvent

__all__ = [
    "AggTradeStream",
    "AssetIndexStream",
    "AssetIndexesStream",
    "BookTickerStream",
    "BookTickersStream",
    "CompositeIndexStream",
    "ContinuousKlineStream",
    "ContractInfoStream",
    "DiffBookDepthStream",
    "KlineStream",
    "LiquidationOrderStream",
    "LiquidationOrdersStream",
    "MarkPriceStream",
    "MarkPricesStream",
    "MiniTickerStream",
    "MiniTickersStream",
    "PartialBookDepthStream",
    "RpiDiffBookDepthStream",
    "TickerStream",
    "TickersStream",
    "TradingSessionStream",
    "UserDataStream",
]


class AggTradeStream(common.AggTradeStream[events.AggTrade], route="market"):
    """Trades of a symbol, merged by price and taker side; every 100 ms.

    https://developers.binance.com/en/docs/catalog/core-trading-derivatives-trading-usd-s-m-futures/api/ws-streams/market#aggregate-trade-streams
    """


class MarkPriceStream(common.MarkPriceStream[events.MarkPrice], route="market"):
    """Mark price, index price and funding of a symbol.

    https://developers.binance.com/en/docs/catalog/core-trading-derivatives-trading-usd-s-m-futures/api/ws-streams/market#mark-price-stream
    """


class MarkPricesStream(common.MarkPricesStream[list[events.MarkPrice]], route="market"):
    """Mark price, index price and funding of every symbol; TradFi symbols come in a list of their own.

    https://developers.binance.com/en/docs/catalog/core-trading-derivatives-trading-usd-s-m-futures/api/ws-streams/market#mark-price-stream-for-all-market
    """


class KlineStream(common.KlineStream[events.Kline], route="market"):
    """Candlestick of a symbol; every 250 ms.

    https://developers.binance.com/en/docs/catalog/core-trading-derivatives-trading-usd-s-m-futures/api/ws-streams/market#kline-candlestick-streams
    """


class ContinuousKlineStream(
    StreamRequest[events.ContinuousKline], pattern="{pair}_{contractType}@continuousKline_{interval}", route="market"
):
    """Candlestick of a pair and contract type; every 250 ms.

    Args:
        pair: Underlying pair, such as BTCUSDT, in upper or lower case.
        contractType: Kind of contract, in upper or lower case.
        interval: Length of a candlestick; `1s` is for this stream alone, `1m` is a minute, `1M` a month.

    https://developers.binance.com/en/docs/catalog/core-trading-derivatives-trading-usd-s-m-futures/api/ws-streams/market#continuous-contract-kline-candlestick-streams
    """

    pair: Text
    contractType: Literal[StreamContractType, "TRADIFI_PERPETUAL", "tradifi_perpetual"]
    interval: Literal["1s", KlineInterval]


class MiniTickerStream(common.MiniTickerStream[events.MiniTicker], route="market"):
    """Short statistics of the last 24 hours of a symbol; every 2 s.

    https://developers.binance.com/en/docs/catalog/core-trading-derivatives-trading-usd-s-m-futures/api/ws-streams/market#individual-symbol-mini-ticker-stream
    """


class MiniTickersStream(common.MiniTickersStream[list[events.MiniTicker]], route="market"):
    """Short statistics of the last 24 hours of every symbol, those that changed; every second.

    https://developers.binance.com/en/docs/catalog/core-trading-derivatives-trading-usd-s-m-futures/api/ws-streams/market#all-market-mini-tickers-stream
    """


class TickerStream(common.TickerStream[events.Ticker], route="market"):
    """Statistics of the last 24 hours of a symbol; every 2 s.

    https://developers.binance.com/en/docs/catalog/core-trading-derivatives-trading-usd-s-m-futures/api/ws-streams/market#individual-symbol-ticker-streams
    """


class TickersStream(common.TickersStream[list[events.Ticker]], route="market"):
    """Statistics of the last 24 hours of every symbol, those that changed; every second.

    https://developers.binance.com/en/docs/catalog/core-trading-derivatives-trading-usd-s-m-futures/api/ws-streams/market#all-market-tickers-streams
    """


class BookTickerStream(common.BookTickerStream[events.BookTicker], route="public"):
    """Best bid and ask of a symbol, in real time; retail price improvement orders are left out.

    https://developers.binance.com/en/docs/catalog/core-trading-derivatives-trading-usd-s-m-futures/api/ws-streams/public#individual-symbol-book-ticker-streams
    """


class BookTickersStream(common.BookTickersStream[events.BookTicker], route="public"):
    """Best bid and ask of every symbol, one a message, every 5 s; retail price improvement orders are left out.

    https://developers.binance.com/en/docs/catalog/core-trading-derivatives-trading-usd-s-m-futures/api/ws-streams/public#all-book-tickers-stream
    """


class DiffBookDepthStream(common.DiffBookDepthStream[events.DepthUpdate], route="public"):
    """Changes of the order book of a symbol; retail price improvement orders are left out.

    https://developers.binance.com/en/docs/catalog/core-trading-derivatives-trading-usd-s-m-futures/api/ws-streams/public#diff-book-depth-streams
    """


class PartialBookDepthStream(common.PartialBookDepthStream[events.DepthUpdate], route="public"):
    """Best levels of the order book of a symbol; retail price improvement orders are left out.

    https://developers.binance.com/en/docs/catalog/core-trading-derivatives-trading-usd-s-m-futures/api/ws-streams/public#partial-book-depth-streams
    """


class RpiDiffBookDepthStream(StreamRequest[events.DepthUpdate], pattern="{symbol}@rpiDepth@500ms", route="public"):
    """Changes of the order book of a symbol with retail price improvement orders summed in; every 500 ms.

    Args:
        symbol: Symbol, in upper or lower case.

    https://developers.binance.com/en/docs/catalog/core-trading-derivatives-trading-usd-s-m-futures/api/ws-streams/public#rpi-diff-book-depth-streams
    """

    symbol: Text


class LiquidationOrderStream(common.LiquidationOrderStream[events.LiquidationOrder], route="market"):
    """Liquidations of a symbol, the largest of each second.

    https://developers.binance.com/en/docs/catalog/core-trading-derivatives-trading-usd-s-m-futures/api/ws-streams/market#liquidation-order-streams
    """


class LiquidationOrdersStream(common.LiquidationOrdersStream[events.LiquidationOrder], route="market"):
    """Liquidations of every symbol, the largest of each second; one a message.

    https://developers.binance.com/en/docs/catalog/core-trading-derivatives-trading-usd-s-m-futures/api/ws-streams/market#all-market-liquidation-order-streams
    """


class CompositeIndexStream(StreamRequest[events.CompositeIndex], pattern="{symbol}@compositeIndex", route="market"):
    """Price and make-up of a composite-index symbol; every second.

    Args:
        symbol: Composite-index symbol, such as DEFIUSDT, in upper or lower case.

    https://developers.binance.com/en/docs/catalog/core-trading-derivatives-trading-usd-s-m-futures/api/ws-streams/market#composite-index-symbol-information-streams
    """

    symbol: Text


class ContractInfoStream(common.ContractInfoStream[events.ContractInfo], route="market"):
    """Listings, settlements and new leverage brackets of contracts, in real time.

    https://developers.binance.com/en/docs/catalog/core-trading-derivatives-trading-usd-s-m-futures/api/ws-streams/market#contract-info-stream
    """


class AssetIndexStream(StreamRequest[events.AssetIndex], pattern="{assetSymbol}@assetIndex", route="market"):
    """Price at which an asset counts as margin in multi-assets mode; every second.

    Args:
        assetSymbol: Asset pair, such as BTCUSD, in upper or lower case.

    https://developers.binance.com/en/docs/catalog/core-trading-derivatives-trading-usd-s-m-futures/api/ws-streams/market#asset-index
    """

    assetSymbol: Text


class AssetIndexesStream(StreamRequest[list[events.AssetIndex]], pattern="!assetIndex@arr", route="market"):
    """Prices at which assets count as margin in multi-assets mode; every second.

    https://developers.binance.com/en/docs/catalog/core-trading-derivatives-trading-usd-s-m-futures/api/ws-streams/market#asset-index
    """

    assetSymbol: None = None


class TradingSessionStream(StreamRequest[events.TradingSession], pattern="tradingSession", route="market"):
    """Current sessions of the markets behind TradFi perpetuals, one a message; every second.

    https://developers.binance.com/en/docs/catalog/core-trading-derivatives-trading-usd-s-m-futures/api/ws-streams/market#trading-session-stream
    """


class UserDataStream(common.UserDataStream[UserEvent]):
    """User data of a listen key of your own, which you keep alive; `client.user_data()` does all of it by itself.

    https://developers.binance.com/en/docs/catalog/core-trading-derivatives-trading-usd-s-m-futures/api/rest-api/user-data-streams#start-user-data-stream
    """
