"""The market streams of both products: one line a stream, in the order of the documentation."""

from typing import TYPE_CHECKING, Any, Final

from .._endpoint import listed
from .._lazy import Lazy
from .._stream import Stream, StreamRequest

if TYPE_CHECKING:
    from ..models.cm import streams as cm
    from ..models.um import streams as um
else:
    package = __package__.removesuffix(".streams")
    cm, um = Lazy(f"{package}.models.cm.streams"), Lazy(f"{package}.models.um.streams")

__all__ = ["CMStreamCatalogue", "StreamCatalogue", "UMStreamCatalogue"]


class StreamCatalogue:
    """Base of the classes that list the streams of a product."""

    @classmethod
    def streams(cls) -> dict[str, type[StreamRequest[Any]]]:
        """Every method by name with its stream class, in documented order; `name[]` is the every-symbol form."""
        return listed(cls)


class UMStreamCatalogue(StreamCatalogue):
    """Every market stream of USDⓈ-M futures."""

    agg_trade: Final = Stream(um.AggTradeStream)
    mark_price: Final = Stream(um.MarkPriceStream)
    mark_price_all_market: Final = Stream(um.MarkPricesStream)
    kline: Final = Stream(um.KlineStream)
    continuous_kline: Final = Stream(um.ContinuousKlineStream)
    mini_ticker: Final = Stream(um.MiniTickerStream) | Stream(um.MiniTickersStream)
    mini_ticker_all_market: Final = Stream(um.MiniTickersStream)
    ticker: Final = Stream(um.TickerStream) | Stream(um.TickersStream)
    ticker_all_market: Final = Stream(um.TickersStream)
    book_ticker: Final = Stream(um.BookTickerStream) | Stream(um.BookTickersStream)
    book_ticker_all_market: Final = Stream(um.BookTickersStream)
    diff_book_depth: Final = Stream(um.DiffBookDepthStream)
    partial_book_depth: Final = Stream(um.PartialBookDepthStream)
    rpi_diff_book_depth: Final = Stream(um.RpiDiffBookDepthStream)
    liquidation_order: Final = Stream(um.LiquidationOrderStream) | Stream(um.LiquidationOrdersStream)
    liquidation_order_all_market: Final = Stream(um.LiquidationOrdersStream)
    composite_index: Final = Stream(um.CompositeIndexStream)
    contract_info: Final = Stream(um.ContractInfoStream)
    asset_index: Final = Stream(um.AssetIndexStream) | Stream(um.AssetIndexesStream)
    trading_session: Final = Stream(um.TradingSessionStream)
    user_data: Final = Stream(um.UserDataStream)


class CMStreamCatalogue(StreamCatalogue):
    """Every market stream of COIN-M futures."""

    agg_trade: Final = Stream(cm.AggTradeStream)
    index_price: Final = Stream(cm.IndexPriceStream)
    mark_price: Final = Stream(cm.MarkPriceStream)
    pair_mark_price: Final = Stream(cm.PairMarkPriceStream)
    kline: Final = Stream(cm.KlineStream)
    continuous_kline: Final = Stream(cm.ContinuousKlineStream)
    index_kline: Final = Stream(cm.IndexKlineStream)
    mark_kline: Final = Stream(cm.MarkKlineStream)
    mini_ticker: Final = Stream(cm.MiniTickerStream) | Stream(cm.MiniTickersStream)
    mini_ticker_all_market: Final = Stream(cm.MiniTickersStream)
    ticker: Final = Stream(cm.TickerStream) | Stream(cm.TickersStream)
    ticker_all_market: Final = Stream(cm.TickersStream)
    book_ticker: Final = Stream(cm.BookTickerStream) | Stream(cm.BookTickersStream)
    book_ticker_all_market: Final = Stream(cm.BookTickersStream)
    diff_book_depth: Final = Stream(cm.DiffBookDepthStream)
    partial_book_depth: Final = Stream(cm.PartialBookDepthStream)
    liquidation_order: Final = Stream(cm.LiquidationOrderStream) | Stream(cm.LiquidationOrdersStream)
    liquidation_order_all_market: Final = Stream(cm.LiquidationOrdersStream)
    contract_info: Final = Stream(cm.ContractInfoStream)
    mark_price_all_market: Final = Stream(cm.MarkPricesStream)
    user_data: Final = Stream(cm.UserDataStream)
