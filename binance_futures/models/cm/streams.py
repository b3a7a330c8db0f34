"""Market streams of COIN-M futures; they take USDⓈ-M symbols too."""

from ..._stream import StreamRequest
from ..common import streams as common
from ..common.streams import Seconds, StreamContractType, in_seconds
from ..enums import KlineInterval
from ..parameters import Text
from . import events
from .user_events import UserEvent

__all__ = [
    "AggTradeStream",
    "BookTickerStream",
    "BookTickersStream",
    "ContinuousKlineStream",
    "ContractInfoStream",
    "DiffBookDepthStream",
    "IndexKlineStream",
    "IndexPriceStream",
    "KlineStream",
    "LiquidationOrderStream",
    "LiquidationOrdersStream",
    "MarkKlineStream",
    "MarkPriceStream",
    "MarkPricesStream",
    "MiniTickerStream",
    "MiniTickersStream",
    "PairMarkPriceStream",
    "PartialBookDepthStream",
    "TickerStream",
    "TickersStream",
    "UserDataStream",
]


class AggTradeStream(common.AggTradeStream[events.AggTrade]):
    """Trades of a symbol, merged by price and taker side; every 100 ms.

    https://developers.binance.com/en/docs/catalog/core-trading-derivatives-trading-coin-m-futures/api/ws-streams/~#aggregate-trade-streams
    """


class IndexPriceStream(StreamRequest[events.IndexPrice], pattern="{pair}@indexPrice"):
    """Index price of a pair.

    Args:
        pair: Underlying pair, such as BTCUSD, in upper or lower case.
        speed: Time between updates (s): 1 (default) or 3.

    https://developers.binance.com/en/docs/catalog/core-trading-derivatives-trading-coin-m-futures/api/ws-streams/~#index-price-stream
    """

    pair: Text
    speed: Seconds = 1

    def suffix(self) -> str:
        """The speed."""
        return in_seconds(self.speed)


class MarkPriceStream(common.MarkPriceStream[events.MarkPrice]):
    """Mark price, index price and funding of a symbol.

    https://developers.binance.com/en/docs/catalog/core-trading-derivatives-trading-coin-m-futures/api/ws-streams/~#mark-price-stream
    """


class PairMarkPriceStream(StreamRequest[list[events.MarkPrice]], pattern="{pair}@markPrice"):
    """Mark price, index price and funding of every symbol of a pair.

    Args:
        pair: Underlying pair, such as BTCUSD, in upper or lower case.
        speed: Time between updates (s): 1 (default) or 3.

    https://developers.binance.com/en/docs/catalog/core-trading-derivatives-trading-coin-m-futures/api/ws-streams/~#mark-price-of-all-symbols-of-apair
    """

    pair: Text
    speed: Seconds = 1

    def suffix(self) -> str:
        """The speed."""
        return in_seconds(self.speed)


class KlineStream(common.KlineStream[events.Kline]):
    """Candlestick of a symbol; every 250 ms.

    https://developers.binance.com/en/docs/catalog/core-trading-derivatives-trading-coin-m-futures/api/ws-streams/~#kline-candlestick-streams
    """


class ContinuousKlineStream(
    StreamRequest[events.ContinuousKline], pattern="{pair}_{contractType}@continuousKline_{interval}"
):
    """Candlestick of a pair and contract type; every 250 ms.

    Args:
        pair: Underlying pair, such as BTCUSD, in upper or lower case.
        contractType: Kind of contract, in upper or lower case.
        interval: Length of a candlestick; `1m` is a minute, `1M` a month.

    https://developers.binance.com/en/docs/catalog/core-trading-derivatives-trading-coin-m-futures/api/ws-streams/~#continuous-contract-kline-candlestick-streams
    """

    pair: Text
    contractType: StreamContractType
    interval: KlineInterval


class IndexKlineStream(StreamRequest[events.IndexKline], pattern="{pair}@indexPriceKline_{interval}"):
    """Candlestick of the index price of a pair; every 250 ms.

    Args:
        pair: Underlying pair, such as BTCUSD, in upper or lower case.
        interval: Length of a candlestick; `1m` is a minute, `1M` a month.

    https://developers.binance.com/en/docs/catalog/core-trading-derivatives-trading-coin-m-futures/api/ws-streams/~#index-kline-candlestick-streams
    """

    pair: Text
    interval: KlineInterval


