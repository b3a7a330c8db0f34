"""Trades, candlesticks, tickers and prices as REST and WebSocket API answers write them."""

from typing import Final

from ..environments import Product
from ._asset_index import AssetIndex
from ._events import FundingPayment, PublicTrade
from ._instruments import Instrument
from ._klines import Kline
from ._market_changes import AggTrade, BookTicker, PremiumIndex, Ticker
from ._wire_text import average, base, money, percent, price, quantity, quote, turnover

__all__ = [
    "agg_trade",
    "asset_index",
    "book_ticker",
    "funding_rate",
    "kline",
    "premium_index",
    "price_kline",
    "ticker",
    "trade",
]

Wire = dict[str, object]

_NO_VOLUME: Final = "0"


def trade(of: PublicTrade) -> Wire:
    """A row of trades and historicalTrades."""
    instrument = of.instrument
    written: Wire = {
        "id": of.tradeId,
        "price": price(instrument, of.price),
        "qty": quantity(instrument, of.qty),
        "time": of.time,
        "isBuyerMaker": of.isBuyerMaker,
    }
    if instrument.inverse:
        return written | {"baseQty": base(instrument, of.baseQty)}
    return written | {"quoteQty": quote(instrument, of.quoteQty), "isRPITrade": False}


def agg_trade(of: AggTrade, instrument: Instrument) -> Wire:
    """A row of aggTrades."""
    written: Wire = {
        "a": of.aggTradeId,
        "p": price(instrument, of.price),
        "q": quantity(instrument, of.qty),
        "f": of.firstId,
        "l": of.lastId,
        "T": of.time,
        "m": of.isBuyerMaker,
    }
    return written if instrument.inverse else written | {"nq": written["q"]}


def kline(of: Kline, instrument: Instrument) -> list[object]:
    """A row of klines and continuousKlines."""
    return [
        of.openTime,
        price(instrument, of.open),
        price(instrument, of.high),
        price(instrument, of.low),
        price(instrument, of.close),
        quantity(instrument, of.volume),
        of.closeTime,
        turnover(instrument, of.turnover),
        of.count,
        quantity(instrument, of.takerBuyVolume),
        turnover(instrument, of.takerBuyTurnover),
        "0",
    ]


def price_kline(of: Kline) -> list[object]:
    """A row of indexPriceKlines, markPriceKlines and premiumIndexKlines."""
    prices = [money(of.open), money(of.high), money(of.low), money(of.close)]
    return [of.openTime, *prices, _NO_VOLUME, of.closeTime, _NO_VOLUME, of.count, _NO_VOLUME, _NO_VOLUME, "0"]


def ticker(of: Ticker, instrument: Instrument) -> Wire:
    """A row of ticker/24hr."""
    written: Wire = {
        "symbol": of.symbol,
        "priceChange": price(instrument, of.priceChange),
        "priceChangePercent": percent(of.priceChangePercent),
        "weightedAvgPrice": average(instrument, of.weightedAvgPrice),
        "lastPrice": price(instrument, of.lastPrice),
        "lastQty": quantity(instrument, of.lastQty),
        "openPrice": price(instrument, of.openPrice),
        "highPrice": price(instrument, of.highPrice),
        "lowPrice": price(instrument, of.lowPrice),
        "volume": quantity(instrument, of.volume),
        "openTime": of.openTime,
        "closeTime": of.closeTime,
        "firstId": of.firstId,
        "lastId": of.lastId,
        "count": of.count,
    }
    if instrument.inverse:
        return written | {"pair": instrument.pair, "baseVolume": turnover(instrument, of.turnover)}
    return written | {"quoteVolume": turnover(instrument, of.turnover)}


def book_ticker(of: BookTicker, instrument: Instrument) -> Wire:
    """A row of ticker/bookTicker; of um only the WebSocket API tells the update id."""
    written: Wire = {
        "symbol": of.symbol,
        "bidPrice": price(instrument, of.bidPrice),
        "bidQty": quantity(instrument, of.bidQty),
        "askPrice": price(instrument, of.askPrice),
        "askQty": quantity(instrument, of.askQty),
        "time": of.time,
    }
    return written | {"lastUpdateId": of.updateId, "pair": instrument.pair} if instrument.inverse else written


def premium_index(of: PremiumIndex, product: Product) -> Wire:
    """A row of premiumIndex."""
    written: Wire = {
        "symbol": of.symbol,
        "markPrice": money(of.markPrice),
        "indexPrice": money(of.indexPrice),
        "estimatedSettlePrice": money(of.estimatedSettlePrice),
        "lastFundingRate": "" if of.fundingRate is None else money(of.fundingRate),
        "interestRate": "" if of.interestRate is None else money(of.interestRate),
        "nextFundingTime": of.nextFundingTime,
        "time": of.time,
    }
    return written | {"pair": of.pair} if product == "cm" else written


def funding_rate(of: FundingPayment) -> Wire:
    """A row of fundingRate."""
    return {
        "symbol": of.symbol,
        "fundingTime": of.time,
        "fundingRate": money(of.fundingRate),
        "markPrice": money(of.markPrice),
        "rateType": "Regular",
    }


def asset_index(of: AssetIndex, now: int) -> Wire:
    """A row of assetIndex."""
    buffer, bid, ask = money(of.buffer), money(of.bidRate), money(of.askRate)
    return {
        "symbol": of.symbol,
        "time": now,
        "index": money(of.index),
        "bidBuffer": buffer,
        "askBuffer": buffer,
        "bidRate": bid,
        "askRate": ask,
        "autoExchangeBidBuffer": buffer,
        "autoExchangeAskBuffer": buffer,
        "autoExchangeBidRate": bid,
        "autoExchangeAskRate": ask,
    }
