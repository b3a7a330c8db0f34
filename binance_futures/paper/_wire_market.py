"""Market events as the streams write them. `now` is when an event is told, its `E`."""

from collections.abc import Iterable
from typing import Final

from ..environments import Product
from ._asset_index import AssetIndex
from ._book import DepthChange, Levels
from ._events import Liquidation
from ._instruments import Bracket, Instrument
from ._klines import Kline
from ._listing import Listing
from ._market_changes import AggTrade, BookTicker, IndexPrice, PremiumIndex, Ticker
from ._wire_text import average, money, number, percent, price, quantity, turnover

__all__ = [
    "agg_trade",
    "asset_index",
    "book_ticker",
    "continuous_kline",
    "contract_info",
    "depth_update",
    "index_kline",
    "index_price",
    "kline",
    "levels",
    "liquidation_order",
    "mark_kline",
    "mark_price",
    "mini_ticker",
    "partial_depth",
    "ticker",
]

Wire = dict[str, object]

SYMBOL_TYPES: Final[dict[Product, int]] = {"um": 1, "cm": 2}


def agg_trade(of: AggTrade, instrument: Instrument, now: int) -> Wire:
    """<symbol>@aggTrade."""
    written: Wire = {
        "e": "aggTrade",
        "E": now,
        "s": of.symbol,
        "a": of.aggTradeId,
        "p": price(instrument, of.price),
        "q": quantity(instrument, of.qty),
        "f": of.firstId,
        "l": of.lastId,
        "T": of.time,
        "m": of.isBuyerMaker,
        "st": SYMBOL_TYPES[instrument.product],
    }
    if not instrument.inverse:
        written["nq"] = written["q"]  # nothing here trades with RPI orders
    return written


def mark_price(of: PremiumIndex, product: Product, now: int) -> Wire:
    """<symbol>@markPrice, and a row of !markPrice@arr and <pair>@markPrice."""
    written: Wire = {
        "e": "markPriceUpdate",
        "E": now,
        "s": of.symbol,
        "p": money(of.markPrice),
        "i": money(of.indexPrice),
        "P": money(of.estimatedSettlePrice),
        "r": "" if of.fundingRate is None else money(of.fundingRate),
        "T": of.nextFundingTime,
        "st": SYMBOL_TYPES[product],
    }
    if product == "um":
        written["ap"] = written["p"]
    return written


def index_price(of: IndexPrice, now: int) -> Wire:
    """<pair>@indexPrice (cm)."""
    return {"e": "indexPriceUpdate", "E": now, "i": of.pair, "p": money(of.price)}


def kline(of: Kline, instrument: Instrument, interval: str, now: int) -> Wire:
    """<symbol>@kline_<interval>."""
    symbol = instrument.symbol
    return {"e": "kline", "E": now, "s": symbol, "k": {"s": symbol} | _candle(of, instrument, interval, now)}


def continuous_kline(of: Kline, instrument: Instrument, interval: str, now: int) -> Wire:
    """<pair>_<contractType>@continuousKline_<interval>."""
    head: Wire = {"e": "continuous_kline", "E": now, "ps": instrument.pair, "ct": instrument.contractType}
    return head | {"k": _candle(of, instrument, interval, now)}


def index_kline(of: Kline, pair: str, interval: str, now: int) -> Wire:
    """<pair>@indexPriceKline_<interval>; its symbol is always `0`."""
    return {"e": "indexPrice_kline", "E": now, "ps": pair, "k": {"s": "0"} | _price_candle(of, interval, now)}


def mark_kline(of: Kline, instrument: Instrument, interval: str, now: int) -> Wire:
    """<symbol>@markPriceKline_<interval>."""
    candle = {"s": instrument.symbol} | _price_candle(of, interval, now)
    return {"e": "markPrice_kline", "E": now, "ps": instrument.pair, "k": candle}


def mini_ticker(of: Ticker, instrument: Instrument, now: int) -> Wire:
    """<symbol>@miniTicker, and a row of !miniTicker@arr."""
    return _sum("24hrMiniTicker", of, instrument, now)


def ticker(of: Ticker, instrument: Instrument, now: int) -> Wire:
    """<symbol>@ticker, and a row of !ticker@arr."""
    return _sum("24hrTicker", of, instrument, now) | {
        "p": price(instrument, of.priceChange),
        "P": percent(of.priceChangePercent),
        "w": average(instrument, of.weightedAvgPrice),
        "Q": quantity(instrument, of.lastQty),
        "O": of.openTime,
        "C": of.closeTime,
        "F": of.firstId,
        "L": of.lastId,
        "n": of.count,
    }


def book_ticker(of: BookTicker, instrument: Instrument, now: int) -> Wire:
    """<symbol>@bookTicker and !bookTicker."""
    return {
        "e": "bookTicker",
        "u": of.updateId,
        "s": of.symbol,
        "ps": instrument.pair,
        "b": price(instrument, of.bidPrice),
        "B": quantity(instrument, of.bidQty),
        "a": price(instrument, of.askPrice),
        "A": quantity(instrument, of.askQty),
        "T": of.time,
        "E": now,
        "st": SYMBOL_TYPES[instrument.product],
    }


def depth_update(of: DepthChange, instrument: Instrument, now: int) -> Wire:
    """<symbol>@depth and @rpiDepth: nothing here is an RPI order."""
    return _depth(instrument, now, of.time, (of.U, of.u, of.pu), of.bids, of.asks)


