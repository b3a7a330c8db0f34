"""Statistics, funding and index data of USDⓈ-M futures."""

from decimal import Decimal
from typing import Annotated

from pydantic import Field

from ..._request import R_co, Request
from ..base import Model, Open, OptionalDecimal
from ..common import statistics as common
from ..common.statistics import Basis, FundingInfo, FundingRate, IndexPriceConstituent, IndexPriceConstituents
from ..enums import AdlRisk, DataPeriod
from ..parameters import Integer, Text, Timestamp

__all__ = [
    "AssetIndex",
    "Basis",
    "DeliveryPrice",
    "FundingInfo",
    "FundingRate",
    "GetAssetIndex",
    "GetAssetIndexes",
    "GetBasis",
    "GetFundingInfo",
    "GetFundingRate",
    "GetIndexInfo",
    "GetIndexPriceConstituents",
    "GetInsuranceBalance",
    "GetInsuranceBalances",
    "GetLongShortAccountRatio",
    "GetOpenInterestHist",
    "GetQuarterlyContractSettlementPrice",
    "GetSymbolAdlRisk",
    "GetSymbolAdlRisks",
    "GetTakerLongShortRatio",
    "GetTopLongShortAccountRatio",
    "GetTopLongShortPositionRatio",
    "IndexComponent",
    "IndexInfo",
    "IndexPriceConstituent",
    "IndexPriceConstituents",
    "InsuranceAsset",
    "InsuranceBalance",
    "LongShortRatio",
    "OpenInterestHist",
    "SymbolAdlRisk",
    "TakerVolume",
]


class DeliveryPrice(Model):
    """Settlement price of a past quarterly contract."""

    deliveryTime: int
    """Time of the settlement (ms)."""
    deliveryPrice: Decimal
    """Settlement price (quote asset); a bare number on the wire."""


class OpenInterestHist(Model):
    """Open interest at one time."""

    symbol: str
    sumOpenInterest: Decimal
    """Open interest (base asset)."""
    sumOpenInterestValue: Decimal
    """Open interest (quote asset)."""
    CMCCirculatingSupply: OptionalDecimal = None
    """Circulating supply as CoinMarketCap counts it (base asset); older answers lack it."""
    timestamp: int
    """Time of the data point (ms)."""


class LongShortRatio(common.LongShortRatio):
    """How the accounts, or positions, of a symbol split into long and short."""

    symbol: str


class TakerVolume(Model):
    """What takers bought and sold in a period."""

    buySellRatio: Decimal
    """Buy volume divided by sell volume."""
    buyVol: Decimal
    """Taker buy volume (base asset)."""
    sellVol: Decimal
    """Taker sell volume (base asset)."""
    timestamp: int
    """Time of the data point (ms)."""


class IndexComponent(Model):
    """Member of a composite index."""

    baseAsset: str
    quoteAsset: str
    weightInQuantity: Decimal
    """Weight as a quantity (base asset)."""
    weightInPercentage: Decimal
    """Weight as a share (fraction, whatever the name says)."""


class IndexInfo(Model):
    """Make-up of a composite-index symbol."""

    symbol: str
    time: int
    """Time of the weights (ms)."""
    component: str
    """Kind of the members, such as `baseAsset`."""
    baseAssetList: list[IndexComponent]
    """Members and their weights."""


class AssetIndex(Model):
    """Price at which an asset counts as margin in multi-assets mode."""

    symbol: str
    time: int
    """Time of the prices (ms)."""
    index: Decimal
    """Index price (USD)."""
    bidBuffer: Decimal
    """Discount below the index (fraction)."""
    askBuffer: Decimal
    """Markup above the index (fraction)."""
    bidRate: Decimal
    """Index less the discount (USD)."""
    askRate: Decimal
    """Index plus the markup (USD)."""
    autoExchangeBidBuffer: Decimal
    """Discount of auto-exchange (fraction)."""
    autoExchangeAskBuffer: Decimal
    """Markup of auto-exchange (fraction)."""
    autoExchangeBidRate: Decimal
    """Index less the discount of auto-exchange (USD)."""
    autoExchangeAskRate: Decimal
    """Index plus the markup of auto-exchange (USD)."""


