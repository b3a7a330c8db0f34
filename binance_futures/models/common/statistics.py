"""Statistics, funding and index data that both products share."""

from decimal import Decimal
from typing import Annotated

from pydantic import Field

from ..._request import Request
from ..base import Model, Open, OptionalDecimal
from ..enums import DataContractType, DataPeriod, FundingRateType
from ..parameters import Integer, Text, Timestamp

__all__ = [
    "Basis",
    "FundingInfo",
    "FundingRate",
    "GetBasis",
    "IndexPriceConstituent",
    "IndexPriceConstituents",
    "LongShortRatio",
]


class FundingRate(Model):
    """One funding of a perpetual."""

    symbol: str
    fundingRate: Decimal
    """Funding rate (fraction); above zero the long side pays."""
    fundingTime: int
    """Time of the funding (ms)."""
    markPrice: OptionalDecimal = None
    """Mark price at the funding (quote asset); empty before late 2023, and COIN-M's page leaves it out."""
    rateType: Open[FundingRateType] | None = None
    """Regular, or Special for extra funding such as a stock dividend causes; since 2026-07-23."""


class FundingInfo(Model):
    """Funding limits and interval of a symbol that differs from the default."""

    symbol: str
    adjustedFundingRateCap: Decimal
    """Highest funding rate (fraction)."""
    adjustedFundingRateFloor: Decimal
    """Lowest funding rate (fraction)."""
    fundingIntervalHours: int
    """Time between fundings (hours)."""
    disclaimer: bool
    """Of no meaning."""
    updateTime: int | None = None
    """Last change (ms); servers send it, null at times, though no page shows it."""


class LongShortRatio(Model):
    """How a period splits into long and short; each product adds what the row is of."""

    longShortRatio: Decimal
    """Long share divided by short share."""
    longAccount: Decimal
    """Long share (fraction) of accounts; of positions in USDⓈ-M's `top_long_short_position_ratio`."""
    shortAccount: Decimal
    """Short share (fraction), likewise."""
    timestamp: int
    """Time of the data point (ms)."""


class Basis(Model):
    """Distance of a future from its index."""

    pair: str
    contractType: Open[DataContractType]
    """Contract type."""
    indexPrice: Decimal
    """Index price (quote asset)."""
    futuresPrice: Decimal
    """Price of the contract (quote asset)."""
    basis: Decimal
    """Price of the contract minus index price (quote asset)."""
    basisRate: Decimal
    """Basis divided by index price (fraction)."""
    annualizedBasisRate: OptionalDecimal
    """Basis rate over a year (fraction); empty for perpetuals."""
    timestamp: int
    """Time of the data point (ms)."""


class IndexPriceConstituent(Model):
    """One market behind an index price."""

    exchange: str
    """Name of the exchange."""
    symbol: str
    """How that exchange names the market; may be a formula such as `BTCUSDT*index(USDTUSD)`."""
    price: Decimal
    """Price there (quote asset); -1 where it is hidden, as for TradFi perpetuals."""
    weight: Decimal
    """Weight in the index (fraction)."""


class IndexPriceConstituents(Model):
    """Markets behind an index price."""

    symbol: str
    time: int
    """Time of the prices (ms)."""
    constituents: list[IndexPriceConstituent]
    """Markets and their weights."""


class GetBasis(Request[list[Basis]]):
    """Basis of a pair and contract type.

    Args:
        pair: Pair, such as BTCUSDT or BTCUSD.
        contractType: PERPETUAL, CURRENT_QUARTER or NEXT_QUARTER.
        period: Length of a data point.
        limit: Rows, 1 to 500 (default 30).
        startTime: From this time, inclusive (ms); at most 30 days back. The newest rows without a time.
        endTime: Up to this time, inclusive (ms).
    """

    pair: Text
    contractType: DataContractType
    period: DataPeriod
    limit: Annotated[Integer, Field(ge=1, le=500)] | None = None
    startTime: Timestamp | None = None
    endTime: Timestamp | None = None
