"""What is told on the streams: events of accounts as they happen, the market at its documented speeds."""

from collections.abc import Callable, Hashable, Mapping
from typing import Final, cast

from ..models.enums import ContractType, KlineInterval
from . import _wire_market as wire
from ._asset_index import asset_indexes
from ._book import DepthChange
from ._engine import Engine
from ._events import AccountConfigUpdate, AccountUpdate, AlgoUpdate, Event, Liquidation, MarginCall, OrderUpdate
from ._klines import Kline
from ._listen_keys import ListenKey, ListenKeys
from ._market import Market
from ._market_changes import AggTrade, Change, Delivered, IndexPrice, KlineClosed, Ticker
from ._streams import Channel, Streams
from ._topics import Kind, Topic
from ._wire_user import UserEvent, listen_key_expired, product_of, user_messages

__all__ = ["Feeds"]

_PULSE: Final = 50
"""Milliseconds; every period of a stream is a multiple."""
_USER_EVENTS: Final = (OrderUpdate, AccountUpdate, AlgoUpdate, AccountConfigUpdate, MarginCall)
_BOOKS: Final[tuple[Kind, ...]] = ("depth", "partialDepth", "rpiDepth")

Message = dict[str, object]
Teller = Callable[[Channel, Topic, int], None]


class Feeds:
    """Turns what happens into messages of the streams that somebody has.

    Args:
        streams: Where they go.
        engine: Whose listings they are about.
        market: What the rest is known from; its changes are taken here alone.
        listen_keys: Which of them are in force.
    """

    def __init__(self, streams: Streams, engine: Engine, market: Market, listen_keys: ListenKeys) -> None:
        self._streams = streams
        self._listings = engine.listings
        self._market = market
        self._data = market.data
        self._listen_keys = listen_keys
        self._pulses: dict[int, int] = {}
        self._tellers: Mapping[Kind, Teller] = {
            "assetIndex": self._asset_indexes,
            "assetIndexes": self._asset_indexes,
            "bookTickers": self._book_tickers,
            "continuousKline": self._kline,
            "depth": self._depth,
            "indexPrice": self._index_price,
            "indexPriceKline": self._kline,
            "kline": self._kline,
            "markPrice": self._mark_price,
            "markPriceKline": self._kline,
            "markPrices": self._mark_price,
            "miniTicker": self._ticker,
            "miniTickers": self._tickers,
            "partialDepth": self._depth,
            "rpiDepth": self._depth,
            "ticker": self._ticker,
            "tickers": self._tickers,
        }

    # As it happens

    def publish(self, event: Event) -> None:
        """An event of the engine, right when it happens."""
        if isinstance(event, DepthChange):
            self._book_changed(event)
        elif isinstance(event, _USER_EVENTS):
            self._tell_account(event)

    def _tell_account(self, event: UserEvent) -> None:
        keys = self._listen_keys.of(product_of(event), event.account, event.time)
        channels = [channel for key in keys if (channel := self._streams.named(key)) is not None]
        if channels:
            for message in user_messages(event):
                for channel in channels:
                    channel.send(message, cast("str", message["e"]))

    def _book_changed(self, change: DepthChange) -> None:
        symbol = change.symbol
        for kind in _BOOKS:
            for channel in self._streams.of(kind, symbol):
                channel.waiting = change if channel.waiting is None else channel.waiting + change
        for channel in self._streams.of("bookTicker", symbol):
            best = self._data.book_ticker(symbol)
            if _is_new(channel, (best.bidPrice, best.bidQty, best.askPrice, best.askQty)):
                channel.send(wire.book_ticker(best, self._listings[symbol].instrument, change.time))

    # By the clock

    @staticmethod
    def next_due(now: int) -> int:
        """When `pulse` is due next, ms."""
        return now + _PULSE - now % _PULSE

    def pulse(self, now: int) -> None:
        """Tell what is due: the changes of the market, and what streams tell every so often."""
        for change in self._market.take_changes():
            self._tell_change(change, now)
        for period, channels in self._streams.periods():
            if self._pulses.get(period) != now // period:
                self._pulses[period] = now // period
                for channel in channels:
                    topic = channel.topic
                    if topic is not None and topic.kind in self._tellers:
                        self._tellers[topic.kind](channel, topic, now)
        for key in self._listen_keys.take_ended(now):
            self._end_key(key, now)

    def _tell_change(self, change: Change, now: int) -> None:
        match change:
            case AggTrade():
                for channel in self._streams.of("aggTrade", change.symbol):
                    channel.send(wire.agg_trade(change, self._listings[change.symbol].instrument, now))
            case KlineClosed():
                self._tell_closed(change, now)
            case Liquidation():
                for channel in self._streams.of("forceOrder", change.instrument.symbol):
                    channel.send(wire.liquidation_order(change, now, every=False))
                for channel in self._streams.of("forceOrders"):
                    channel.send(wire.liquidation_order(change, now, every=True))
            case Delivered():
                for channel in self._streams.of("contractInfo"):
                    channel.send(wire.contract_info(self._listings[change.symbol], now))
            case _:
                pass  # prices are read when they are due

    def _tell_closed(self, change: KlineClosed, now: int) -> None:
        kinds: dict[str, Kind] = {"contract": "kline", "mark": "markPriceKline", "index": "indexPriceKline"}
        kind = kinds.get(change.kind)
        channels = [*self._streams.of(kind, change.key)] if kind is not None else []
        if change.kind == "contract":
            instrument = self._listings[change.key].instrument
            channels += (
                channel
                for channel in self._streams.of("continuousKline", instrument.pair)
                if channel.topic is not None and channel.topic.contract == instrument.contractType
            )
        for channel in channels:
            if channel.topic is not None and channel.topic.detail == change.interval:
                channel.last = _mark(change.kline)
                channel.send(self._candle(channel.topic, change.key, change.kline, now))

    # What streams tell every so often

    def _depth(self, channel: Channel, topic: Topic, now: int) -> None:
        change, channel.waiting = channel.waiting, None
        if change is None:
            return
        listing = self._listings[topic.target]
        if topic.kind == "partialDepth":
            channel.send(wire.partial_depth(change, listing, int(topic.detail), now))
        else:
            channel.send(wire.depth_update(change, listing.instrument, now))

    def _kline(self, channel: Channel, topic: Topic, now: int) -> None:
        key, found = topic.target, list[Kline]()
        if topic.kind == "continuousKline":
            key = self._data.symbol_of(topic.target, cast("ContractType", topic.contract)) or ""
        interval = cast("KlineInterval", topic.detail)
        if topic.kind == "indexPriceKline":
            if self._data.symbols(key):
                found = self._data.price_klines("index", key, interval, limit=1)
        elif key in self._listings:
            if topic.kind == "markPriceKline":
                found = self._data.price_klines("mark", key, interval, limit=1)
            else:
                found = self._data.klines(key, interval, limit=1)
        if found and found[0].closeTime >= now and _is_new(channel, _mark(found[0])):
            channel.send(self._candle(topic, key, found[0], now))

    def _candle(self, topic: Topic, key: str, kline: Kline, now: int) -> Message:
        if topic.kind == "indexPriceKline":
            return wire.index_kline(kline, key, topic.detail, now)
        instrument = self._listings[key].instrument
        match topic.kind:
            case "markPriceKline":
                return wire.mark_kline(kline, instrument, topic.detail, now)
            case "continuousKline":
                return wire.continuous_kline(kline, instrument, topic.detail, now)
            case _:
                return wire.kline(kline, instrument, topic.detail, now)

    def _mark_price(self, channel: Channel, topic: Topic, now: int) -> None:
        if topic.target in self._listings:
            channel.send(self._premium(topic.target, now))
            return
        symbols = self._data.symbols(topic.target) if topic.target else tuple(self._open_symbols())
        if symbols:
            channel.send([self._premium(symbol, now) for symbol in symbols])

    def _premium(self, symbol: str, now: int) -> Message:
        return wire.mark_price(self._data.premium(symbol), self._listings[symbol].instrument.product, now)

    def _index_price(self, channel: Channel, topic: Topic, now: int) -> None:
        if self._data.symbols(topic.target):
            price = IndexPrice(topic.target, now, self._data.index_price(topic.target))
            channel.send(wire.index_price(price, now))

    def _ticker(self, channel: Channel, topic: Topic, now: int) -> None:
        if topic.target in self._listings:
            ticker = self._data.ticker_24h(topic.target)
            if _is_new(channel, _state(ticker)):
                channel.send(self._sum(ticker, topic, now))

    def _tickers(self, channel: Channel, topic: Topic, now: int) -> None:
        before = cast("dict[str, Hashable]", channel.last or {})
        tickers = {symbol: self._data.ticker_24h(symbol) for symbol in self._open_symbols()}
        channel.last = {symbol: _state(ticker) for symbol, ticker in tickers.items()}
        changed = [ticker for symbol, ticker in tickers.items() if before.get(symbol) != _state(ticker)]
        if changed:
            channel.send([self._sum(ticker, topic, now) for ticker in changed])

    def _sum(self, ticker: Ticker, topic: Topic, now: int) -> Message:
        write = wire.mini_ticker if topic.kind in ("miniTicker", "miniTickers") else wire.ticker
        return write(ticker, self._listings[ticker.symbol].instrument, now)

    def _book_tickers(self, channel: Channel, _: Topic, now: int) -> None:
        for symbol in self._open_symbols():
            channel.send(wire.book_ticker(self._data.book_ticker(symbol), self._listings[symbol].instrument, now))

    def _asset_indexes(self, channel: Channel, topic: Topic, now: int) -> None:
        rows = [wire.asset_index(of, now) for of in asset_indexes(self._listings, self._data)]
        if topic.target:
            rows = [row for row in rows if row["s"] == topic.target]
            for row in rows:
                channel.send(row)
        else:
            channel.send(rows)

    def _open_symbols(self) -> list[str]:
        return [symbol for symbol, listing in self._listings.items() if listing.status == "TRADING"]

    # Listen keys, and what faults do

    def _end_key(self, key: ListenKey, now: int) -> None:
        channel = self._streams.named(key.text)
        if channel is not None:
            channel.send(listen_key_expired(key.text, now), "listenKeyExpired")


def _is_new(channel: Channel, state: Hashable) -> bool:
    """Whether this is something else than the channel told last; it is noted."""
    if channel.last == state:
        return False
    channel.last = state
    return True


def _mark(of: Kline) -> Hashable:
    return of.openTime, of.count, of.close


def _state(of: Ticker) -> Hashable:
    return of.openTime, of.lastId, of.count