class InsuranceAsset(Model):
    """What an insurance fund holds of an asset."""

    asset: str
    marginBalance: Decimal
    """Balance (of the asset)."""
    updateTime: int
    """Last change (ms)."""


class InsuranceBalance(Model):
    """Insurance fund of a group of symbols."""

    symbols: list[str]
    """Symbols that share the fund."""
    assets: list[InsuranceAsset]
    """Balances by asset."""


class SymbolAdlRisk(Model):
    """Risk of auto-deleveraging in a symbol."""

    symbol: str
    adlRisk: Open[AdlRisk]
    """Rating, set anew every 30 minutes."""
    updateTime: int
    """Time of the rating (ms)."""


class GetFundingRate(Request[list[FundingRate]], path="/fapi/v1/fundingRate", weight=0):
    """Past funding rates, oldest first.

    Shares 500 requests per 5 minutes and IP with `funding_info` instead of weighing anything. A range that holds
    more rows than `limit` gives those from `startTime` on.

    Args:
        symbol: Symbol; every symbol without it.
        startTime: From this time, inclusive (ms). The newest rows without a time, 200 as the newest page says.
        endTime: Up to this time, inclusive (ms).
        limit: Rows, 1 to 1000 (default 100).

    https://developers.binance.com/en/docs/catalog/core-trading-derivatives-trading-usd-s-m-futures/api/rest-api/market-data#get-funding-rate-history
    """

    symbol: Text | None = None
    startTime: Timestamp | None = None
    endTime: Timestamp | None = None
    limit: Annotated[Integer, Field(ge=1, le=1000)] | None = None


class GetFundingInfo(Request[list[FundingInfo]], path="/fapi/v1/fundingInfo", weight=0):
    """Symbols whose funding cap, floor or interval is not the default (8 hours).

    Shares 500 requests per 5 minutes and IP with `funding_rate`.

    https://developers.binance.com/en/docs/catalog/core-trading-derivatives-trading-usd-s-m-futures/api/rest-api/market-data#get-funding-rate-info
    """


class GetQuarterlyContractSettlementPrice(Request[list[DeliveryPrice]], path="/futures/data/delivery-price", weight=0):
    """Settlement prices of past quarterly contracts, newest first.

    Args:
        pair: Pair, such as BTCUSDT.

    https://developers.binance.com/en/docs/catalog/core-trading-derivatives-trading-usd-s-m-futures/api/rest-api/market-data#quarterly-contract-settlement-price
    """

    pair: Text


class _SymbolStatistics(Request[R_co], weight=0):
    """Statistics of a symbol; they share 1000 requests per 5 minutes and IP instead of weighing anything.

    Args:
        symbol: Symbol.
        period: Length of a data point.
        limit: Rows, 1 to 500 (default 30).
        startTime: From this time, inclusive (ms); at most 30 days back. The newest rows without a time.
        endTime: Up to this time, inclusive (ms).
    """

    symbol: Text
    period: DataPeriod
    limit: Annotated[Integer, Field(ge=1, le=500)] | None = None
    startTime: Timestamp | None = None
    endTime: Timestamp | None = None


class GetOpenInterestHist(_SymbolStatistics[list[OpenInterestHist]], path="/futures/data/openInterestHist"):
    """Open interest over time; periods without trades have no row.

    https://developers.binance.com/en/docs/catalog/core-trading-derivatives-trading-usd-s-m-futures/api/rest-api/market-data#open-interest-statistics
    """


class GetTopLongShortPositionRatio(
    _SymbolStatistics[list[LongShortRatio]],
    path="/futures/data/topLongShortPositionRatio",
    security="MARKET_DATA",
    key_optional=True,
):
    """Long and short share of the positions of top traders, the 20 % with the highest margin balance.

    https://developers.binance.com/en/docs/catalog/core-trading-derivatives-trading-usd-s-m-futures/api/rest-api/market-data#top-trader-long-short-ratio-positions
    """


class GetTopLongShortAccountRatio(
    _SymbolStatistics[list[LongShortRatio]],
    path="/futures/data/topLongShortAccountRatio",
    security="MARKET_DATA",
    key_optional=True,
):
    """Long and short share of the accounts of top traders, the 20 % with the highest margin balance.

    https://developers.binance.com/en/docs/catalog/core-trading-derivatives-trading-usd-s-m-futures/api/rest-api/market-data#top-trader-long-short-ratio-accounts
    """


