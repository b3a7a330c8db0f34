"""The market: what books, trades, candlesticks, tickers and prices answer."""

from collections.abc import Callable
from typing import Final, cast

from ..models.enums import ContractType, KlineInterval
from ._asset_index import asset_indexes
from ._call import DAY, Call
from ._engine import Engine
from ._errors import rejected
from ._instruments import Instrument
from ._limits import Meter
from ._listing import Listing
from ._market_changes import PriceKind
from ._market_data import MarketData
from ._orders import ZERO
from ._wire_instruments import exchange_info
from ._wire_market import levels
from ._wire_prices import (
    agg_trade,
    asset_index,
    book_ticker,
    funding_rate,
    kline,
    premium_index,
    price_kline,
    ticker,
    trade,
)
from ._wire_text import money, price, quantity

__all__ = ["Markets"]

Wire = dict[str, object]

_HOUR: Final = 3_600_000
_ADL_RISK_EVERY: Final = 1_800_000
_SCHEDULED: Final = ("EQUITY", "COMMODITY", "KR_EQUITY", "HK_EQUITY", "CN_EQUITY", "FX")


class Markets:
    """The endpoints about the market; each method is the one of its name."""

    def __init__(self, engine: Engine, data: MarketData, meter: Meter) -> None:
        self._engine = engine
        self._data = data
        self._meter = meter

    # The exchange

    def ping(self, _call: Call) -> object:
        """GET /ping."""
        return {}

    def time(self, call: Call) -> object:
        """GET /time."""
        return {"serverTime": call.now}

    def exchange_info(self, call: Call) -> object:
        """GET /exchangeInfo."""
        return exchange_info(call.product, self._engine.listings.values(), self._meter, call.now)

    def trading_schedule(self, call: Call) -> object:
        """GET /tradingSchedule: everything here trades day and night."""
        schedules = {market: {"sessions": list[object]()} for market in _SCHEDULED}
        return {"updateTime": call.now, "marketSchedules": schedules}

    # Books and trades

    def depth(self, call: Call) -> object:
        """GET /depth."""
        listing = call.listing
        instrument, book = listing.instrument, listing.book
        written: Wire = {
            "lastUpdateId": book.last_update_id,
            "E": call.now,
            "T": call.now,
            "bids": levels(book.bids(call.limit), instrument),
            "asks": levels(book.asks(call.limit), instrument),
        }
        return written | {"symbol": instrument.symbol, "pair": instrument.pair} if instrument.inverse else written

    rpi_depth = depth

    def trades(self, call: Call) -> object:
        """GET /trades."""
        return [trade(each) for each in self._data.trades(call.symbol, call.limit)]

    def historical_trades(self, call: Call) -> object:
        """GET /historicalTrades."""
        return [trade(each) for each in self._data.trades(call.symbol, call.limit, call.given.integer("fromId"))]

    def agg_trades(self, call: Call) -> object:
        """GET /aggTrades: of 48 hours at most."""
        given, instrument = call.given, call.listing.instrument
        start, end = _range(call)
        if start is not None and end is not None and end - start >= _HOUR:
            raise rejected("MORE_THAN_XX_HOURS", call.product, 1)
        if start is not None:
            start = max(start, call.now - 2 * DAY)
        rows = self._data.agg_trades(
            instrument.symbol, from_id=given.integer("fromId"), start=start, end=end, limit=call.limit
        )
        return [agg_trade(each, instrument) for each in rows]

    def book_ticker(self, call: Call) -> object:
        """GET /ticker/bookTicker."""
        return _tickers(call, self._book_ticker)

    def _book_ticker(self, call: Call, listing: Listing) -> Wire:
        best = self._data.book_ticker(listing.instrument.symbol)
        written = book_ticker(best, listing.instrument)
        return written | {"lastUpdateId": best.updateId} if call.socket else written

    # Candlesticks: since June 2026 those of both products on either host

    def klines(self, call: Call) -> object:
        """GET /klines."""
        return self._klines(call, self._either_listing(call).instrument)

    def continuous_klines(self, call: Call) -> object:
        """GET /continuousKlines."""
        kind = cast("ContractType", call.given["contractType"])
        symbol = self._data.symbol_of(self._either_pair(call), kind)
        return [] if symbol is None else self._klines(call, self._engine.listings[symbol].instrument)

    def index_price_klines(self, call: Call) -> object:
        """GET /indexPriceKlines."""
        return self._price_klines(call, "index", self._either_pair(call))

    def mark_price_klines(self, call: Call) -> object:
        """GET /markPriceKlines."""
        return self._price_klines(call, "mark", self._either_listing(call).instrument.symbol)

    def premium_index_klines(self, call: Call) -> object:
        """GET /premiumIndexKlines."""
        return self._price_klines(call, "premium", self._either_listing(call).instrument.symbol)

    # Prices

    def ticker_24hr_price_change(self, call: Call) -> object:
        """GET /ticker/24hr."""
        return _tickers(call, lambda _, each: ticker(self._data.ticker_24h(each.instrument.symbol), each.instrument))

    def ticker_price(self, call: Call) -> object:
        """GET /ticker/price."""
        return _tickers(call, self._ticker_price)

    ticker_price_v1 = ticker_price

    def _ticker_price(self, _call: Call, listing: Listing) -> Wire:
        instrument = listing.instrument
        written: Wire = {
            "symbol": instrument.symbol,
            "price": price(instrument, self._data.last_price(instrument.symbol)),
            "time": self._data.last_time(instrument.symbol),
        }
        return written | {"ps": instrument.pair} if instrument.inverse else written

    def mark_price(self, call: Call) -> object:
        """GET /premiumIndex."""
        return _one_or_all(
            call, lambda _, each: premium_index(self._data.premium(each.instrument.symbol), call.product)
        )

    def funding_rate(self, call: Call) -> object:
        """GET /fundingRate: from startTime on, else the newest; oldest first."""
        start, end = _range(call)
        rows = [
            each
            for symbol in call.symbols()
            for each in self._data.funding_history(symbol, start=start, end=end, limit=call.limit)
        ]
        rows.sort(key=lambda each: (each.time, each.symbol))
        return [funding_rate(each) for each in call.page(rows)]

    def funding_info(self, _call: Call) -> object:
        """GET /fundingInfo: it lists what is out of the ordinary, and nothing is."""
        return []

    def quarterly_contract_settlement_price(self, call: Call) -> object:
        """GET /futures/data/delivery-price: newest first; the price is a JSON number here."""
        ended = self._data.deliveries(self._either_pair(call))
        return [{"deliveryTime": each.time, "deliveryPrice": float(each.price)} for each in reversed(ended)]

    def open_interest(self, call: Call) -> object:
        """GET /openInterest."""
        instrument = call.listing.instrument
        written: Wire = {
            "symbol": instrument.symbol,
            "openInterest": quantity(instrument, self._data.open_interest(instrument.symbol)),
            "time": call.now,
        }
        if instrument.inverse:
            written |= {"pair": instrument.pair, "contractType": instrument.contractType}
        return written

    def asset_index(self, call: Call) -> object:
        """GET /assetIndex."""
        rows = asset_indexes(self._engine.listings, self._data)
        symbol = call.given.text("symbol")
        if symbol is None:
            return [asset_index(each, call.now) for each in rows]
        for each in rows:
            if each.symbol == symbol:
                return asset_index(each, call.now)
        raise rejected("BAD_SYMBOL", call.product)

    def index_info(self, _call: Call) -> object:
        """GET /indexInfo: no composite index is listed."""
        return []

    def index_price_constituents(self, call: Call) -> object:
        """GET /constituents: the price comes from one place."""
        return self._constituents(call, call.listing.instrument.pair)

    def query_index_price_constituents(self, call: Call) -> object:
        """GET /dapi/v1/constituents; its symbol is a pair."""
        pair = call.given["symbol"]
        if not any(each.instrument.pair == pair for each in self._engine.listings.values()):
            raise rejected("BAD_SYMBOL", call.product)
        return self._constituents(call, pair)

    def blvt_kline(self, call: Call) -> object:
        """GET /lvtKlines: gone from Binance itself, so -5000 as for any unknown path."""
        route = call.admitted.route
        raise rejected("PATH_INVALID", call.product, route.path, route.method)

    # Risk

    def insurance_balance(self, call: Call) -> object:
        """GET /insuranceBalance: contracts of one margin asset share a fund."""
        groups: dict[str, list[str]] = {}
        for listing in self._engine.listings.values():
            if listing.instrument.product == call.product:
                groups.setdefault(listing.instrument.marginAsset, []).append(listing.instrument.symbol)

        def fund(asset: str) -> Wire:
            balance = money(self._engine.insurance.get((call.product, asset), ZERO))
            row = {"asset": asset, "marginBalance": balance, "updateTime": call.now}
            return {"symbols": groups[asset], "assets": [row]}

        return fund(call.listing.instrument.marginAsset) if "symbol" in call.given else [fund(each) for each in groups]

    def symbol_adl_risk(self, call: Call) -> object:
        """GET /symbolAdlRisk: told every half hour, and low while the insurance fund stands in."""
        updated = call.now - call.now % _ADL_RISK_EVERY
        return _one_or_all(
            call, lambda _, each: {"symbol": each.instrument.symbol, "adlRisk": "low", "updateTime": updated}
        )

    def _constituents(self, call: Call, pair: str) -> Wire:
        index = money(self._data.index_price(pair))
        source = {"exchange": "binance", "symbol": pair, "price": index, "weight": "1.00000000"}
        return {"symbol": call.given["symbol"], "time": call.now, "constituents": [source]}

    def _klines(self, call: Call, instrument: Instrument) -> object:
        start, end = _kline_range(call)
        interval = cast("KlineInterval", call.given["interval"])
        rows = self._data.klines(instrument.symbol, interval, start=start, end=end, limit=call.limit)
        return [kline(each, instrument) for each in rows]

    def _price_klines(self, call: Call, kind: PriceKind, key: str) -> object:
        start, end = _kline_range(call)
        interval = cast("KlineInterval", call.given["interval"])
        rows = self._data.price_klines(kind, key, interval, start=start, end=end, limit=call.limit)
        return [price_kline(each) for each in rows]

    def _either_listing(self, call: Call) -> Listing:
        listing = self._engine.listings.get(call.given["symbol"])
        if listing is None:
            raise rejected("BAD_SYMBOL", call.product)
        return listing

    def _either_pair(self, call: Call) -> str:
        pair = call.given["pair"]
        if not self._data.symbols(pair):
            raise rejected("INVALID_PAIR", call.product)
        return pair


def _one_or_all(call: Call, write: Callable[[Call, Listing], Wire]) -> object:
    """An object of um if a symbol was sent, a list of what it is about otherwise."""
    if call.product == "um" and "symbol" in call.given:
        return write(call, call.listing)
    return [write(call, listing) for listing in call.listings()]


def _tickers(call: Call, write: Callable[[Call, Listing], Wire]) -> object:
    """The same, where symbol and pair exclude each other."""
    if "symbol" in call.given and "pair" in call.given:
        raise rejected("OPTIONAL_PARAMS_BAD_COMBO", call.product)
    return _one_or_all(call, write)


def _range(call: Call) -> tuple[int | None, int | None]:
    """`startTime` and `endTime` as sent."""
    start, end = call.given.integer("startTime"), call.given.integer("endTime")
    if start is not None and end is not None and start > end:
        raise rejected("START_TIME_GREATER_THAN_END_TIME", call.product)
    return start, end


def _kline_range(call: Call) -> tuple[int | None, int | None]:
    """Of cm, 200 days at most."""
    start, end = _range(call)
    if call.product == "cm" and start is not None and end is not None and end - start > 200 * DAY:
        raise rejected("INVALID_TIME_INTERVAL", "cm", 200)
    return start, end
