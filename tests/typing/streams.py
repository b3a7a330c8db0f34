"""What checkers see of the streams; run under mypy --strict and pyright strict, never executed."""

from typing import Any, Literal, assert_type

from binance_futures import AsyncOrderBook, AsyncUMStreams, CMStreams, OrderBook
from binance_futures._stream import StreamNames, StreamRequest
from binance_futures.models.cm import events as cm
from binance_futures.models.cm.user_events import UserEvent as CMUserEvent
from binance_futures.models.um import events as um
from binance_futures.models.um.market import Level
from binance_futures.models.um.streams import KlineStream
from binance_futures.models.um.user_events import UserEvent
from binance_futures.streams._catalogue import CMStreamCatalogue, UMStreamCatalogue


class UMNames(UMStreamCatalogue, StreamNames): ...


class CMNames(CMStreamCatalogue, StreamNames): ...


def um_streams(s: UMNames) -> None:
    assert_type(s.agg_trade("BTCUSDT"), StreamRequest[um.AggTrade])
    assert_type(s.mark_price("BTCUSDT"), StreamRequest[um.MarkPrice])
    assert_type(s.mark_price_all_market(3), StreamRequest[list[um.MarkPrice]])
    assert_type(s.kline("BTCUSDT", "1m", id=1), StreamRequest[um.Kline])
    assert_type(s.continuous_kline("BTCUSDT", "PERPETUAL", "1s"), StreamRequest[um.ContinuousKline])
    assert_type(s.continuous_kline("BTCUSDT", "tradifi_perpetual", "1M"), StreamRequest[um.ContinuousKline])
    assert_type(s.mini_ticker_all_market(), StreamRequest[list[um.MiniTicker]])
    assert_type(s.ticker_all_market(), StreamRequest[list[um.Ticker]])
    assert_type(s.book_ticker_all_market(), StreamRequest[um.BookTicker])
    assert_type(s.diff_book_depth("BTCUSDT", 100), StreamRequest[um.DepthUpdate])
    assert_type(s.partial_book_depth("BTCUSDT", level=10, speed=250), StreamRequest[um.DepthUpdate])
    assert_type(s.rpi_diff_book_depth("BTCUSDT"), StreamRequest[um.DepthUpdate])
    assert_type(s.liquidation_order_all_market(), StreamRequest[um.LiquidationOrder])
    assert_type(s.composite_index("DEFIUSDT"), StreamRequest[um.CompositeIndex])
    assert_type(s.contract_info(), StreamRequest[um.ContractInfo])
    assert_type(s.trading_session(), StreamRequest[um.TradingSession])
    assert_type(s.user_data("key"), StreamRequest[UserEvent])


def cm_streams(s: CMNames) -> None:
    assert_type(s.agg_trade("BTCUSD_PERP"), StreamRequest[cm.AggTrade])
    assert_type(s.index_price("BTCUSD", speed=3), StreamRequest[cm.IndexPrice])
    assert_type(s.mark_price("BTCUSD_PERP"), StreamRequest[cm.MarkPrice])
    assert_type(s.pair_mark_price("BTCUSD"), StreamRequest[list[cm.MarkPrice]])
    assert_type(s.mark_price_all_market(), StreamRequest[list[cm.MarkPrice]])
    assert_type(s.kline("BTCUSD_PERP", "1m"), StreamRequest[cm.Kline])
    assert_type(s.continuous_kline("BTCUSD", "perpetual", "1m"), StreamRequest[cm.ContinuousKline])
    assert_type(s.index_kline("BTCUSD", "1m"), StreamRequest[cm.IndexKline])
    assert_type(s.mark_kline("BTCUSD_PERP", "1m"), StreamRequest[cm.MarkKline])
    assert_type(s.mini_ticker(), StreamRequest[list[cm.MiniTicker]])
    assert_type(s.liquidation_order("BTCUSD_PERP"), StreamRequest[cm.LiquidationOrder])
    assert_type(s.mini_ticker_all_market(), StreamRequest[list[cm.MiniTicker]])
    assert_type(s.ticker("BTCUSD_PERP"), StreamRequest[cm.Ticker])
    assert_type(s.ticker_all_market(), StreamRequest[list[cm.Ticker]])
    assert_type(s.book_ticker("BTCUSD_PERP"), StreamRequest[cm.BookTicker])
    assert_type(s.book_ticker_all_market(), StreamRequest[cm.BookTicker])
    assert_type(s.diff_book_depth("BTCUSD_PERP", 500), StreamRequest[cm.DepthUpdate])
    assert_type(s.partial_book_depth("BTCUSD_PERP", 5, 250), StreamRequest[cm.DepthUpdate])
    assert_type(s.liquidation_order_all_market(), StreamRequest[cm.LiquidationOrder])
    assert_type(s.contract_info(), StreamRequest[cm.ContractInfo])
    assert_type(s.user_data("key"), StreamRequest[CMUserEvent])