class MarkKlineStream(StreamRequest[events.MarkKline], pattern="{symbol}@markPriceKline_{interval}"):
    """Candlestick of the mark price of a symbol; every 250 ms.

    Args:
        symbol: Symbol, in upper or lower case.
        interval: Length of a candlestick; `1m` is a minute, `1M` a month.

    https://developers.binance.com/en/docs/catalog/core-trading-derivatives-trading-coin-m-futures/api/ws-streams/~#mark-price-kline-candlestick-streams
    """

    symbol: Text
    interval: KlineInterval


class MiniTickerStream(common.MiniTickerStream[events.MiniTicker]):
    """Short statistics of the last 24 hours of a symbol; every 500 ms.

    https://developers.binance.com/en/docs/catalog/core-trading-derivatives-trading-coin-m-futures/api/ws-streams/~#individual-symbol-mini-ticker-stream
    """


class MiniTickersStream(common.MiniTickersStream[list[events.MiniTicker]]):
    """Short statistics of the last 24 hours of every symbol, those that changed; every second.

    https://developers.binance.com/en/docs/catalog/core-trading-derivatives-trading-coin-m-futures/api/ws-streams/~#all-market-mini-tickers-stream
    """


class TickerStream(common.TickerStream[events.Ticker]):
    """Statistics of the last 24 hours of a symbol; every 500 ms.

    https://developers.binance.com/en/docs/catalog/core-trading-derivatives-trading-coin-m-futures/api/ws-streams/~#individual-symbol-ticker-streams
    """


class TickersStream(common.TickersStream[list[events.Ticker]]):
    """Statistics of the last 24 hours of every symbol, those that changed; every second.

    https://developers.binance.com/en/docs/catalog/core-trading-derivatives-trading-coin-m-futures/api/ws-streams/~#all-market-tickers-streams
    """


class BookTickerStream(common.BookTickerStream[events.BookTicker]):
    """Best bid and ask of a symbol, in real time.

    https://developers.binance.com/en/docs/catalog/core-trading-derivatives-trading-coin-m-futures/api/ws-streams/~#individual-symbol-book-ticker-streams
    """


class BookTickersStream(common.BookTickersStream[events.BookTicker]):
    """Best bid and ask of every symbol, one a message, in real time.

    https://developers.binance.com/en/docs/catalog/core-trading-derivatives-trading-coin-m-futures/api/ws-streams/~#all-book-tickers-stream
    """


class DiffBookDepthStream(common.DiffBookDepthStream[events.DepthUpdate]):
    """Changes of the order book of a symbol.

    https://developers.binance.com/en/docs/catalog/core-trading-derivatives-trading-coin-m-futures/api/ws-streams/~#diff-book-depth-streams
    """


class PartialBookDepthStream(common.PartialBookDepthStream[events.DepthUpdate]):
    """Best levels of the order book of a symbol.

    https://developers.binance.com/en/docs/catalog/core-trading-derivatives-trading-coin-m-futures/api/ws-streams/~#partial-book-depth-streams
    """


class LiquidationOrderStream(common.LiquidationOrderStream[events.LiquidationOrder]):
    """Liquidations of a symbol, at most one a second.

    https://developers.binance.com/en/docs/catalog/core-trading-derivatives-trading-coin-m-futures/api/ws-streams/~#market-liquidation-order-streams
    """


class LiquidationOrdersStream(common.LiquidationOrdersStream[events.LiquidationOrder]):
    """Liquidations of every symbol, of each at most one a second; one a message.

    https://developers.binance.com/en/docs/catalog/core-trading-derivatives-trading-coin-m-futures/api/ws-streams/~#all-market-liquidation-order-streams
    """


class ContractInfoStream(common.ContractInfoStream[events.ContractInfo]):
    """Listings, settlements and new leverage brackets of contracts, in real time.

    https://developers.binance.com/en/docs/catalog/core-trading-derivatives-trading-coin-m-futures/api/ws-streams/~#contract-info-stream
    """


class MarkPricesStream(common.MarkPricesStream[list[events.MarkPrice]]):
    """Mark price, index price and funding of every symbol; announced by Binance, without a page so far."""


class UserDataStream(common.UserDataStream[UserEvent]):
    """User data of a listen key of your own, which you keep alive; `client.user_data()` does all of it by itself.

    https://developers.binance.com/en/docs/catalog/core-trading-derivatives-trading-coin-m-futures/api/rest-api/user-data-streams#start-user-data-stream
    """