def partial_depth(of: DepthChange, listing: Listing, depth: int, now: int) -> Wire:
    """<symbol>@depth<levels>: the best levels, with the update ids of the change that they follow."""
    book = listing.book
    return _depth(listing.instrument, now, of.time, (of.U, of.u, of.pu), book.bids(depth), book.asks(depth))


def liquidation_order(of: Liquidation, now: int, *, every: bool) -> Wire:
    """<symbol>@forceOrder; with `every`, !forceOrder@arr."""
    instrument = of.instrument
    written: Wire = {
        "s": instrument.symbol,
        "S": of.side,
        "o": "LIMIT",
        "f": of.timeInForce,
        "q": quantity(instrument, of.origQty),
        "p": price(instrument, of.price),
        "ap": average(instrument, of.avgPrice),
        "X": of.status,
        "l": quantity(instrument, of.lastFilledQty),
        "z": quantity(instrument, of.executedQty),
        "T": of.time,
    }
    if instrument.inverse:
        written["ps"] = instrument.pair
    whole: Wire = {"e": "forceOrder", "E": now, "o": written}
    if every:
        whole["st"] = SYMBOL_TYPES[instrument.product]
        if not instrument.inverse:
            whole["ps"] = instrument.pair
    return whole


def contract_info(listing: Listing, now: int, brackets: Iterable[Bracket] = ()) -> Wire:
    """!contractInfo: a contract's state changed, or its brackets."""
    instrument = listing.instrument
    written: Wire = {
        "e": "contractInfo",
        "E": now,
        "s": instrument.symbol,
        "ct": instrument.contractType,
        "dt": instrument.deliveryDate,
        "ot": instrument.onboardDate,
        "cs": listing.status,
        "st": SYMBOL_TYPES[instrument.product],
    }
    if instrument.inverse:
        written["ps"] = instrument.pair
    rows = list(brackets)
    if rows:
        slowest = [each.initialLeverage + 1 for each in rows[1:]] + [1]
        written["bks"] = [
            {
                "bs": each.bracket,
                "bnf": number(each.floor),
                "bnc": number(each.cap),
                "mmr": number(each.maintMarginRatio),
                "cf": number(each.cum),
                "mi": least,
                "ma": each.initialLeverage,
            }
            for each, least in zip(rows, slowest, strict=True)
        ]
    return written


def asset_index(of: AssetIndex, now: int) -> Wire:
    """<asset>@assetIndex, and a row of !assetIndex@arr (um)."""
    return {
        "e": "assetIndexUpdate",
        "E": now,
        "s": of.symbol,
        "i": money(of.index),
        "b": money(of.buffer),
        "a": money(of.buffer),
        "B": money(of.bidRate),
        "A": money(of.askRate),
        "q": money(of.buffer),
        "g": money(of.buffer),
        "Q": money(of.bidRate),
        "G": money(of.askRate),
    }


def levels(of: Levels, instrument: Instrument) -> list[list[str]]:
    """Levels of a book, `[price, quantity]` each."""
    digits, places = f".{instrument.pricePrecision}f", f".{instrument.quantityPrecision}f"
    return [[format(at, digits), format(offered, places)] for at, offered in of]


def _depth(instrument: Instrument, now: int, time: int, ids: tuple[int, int, int], bids: Levels, asks: Levels) -> Wire:
    first, last, before = ids
    return {
        "e": "depthUpdate",
        "E": now,
        "T": time,
        "s": instrument.symbol,
        "ps": instrument.pair,
        "U": first,
        "u": last,
        "pu": before,
        "b": levels(bids, instrument),
        "a": levels(asks, instrument),
        "st": SYMBOL_TYPES[instrument.product],
    }


def _candle(of: Kline, instrument: Instrument, interval: str, now: int) -> Wire:
    return {
        "t": of.openTime,
        "T": of.closeTime,
        "i": interval,
        "f": of.firstId,
        "L": of.lastId,
        "o": price(instrument, of.open),
        "c": price(instrument, of.close),
        "h": price(instrument, of.high),
        "l": price(instrument, of.low),
        "v": quantity(instrument, of.volume),
        "n": of.count,
        "x": now > of.closeTime,
        "q": turnover(instrument, of.turnover),
        "V": quantity(instrument, of.takerBuyVolume),
        "Q": turnover(instrument, of.takerBuyTurnover),
        "B": "0",
    }


def _price_candle(of: Kline, interval: str, now: int) -> Wire:
    """A candlestick of computed prices; ids hold times, and there is no volume."""
    return {
        "t": of.openTime,
        "T": of.closeTime,
        "i": interval,
        "f": of.openTime,
        "L": min(now, of.closeTime),
        "o": money(of.open),
        "c": money(of.close),
        "h": money(of.high),
        "l": money(of.low),
        "v": "0",
        "n": of.count,
        "x": now > of.closeTime,
        "q": "0",
        "V": "0",
        "Q": "0",
        "B": "0",
    }


def _sum(name: str, of: Ticker, instrument: Instrument, now: int) -> Wire:
    return {
        "e": name,
        "E": now,
        "s": of.symbol,
        "ps": instrument.pair,
        "c": price(instrument, of.lastPrice),
        "o": price(instrument, of.openPrice),
        "h": price(instrument, of.highPrice),
        "l": price(instrument, of.lowPrice),
        "v": quantity(instrument, of.volume),
        "q": turnover(instrument, of.turnover),
        "st": SYMBOL_TYPES[instrument.product],
    }