def one_or_all(s: UMNames, symbol: str | None) -> None:
    assert_type(s.mini_ticker("BTCUSDT"), StreamRequest[um.MiniTicker])
    assert_type(s.mini_ticker(), StreamRequest[list[um.MiniTicker]])
    assert_type(s.mini_ticker(symbol), StreamRequest[um.MiniTicker] | StreamRequest[list[um.MiniTicker]])
    assert_type(s.ticker(symbol="BTCUSDT"), StreamRequest[um.Ticker])
    assert_type(s.ticker(None, action="UNSUBSCRIBE"), StreamRequest[list[um.Ticker]])
    assert_type(s.book_ticker("BTCUSDT"), StreamRequest[um.BookTicker])
    assert_type(s.book_ticker(), StreamRequest[um.BookTicker])
    assert_type(s.book_ticker(symbol), StreamRequest[um.BookTicker])
    assert_type(s.liquidation_order(), StreamRequest[um.LiquidationOrder])
    assert_type(s.asset_index("BTCUSD"), StreamRequest[um.AssetIndex])
    assert_type(s.asset_index(), StreamRequest[list[um.AssetIndex]])


def classes(s: UMNames) -> None:
    assert_type(s.start(KlineStream("BTCUSDT", "1m")), StreamRequest[um.Kline])
    assert_type(KlineStream("BTCUSDT", "1m").symbol, str)
    assert_type(UMNames.streams(), dict[str, type[StreamRequest[Any]]])


async def order_books(streams: AsyncUMStreams, blocking: CMStreams) -> None:
    async with streams.order_book("BTCUSDT", 500) as book:
        assert_type(await book.until_in_sync(), AsyncOrderBook)
        assert_type(book.best_bid, Level | None)
        assert_type(book.asks(5), list[Level])
        assert_type(book.top(), tuple[Level | None, Level | None])
        async for changed in book:
            assert_type(changed, AsyncOrderBook)
    assert_type(blocking.order_book("BTCUSD_PERP").until_in_sync(5), OrderBook)
    for changed_too in blocking.order_book("BTCUSD_PERP"):
        assert_type(changed_too, OrderBook)


def refused(s: UMNames, coin: CMNames, interval: Literal["1m", "1y"]) -> None:
    s.agg_trade()  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]  # no symbol
    s.kline("BTCUSDT", interval)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]  # no such interval
    s.diff_book_depth("BTCUSDT", 200)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]  # no such speed
    s.partial_book_depth("BTCUSDT", levels=5)  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]  # misspelt
    s.mini_ticker(5)  # type: ignore[call-overload]  # pyright: ignore[reportCallIssue, reportArgumentType]  # no text
    coin.continuous_kline("BTCUSD", "PERPETUAL", "1s")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]  # um only
    coin.index_price("BTCUSD", 1, 5)  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]  # id by position
