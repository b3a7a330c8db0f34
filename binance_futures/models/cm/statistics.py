"""Statistics, funding and index data of COIN-M futures."""

from decimal import Decimal
from typing import Annotated

from pydantic import Field

from ..._request import R_co, Request
from ..base import Model, Open
from ..common import statistics as common
from ..common.statistics import Basis, FundingInfo, FundingRate, IndexPriceConstituent, IndexPriceConstituents
from ..enums import DataContractType, DataPeriod, StatisticsContractType
from ..parameters import Integer, Text, Timestamp

__all__ = [
    "Basis",
    "FundingInfo",
    "FundingRate",
    "GetBasis",
    "GetFundingInfo",
    "GetFundingRate",
    "GetLongShortAccountRatio",
    "GetOpenInterestHist",
    "GetTakerLongShortRatio",
    "GetTopLongShortAccountRatio",
    "GetTopLongShortPositionRatio",
    "IndexPriceConstituent",
    "IndexPriceConstituents",
    "LongShortPositionRatio",
    "LongShortRatio",
    "OpenInterestHist",
    "QueryIndexPriceConstituents",
    "TakerVolume",
]


class OpenInterestHist(Model):
    """Open interest of a pair at one time."""

    pair: str
    contractType: Open[StatisticsContractType]
    """Contract type the row counts."""
    sumOpenInterest: Decimal
    """Open interest (contracts)."""
    sumOpenInterestValue: Decimal
    """Open interest (base asset)."""
    timestamp: int
    """Time of the data point (ms)."""


class LongShortRatio(common.LongShortRatio):
    """How the accounts of a pair split into long and short."""

    pair: str


class LongShortPositionRatio(Model):
    """How the positions of a pair split into long and short."""

    pair: str
    longShortRatio: Decimal
    """Long share divided by short share."""
    longPosition: Decimal
    """Long share of positions (fraction)."""
    shortPosition: Decimal
    """Short share of positions (fraction)."""
    timestamp: int
    """Time of the data point (ms)."""


class TakerVolume(Model):
    """What takers bought and sold in a period."""

    pair: str
    contractType: Open[StatisticsContractType]
    """Contract type the row counts."""
    takerBuyVol: Decimal
    """Taker buy volume (contracts)."""
    takerSellVol: Decimal
    """Taker sell volume (contracts)."""
    takerBuyVolValue: Decimal
    """Taker buy volume (base asset)."""
    takerSellVolValue: Decimal
    """Taker sell volume (base asset)."""
    timestamp: int
    """Time of the data point (ms)."""


class GetFundingRate(Request[list[FundingRate]], path="/dapi/v1/fundingRate"):
    """Past funding rates of a perpetual; a delivery symbol gives an empty list.

    Args:
        symbol: Symbol, such as BTCUSD_PERP.
        startTime: From this time, inclusive (ms).
        endTime: Up to this time, inclusive (ms).
        limit: Rows, 1 to 1000 (default 100).

    https://developers.binance.com/en/docs/catalog/core-trading-derivatives-trading-coin-m-futures/api/rest-api/market-data#get-funding-rate-history-of-perpetual-futures
    """

    symbol: Text
    startTime: Timestamp | None = None
    endTime: Timestamp | None = None
    limit: Annotated[Integer, Field(ge=1, le=1000)] | None = None


class GetFundingInfo(Request[list[FundingInfo]], path="/dapi/v1/fundingInfo", weight=0):
    """Symbols whose funding cap, floor or interval is not the default.

    https://developers.binance.com/en/docs/catalog/core-trading-derivatives-trading-coin-m-futures/api/rest-api/market-data#get-funding-rate-info
    """


class _PairStatistics(Request[R_co]):
    """Statistics of a pair.

    Args:
        pair: Pair, such as BTCUSD.
        period: Length of a data point.
        contractType: PERPETUAL, CURRENT_QUARTER or NEXT_QUARTER; all of them together without it.
        limit: Rows, 1 to 500 (default 30).
        startTime: From this time, inclusive (ms); at most 30 days back. The newest rows without a time.
        endTime: Up to this time, inclusive (ms).
    """

    pair: Text
    period: DataPeriod
    contractType: DataContractType | None = None
    limit: Annotated[Integer, Field(ge=1, le=500)] | None = None
    startTime: Timestamp | None = None
    endTime: Timestamp | None = None


