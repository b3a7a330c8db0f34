"""Statistics of /futures/data, per period: open interest, who buys, the basis.

The paper market has no crowd of accounts to count. Its ratios of long and short are those of the period's takers.
"""

from decimal import Decimal
from typing import Final, cast

from ..models.enums import DataPeriod
from ._call import DAY, Call
from ._engine import Engine
from ._errors import rejected
from ._instruments import Instrument
from ._klines import Kline
from ._market_data import MarketData
from ._orders import ZERO
from ._wire_text import money, price, ratio

__all__ = ["Data"]

Wire = dict[str, object]

_REACH: Final = 30 * DAY
_YEAR: Final = 365 * DAY


class Data:
    """The endpoints of /futures/data; each method is the one of its name."""

    def __init__(self, engine: Engine, data: MarketData) -> None:
        self._engine = engine
        self._data = data

    def open_interest_hist(self, call: Call) -> object:
        """GET /futures/data/openInterestHist; its value is in the quote asset, of cm in the base asset."""
        instruments = self._instruments(call)
        head = {"CMCCirculatingSupply": ""} if call.product == "um" else {"contractType": _contract_type(call)}
        return [
            self._name(call) | head | self._open_interest(instruments, candles, time)
            for time, candles in self._periods(call, instruments)
        ]

    def top_long_short_position_ratio(self, call: Call) -> object:
        """GET /futures/data/topLongShortPositionRatio."""
        return self._ratios(call, "Account" if call.product == "um" else "Position")

    def top_long_short_account_ratio(self, call: Call) -> object:
        """GET /futures/data/topLongShortAccountRatio."""
        return self._ratios(call, "Account")

    long_short_account_ratio = top_long_short_account_ratio

    def taker_long_short_ratio(self, call: Call) -> object:
        """GET /futures/data/takerlongshortRatio, of cm takerBuySellVol."""
        rows: list[Wire] = []
        for time, candles in self._periods(call, self._instruments(call)):
            bought = sum((each.takerBuyVolume for each in candles), ZERO)
            sold = sum((each.volume for each in candles), ZERO) - bought
            if call.product == "um":
                share = bought / sold if sold else ZERO
                volumes = {"buySellRatio": ratio(share), "buyVol": ratio(bought), "sellVol": ratio(sold)}
                rows.append({**volumes, "timestamp": time})
                continue
            paid = sum((each.takerBuyTurnover for each in candles), ZERO)
            taken = sum((each.turnover for each in candles), ZERO) - paid
            values = {"takerBuyVolValue": ratio(paid), "takerSellVolValue": ratio(taken)}
            volumes = {"takerBuyVol": f"{bought:.0f}", "takerSellVol": f"{sold:.0f}"}
            rows.append(
                self._name(call) | {"contractType": _contract_type(call)} | volumes | values | {"timestamp": time}
            )
        return rows

    def basis(self, call: Call) -> object:
        """GET /futures/data/basis: futures price less index price."""
        instruments = self._instruments(call)
        rows: list[Wire] = []
        if not instruments:
            return rows
        instrument = instruments[0]
        period = cast("DataPeriod", call.given["period"])
        for time, (candle, *_) in self._periods(call, instruments):
            found = self._data.price_klines(
                "index", instrument.pair, period, start=candle.openTime, end=candle.openTime, limit=1
            )
            if found:
                rows.append(_basis(instrument, candle.close, found[0].close, time))
        return rows

    def _ratios(self, call: Call, what: str) -> list[Wire]:
        rows: list[Wire] = []
        for time, candles in self._periods(call, self._instruments(call)):
            bought = sum((each.takerBuyVolume for each in candles), ZERO)
            long = bought / sum((each.volume for each in candles), ZERO)
            of_shorts = long / (1 - long) if long < 1 else ZERO
            sides = {f"long{what}": ratio(long), f"short{what}": ratio(1 - long)}
            rows.append(self._name(call) | {"longShortRatio": ratio(of_shorts)} | sides | {"timestamp": time})
        return rows

    def _open_interest(self, instruments: list[Instrument], candles: list[Kline], time: int) -> Wire:
        total = value = ZERO
        for instrument, candle in zip(instruments, candles, strict=True):
            held = self._data.open_interest(instrument.symbol, time)
            total += held
            value += instrument.value(candle.close, held)
        whole = instruments[0].inverse
        return {
            "sumOpenInterest": f"{total:.0f}" if whole else money(total),
            "sumOpenInterestValue": money(value),
            "timestamp": time,
        }

    def _instruments(self, call: Call) -> list[Instrument]:
        """The contracts of a request: one symbol, or those of a pair and contract type."""
        if "symbol" in call.given:
            return [call.listing.instrument]
        kind = _contract_type(call)
        found = [listing.instrument for listing in call.listings()]
        return [each for each in found if kind in {"ALL", each.contractType}]

    def _periods(self, call: Call, instruments: list[Instrument]) -> list[tuple[int, list[Kline]]]:
        """The complete periods of a request in which something was traded: end, and a candlestick a contract."""
        start, end = call.given.integer("startTime"), call.given.integer("endTime")
        if start is not None and start < call.now - _REACH:
            raise rejected("INVALID_PARAMETER", call.product, "startTime")
        if start is not None and end is not None and start > end:
            raise rejected("START_TIME_GREATER_THAN_END_TIME", call.product)
        period = cast("DataPeriod", call.given["period"])
        by_time: dict[int, list[Kline]] = {}
        for instrument in instruments:
            for candle in self._data.klines(instrument.symbol, period, start=start, end=end, limit=call.limit + 1):
                if candle.closeTime < call.now:
                    by_time.setdefault(candle.closeTime + 1, []).append(candle)
        whole = [
            (time, candles)
            for time, candles in sorted(by_time.items())
            if len(candles) == len(instruments) and any(each.volume for each in candles)
        ]
        return call.page(whole)

    @staticmethod
    def _name(call: Call) -> Wire:
        name = "symbol" if "symbol" in call.given else "pair"
        return {name: call.given[name]}


def _contract_type(call: Call) -> str:
    return call.given.text("contractType") or "ALL"


def _basis(instrument: Instrument, futures: Decimal, index: Decimal, time: int) -> Wire:
    rate = (futures - index) / index
    left = instrument.deliveryDate - time
    ends = instrument.contractType != "PERPETUAL" and left > 0
    return {
        "pair": instrument.pair,
        "contractType": instrument.contractType,
        "indexPrice": money(index),
        "futuresPrice": price(instrument, futures),
        "basis": money(futures - index),
        "basisRate": ratio(rate),
        "annualizedBasisRate": ratio(rate * _YEAR / left) if ends else "",
        "timestamp": time,
    }