class GetLongShortAccountRatio(
    _SymbolStatistics[list[LongShortRatio]], path="/futures/data/globalLongShortAccountRatio"
):
    """Long and short share of all accounts.

    https://developers.binance.com/en/docs/catalog/core-trading-derivatives-trading-usd-s-m-futures/api/rest-api/market-data#long-short-ratio
    """


class GetTakerLongShortRatio(_SymbolStatistics[list[TakerVolume]], path="/futures/data/takerlongshortRatio"):
    """Volume that takers bought and sold.

    https://developers.binance.com/en/docs/catalog/core-trading-derivatives-trading-usd-s-m-futures/api/rest-api/market-data#taker-buy-sell-volume
    """


class GetBasis(common.GetBasis, path="/futures/data/basis", weight=0):
    """Basis of a pair and contract type.

    https://developers.binance.com/en/docs/catalog/core-trading-derivatives-trading-usd-s-m-futures/api/rest-api/market-data#basis
    """


class GetIndexInfo(Request[list[IndexInfo]], path="/fapi/v1/indexInfo"):
    """Make-up of composite-index symbols, such as DEFIUSDT.

    Args:
        symbol: Composite-index symbol; all of them without it.

    https://developers.binance.com/en/docs/catalog/core-trading-derivatives-trading-usd-s-m-futures/api/rest-api/market-data#composite-index-symbol-information
    """

    symbol: Text | None = None


class GetAssetIndex(Request[AssetIndex], path="/fapi/v1/assetIndex"):
    """Price at which an asset counts as margin in multi-assets mode.

    Args:
        symbol: Asset pair, such as ADAUSD; since 2026-06-30 also settlement assets of COIN-M, such as BTCUSD.

    https://developers.binance.com/en/docs/catalog/core-trading-derivatives-trading-usd-s-m-futures/api/rest-api/market-data#asset-index
    """

    symbol: Text


class GetAssetIndexes(Request[list[AssetIndex]], path="/fapi/v1/assetIndex", weight=10):
    """Prices at which assets count as margin in multi-assets mode, of every asset.

    https://developers.binance.com/en/docs/catalog/core-trading-derivatives-trading-usd-s-m-futures/api/rest-api/market-data#asset-index
    """

    symbol: None = None


class GetIndexPriceConstituents(Request[IndexPriceConstituents], path="/fapi/v1/constituents", weight=2):
    """Exchanges, prices and weights behind an index price.

    Args:
        symbol: Symbol.

    https://developers.binance.com/en/docs/catalog/core-trading-derivatives-trading-usd-s-m-futures/api/rest-api/market-data#query-index-price-constituents
    """

    symbol: Text


class GetInsuranceBalance(Request[InsuranceBalance], path="/fapi/v1/insuranceBalance"):
    """Insurance fund that stands behind a symbol.

    Args:
        symbol: Symbol.

    https://developers.binance.com/en/docs/catalog/core-trading-derivatives-trading-usd-s-m-futures/api/rest-api/market-data#query-insurance-fund-balance-snapshot
    """

    symbol: Text


class GetInsuranceBalances(Request[list[InsuranceBalance]], path="/fapi/v1/insuranceBalance"):
    """Insurance funds of every group of symbols.

    https://developers.binance.com/en/docs/catalog/core-trading-derivatives-trading-usd-s-m-futures/api/rest-api/market-data#query-insurance-fund-balance-snapshot
    """

    symbol: None = None


class GetSymbolAdlRisk(Request[SymbolAdlRisk], path="/fapi/v1/symbolAdlRisk"):
    """Risk of auto-deleveraging in a symbol, rated every 30 minutes.

    Args:
        symbol: Symbol.

    https://developers.binance.com/en/docs/catalog/core-trading-derivatives-trading-usd-s-m-futures/api/rest-api/market-data#adl-risk
    """

    symbol: Text


class GetSymbolAdlRisks(Request[list[SymbolAdlRisk]], path="/fapi/v1/symbolAdlRisk"):
    """Risk of auto-deleveraging in every symbol, rated every 30 minutes.

    https://developers.binance.com/en/docs/catalog/core-trading-derivatives-trading-usd-s-m-futures/api/rest-api/market-data#adl-risk
    """

    symbol: None = None