class GetOpenInterestHist(Request[list[OpenInterestHist]], path="/futures/data/openInterestHist"):
    """Open interest of a pair over time.

    Args:
        pair: Pair, such as BTCUSD.
        contractType: PERPETUAL, CURRENT_QUARTER or NEXT_QUARTER; None counts all of them together (`ALL` until
            2026-08-18).
        period: Length of a data point.
        limit: Rows, 1 to 500 (default 30).
        startTime: From this time, inclusive (ms); at most 30 days back. The newest rows without a time.
        endTime: Up to this time, inclusive (ms).

    https://developers.binance.com/en/docs/catalog/core-trading-derivatives-trading-coin-m-futures/api/rest-api/market-data#open-interest-statistics
    """

    pair: Text
    # Optional for Binance, yet without a default: the old connector's order (pair, contractType, period) holds, and
    # a required parameter cannot stand after one with a default. Whoever wants all types writes None.
    contractType: DataContractType | None
    period: DataPeriod
    limit: Annotated[Integer, Field(ge=1, le=500)] | None = None
    startTime: Timestamp | None = None
    endTime: Timestamp | None = None


class GetTopLongShortPositionRatio(
    _PairStatistics[list[LongShortPositionRatio]], path="/futures/data/topLongShortPositionRatio"
):
    """Long and short share of the positions of top traders, the 20 % with the highest margin balance.

    https://developers.binance.com/en/docs/catalog/core-trading-derivatives-trading-coin-m-futures/api/rest-api/market-data#top-trader-long-short-ratio-positions
    """


class GetTopLongShortAccountRatio(_PairStatistics[list[LongShortRatio]], path="/futures/data/topLongShortAccountRatio"):
    """Long and short share of the accounts of top traders, the 20 % with the highest margin balance.

    https://developers.binance.com/en/docs/catalog/core-trading-derivatives-trading-coin-m-futures/api/rest-api/market-data#top-trader-long-short-ratio-accounts
    """


class GetLongShortAccountRatio(_PairStatistics[list[LongShortRatio]], path="/futures/data/globalLongShortAccountRatio"):
    """Long and short share of all accounts.

    https://developers.binance.com/en/docs/catalog/core-trading-derivatives-trading-coin-m-futures/api/rest-api/market-data#long-short-ratio
    """


class GetTakerLongShortRatio(Request[list[TakerVolume]], path="/futures/data/takerBuySellVol"):
    """Volume that takers bought and sold in a pair.

    Args:
        pair: Pair, such as BTCUSD.
        contractType: PERPETUAL, CURRENT_QUARTER or NEXT_QUARTER; ALL counts them together.
        period: Length of a data point.
        limit: Rows, 1 to 500 (default 30).
        startTime: From this time, inclusive (ms); at most 30 days back. The newest rows without a time.
        endTime: Up to this time, inclusive (ms).

    https://developers.binance.com/en/docs/catalog/core-trading-derivatives-trading-coin-m-futures/api/rest-api/market-data#taker-buy-sell-volume
    """

    pair: Text
    contractType: StatisticsContractType
    period: DataPeriod
    limit: Annotated[Integer, Field(ge=1, le=500)] | None = None
    startTime: Timestamp | None = None
    endTime: Timestamp | None = None


class GetBasis(common.GetBasis, path="/futures/data/basis"):
    """Basis of a pair and contract type.

    https://developers.binance.com/en/docs/catalog/core-trading-derivatives-trading-coin-m-futures/api/rest-api/market-data#basis
    """


class QueryIndexPriceConstituents(Request[IndexPriceConstituents], path="/dapi/v1/constituents"):
    """Exchanges, prices and weights behind an index price.

    Args:
        symbol: Index symbol, such as BTCUSD.

    https://developers.binance.com/en/docs/catalog/core-trading-derivatives-trading-coin-m-futures/api/rest-api/market-data#query-index-price-constituents
    """

    symbol: Text
