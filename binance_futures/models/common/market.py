"""Market data that both products share."""

from collections.abc import Iterator
from decimal import ROUND_FLOOR, ROUND_HALF_EVEN, Decimal
from typing import Annotated, ClassVar, Generic, Literal, NamedTuple, TypeVar

from pydantic import AliasChoices, Field

from ..._request import ByLimit, R_co, Request
from ...errors import Problem
from ..base import Empty, Model, Open, OptionalDecimal
from ..enums import (
    ContractType,
    KlineInterval,
    OrderType,
    PositionControlSide,
    RateLimitInterval,
    RateLimitType,
    TimeInForce,
    UnderlyingType,
)
from ..parameters import Integer, Text, Timestamp, WholeNumber
from ..rows import LazyRows, Rows, exact_row
from .times import HOUR, span_problems

__all__ = [
    "KLINES_WEIGHT",
    "AggTrade",
    "BookTicker",
    "Depth",
    "ExchangeInfo",
    "GetAggTrades",
    "GetDepth",
    "GetHistoricalTrades",
    "GetIndexPriceKlines",
    "GetKlines",
    "GetMarkPriceKlines",
    "GetOpenInterest",
    "GetPing",
    "GetPremiumIndexKlines",
    "GetTime",
    "GetTrades",
    "Level",
    "LotSize",
    "MarkPrice",
    "MarketLotSize",
    "MaxNumAlgoOrders",
    "MaxNumOrders",
    "MinNotional",
    "OpenInterest",
    "PercentPrice",
    "PositionRiskControl",
    "PriceFilter",
    "PriceKline",
    "PriceTicker",
    "RateLimit",
    "ServerTime",
    "Symbol",
    "SymbolFilter",
    "Ticker24hr",
    "Trade",
    "UnknownFilter",
]

KLINES_WEIGHT = ByLimit(((99, 1), (499, 2), (1000, 5), (1500, 10)), default=500)


class ServerTime(Model):
    """The exchange's clock."""

    serverTime: int
    """Server time (ms)."""


class RateLimit(Model):
    """A limit on requests or orders: at most `limit` in `intervalNum` intervals."""

    rateLimitType: Open[RateLimitType]
    """What is counted: weight by IP, orders by account."""
    interval: Open[RateLimitInterval]
    """Unit of the interval."""
    intervalNum: int
    """Number of units in an interval."""
    limit: int
    """Most that one interval takes."""


class SymbolFilter(Model):
    """Base of the rules a symbol sets for its orders."""


class PriceFilter(SymbolFilter):
    """Grid of prices, also of trigger prices: `minPrice` and whole ticks above it."""

    filterType: Literal["PRICE_FILTER"]
    minPrice: Decimal
    """Lowest price (quote asset); 0 is no limit."""
    maxPrice: Decimal
    """Highest price (quote asset); 0 is no limit."""
    tickSize: Decimal
    """Step of prices (quote asset); 0 is no grid."""


class _QuantityGrid(SymbolFilter):
    minQty: Decimal
    """Smallest quantity (base asset; contracts on COIN-M)."""
    maxQty: Decimal
    """Largest quantity (base asset; contracts on COIN-M)."""
    stepSize: Decimal
    """Step of quantities (base asset; contracts on COIN-M)."""


class LotSize(_QuantityGrid):
    """Grid of quantities: `minQty` and whole steps above it."""

    filterType: Literal["LOT_SIZE"]


class MarketLotSize(_QuantityGrid):
    """Grid of quantities of MARKET orders."""

    filterType: Literal["MARKET_LOT_SIZE"]


class MaxNumOrders(SymbolFilter):
    """Most open orders of an account on the symbol, conditional ones included."""

    filterType: Literal["MAX_NUM_ORDERS"]
    limit: int
    """Number of orders."""


class MaxNumAlgoOrders(SymbolFilter):
    """Most open conditional orders of an account on the symbol; gone from USDⓈ-M since 2025-12-29."""

    filterType: Literal["MAX_NUM_ALGO_ORDERS"]
    limit: int
    """Number of orders."""


class PercentPrice(SymbolFilter):
    """How far a price may be from the mark price: buys at most above it, sells at most below it."""

    filterType: Literal["PERCENT_PRICE"]
    multiplierUp: Decimal
    """Highest buy price, as a multiple of the mark price."""
    multiplierDown: Decimal
    """Lowest sell price, as a multiple of the mark price."""
    multiplierDecimal: int
    """Decimals the multipliers count with."""


class MinNotional(SymbolFilter):
    """Smallest value of an order; reduce-only and close-position orders are exempt."""

    filterType: Literal["MIN_NOTIONAL"]
    notional: Decimal
    """Least price × quantity (quote asset); MARKET orders count at the mark price."""


class PositionRiskControl(SymbolFilter):
    """Side on which only reduce-only orders are taken."""

    filterType: Literal["POSITION_RISK_CONTROL"]
    positionControlSide: Open[PositionControlSide]


class UnknownFilter(SymbolFilter):
    """A filter this version does not know; its values are in `model_extra`."""

    filterType: str


_KnownFilter = Annotated[
    PriceFilter
    | LotSize
    | MarketLotSize
    | MaxNumOrders
    | MaxNumAlgoOrders
    | PercentPrice
    | MinNotional
    | PositionRiskControl,
    Field(discriminator="filterType"),
]
_Filter = Annotated[_KnownFilter | UnknownFilter, Field(union_mode="left_to_right")]

F = TypeVar("F", bound=SymbolFilter)


class Symbol(Model):
    """Trading rules of a symbol; round prices and quantities by `filters`, never by the precisions."""

    symbol: str
    pair: str
    """Underlying pair."""
    contractType: Open[ContractType]
    """Kind of contract; empty while the symbol is not set up."""
    deliveryDate: int
    """Time of delivery (ms); 4133404800000 stands for none, a delisting moves it."""
    onboardDate: int
    """Time of listing (ms)."""
    maintMarginPercent: Decimal
    """Of no meaning; see the leverage brackets (percent)."""
    requiredMarginPercent: Decimal
    """Of no meaning; see the leverage brackets (percent)."""
    baseAsset: str
    quoteAsset: str
    marginAsset: str
    pricePrecision: int
    """Decimals shown of prices; not the tick size."""
    quantityPrecision: int
    """Decimals shown of quantities; not the step size."""
    baseAssetPrecision: int
    """Decimals of the base asset."""
    quotePrecision: int
    """Decimals of the quote asset."""
    underlyingType: Open[UnderlyingType]
    """What the contract is on."""
    underlyingSubType: list[str]
    """Tags of the underlying."""
    triggerProtect: Decimal
    """Widest gap of mark and last price at which an order with `priceProtect` triggers (fraction)."""
    liquidationFee: Decimal
    """Fee of a liquidation (fraction)."""
    marketTakeBound: Decimal
    """Farthest from the mark price a MARKET order may fill (fraction)."""
    maxMoveOrderLimit: int | None = None
    """Most changes of one order; in live answers only, not in the documented ones."""
    filters: list[_Filter]
    """Rules for prices and quantities; `filter` finds one."""
    orderTypes: list[Open[OrderType]] = Field(validation_alias=AliasChoices("orderTypes", "OrderType"))
    """Order types the symbol takes; older samples spell the key `OrderType`."""
    timeInForce: list[Open[TimeInForce]]
    """Times in force the symbol takes."""
    permissionSets: list[str] | None = None
    """What the symbol is open to, such as GRID; in live answers only, not in the documented ones."""

    def filter(self, kind: type[F]) -> F | None:
        """The filter of a kind, such as `symbol.filter(PriceFilter)`; None if the symbol has none."""
        return next((item for item in self.filters if isinstance(item, kind)), None)

    def round_price(self, price: Decimal, rounding: str = ROUND_HALF_EVEN) -> Decimal:
        """The nearest price on the grid; `rounding` is one of `decimal`, such as ROUND_DOWN for a buyer."""
        grid = self.filter(PriceFilter)
        return price if grid is None else _on_grid(price, grid.minPrice, grid.tickSize, rounding)

    def round_quantity(self, quantity: Decimal, *, market: bool = False) -> Decimal:
        """The largest quantity on the grid up to this one, 0 below the smallest; `market` for MARKET orders."""
        grid = (self.filter(MarketLotSize) if market else None) or self.filter(LotSize)
        if grid is None:
            return quantity
        rounded = _on_grid(min(quantity, grid.maxQty), grid.minQty, grid.stepSize, ROUND_FLOOR)
        return rounded if rounded >= grid.minQty else Decimal(0)


def _on_grid(value: Decimal, first: Decimal, step: Decimal, rounding: str) -> Decimal:
    if not step:
        return value
    return first + ((value - first) / step).to_integral_value(rounding) * step


S = TypeVar("S", bound=Symbol)


class ExchangeInfo(Model, Generic[S]):
    """Rate limits and the trading rules of every symbol."""

    timezone: str
    """UTC."""
    serverTime: int
    """Time of the answer (ms); not meant for setting a clock."""
    rateLimits: list[RateLimit]
    """Limits of the API."""
    exchangeFilters: list[object]
    """Rules for all symbols; empty so far."""
    symbols: list[S]
    """Rules of each symbol; `find` looks one up."""

    def find(self, name: str) -> S | None:
        """The symbol of this name, such as `BTCUSDT`; None if there is none."""
        return next((item for item in self.symbols if item.symbol == name), None)


@exact_row
class Level(NamedTuple):
    """One price of the order book; the decimals keep the exact text and are converted when read."""

    price: Decimal
    """Price (quote asset)."""
    quantity: Decimal
    """Quantity at this price (base asset; contracts on COIN-M)."""


class Depth(Model):
    """Order book, best prices first."""

    lastUpdateId: int
    """Id of the last update in the book; stream updates go on from here."""
    eventTime: int = Field(alias="E")
    """Time of the answer (ms)."""
    transactionTime: int = Field(alias="T")
    """Time of the book (ms)."""
    bids: LazyRows[Level]
    """Buyers, highest price first."""
    asks: LazyRows[Level]
    """Sellers, lowest price first."""


class Trade(Model):
    """One trade from the order book."""

    id: int
    """Trade id."""
    price: Decimal
    """Price (quote asset)."""
    qty: Decimal
    """Quantity (base asset; contracts on COIN-M)."""
    time: int
    """Time of the trade (ms)."""
    isBuyerMaker: bool
    """Whether the buyer was the maker, that is, the taker sold."""


class AggTrade(Model):
    """Trades of one price and taker side within 100 ms, merged."""

    aggregateTradeId: int = Field(alias="a")
    """Id of the aggregate."""
    price: Decimal = Field(alias="p")
    """Price (quote asset)."""
    quantity: Decimal = Field(alias="q")
    """Quantity (base asset; contracts on COIN-M)."""
    firstTradeId: int = Field(alias="f")
    """Id of the first trade."""
    lastTradeId: int = Field(alias="l")
    """Id of the last trade."""
    tradeTime: int = Field(alias="T")
    """Time of the trades (ms)."""
    isBuyerMaker: bool = Field(alias="m")
    """Whether the buyer was the maker, that is, the taker sold."""


@exact_row
class PriceKline(NamedTuple):
    """One candlestick of an index price, mark price or premium index, which know no volume.

    The decimals keep the exact text and are converted when read.
    """

    openTime: int
    """Open time (ms); identifies the candlestick."""
    open: Decimal
    """First price (quote asset), or premium (fraction)."""
    high: Decimal
    """Highest price (quote asset), or premium (fraction)."""
    low: Decimal
    """Lowest price (quote asset), or premium (fraction)."""
    close: Decimal
    """Last price (quote asset), or premium (fraction); the latest while the candlestick is open."""
    ignore1: str
    """Of no meaning."""
    closeTime: int
    """Close time (ms)."""
    ignore2: str
    """Of no meaning."""
    count: int  # type: ignore[assignment]  # pyright: ignore[reportIncompatibleMethodOverride]  # Binance's name
    """Number of data points; of no meaning."""
    ignore3: str
    """Of no meaning."""
    ignore4: str
    """Of no meaning."""
    ignore5: str
    """Of no meaning."""


class MarkPrice(Model):
    """Mark price, index price and funding of a symbol."""

    symbol: str
    markPrice: Decimal
    """Mark price (quote asset)."""
    indexPrice: Decimal
    """Index price (quote asset)."""
    estimatedSettlePrice: Decimal
    """Expected settlement price (quote asset); of use in the last hour before settlement only."""
    lastFundingRate: OptionalDecimal
    """Latest funding rate (fraction); empty for delivery symbols."""
    interestRate: OptionalDecimal
    """Interest rate of the base asset (fraction); empty for delivery symbols."""
    nextFundingTime: int
    """Time of the next funding (ms); 0 for delivery symbols."""
    time: int
    """Time of the prices (ms)."""


class Ticker24hr(Model):
    """Statistics of the last 24 hours of a symbol."""

    symbol: str
    priceChange: Decimal
    """Last price less first price (quote asset)."""
    priceChangePercent: Decimal
    """Change of the price (percent)."""
    weightedAvgPrice: Decimal
    """Average price by volume (quote asset)."""
    lastPrice: Decimal
    """Last price (quote asset)."""
    lastQty: Decimal
    """Quantity of the last trade (base asset; contracts on COIN-M)."""
    openPrice: Decimal
    """First price (quote asset)."""
    highPrice: Decimal
    """Highest price (quote asset)."""
    lowPrice: Decimal
    """Lowest price (quote asset)."""
    volume: Decimal
    """Volume (base asset; contracts on COIN-M)."""
    openTime: int
    """Start of the 24 hours (ms)."""
    closeTime: int
    """End of the 24 hours (ms)."""
    firstId: int
    """Id of the first trade."""
    lastId: int
    """Id of the last trade."""
    count: int
    """Number of trades."""


class PriceTicker(Model):
    """Last price of a symbol."""

    symbol: str
    price: Decimal
    """Last price (quote asset)."""
    time: int
    """Time of the price (ms)."""


class BookTicker(Model):
    """Best bid and ask of a symbol."""

    symbol: str
    bidPrice: Decimal
    """Best bid (quote asset)."""
    bidQty: Decimal
    """Quantity at the best bid (base asset; contracts on COIN-M)."""
    askPrice: Decimal
    """Best ask (quote asset)."""
    askQty: Decimal
    """Quantity at the best ask (base asset; contracts on COIN-M)."""
    time: int
    """Time of the prices (ms)."""


class OpenInterest(Model):
    """Open interest of a symbol."""

    symbol: str
    openInterest: Decimal
    """Open interest (base asset; contracts on COIN-M)."""
    time: int
    """Time of the count (ms)."""


class GetPing(Request[Empty]):
    """Whether the API answers."""


class GetTime(Request[ServerTime]):
    """The exchange's clock."""


class GetDepth(Request[R_co], weight=ByLimit(((50, 2), (100, 5), (500, 10), (1000, 20)), default=500)):
    """Order book of a symbol.

    Args:
        symbol: Symbol.
        limit: Levels a side: 5, 10, 20, 50, 100, 500 (default) or 1000.
    """

    symbol: Text
    limit: Annotated[Literal[5, 10, 20, 50, 100, 500, 1000], WholeNumber] | None = None


class GetTrades(Request[R_co], weight=5):
    """Latest trades of a symbol.

    Args:
        symbol: Symbol.
        limit: Rows, 1 to 1000 (default 500).
    """

    symbol: Text
    limit: Annotated[Integer, Field(ge=1, le=1000)] | None = None


class GetHistoricalTrades(Request[R_co], security="MARKET_DATA", weight=200):
    """Trades of a symbol in the last month, by id.

    Args:
        symbol: Symbol.
        limit: Rows, 1 to 500 (default 100).
        fromId: From this trade id, inclusive; without it the latest trades come.
    """

    symbol: Text
    limit: Annotated[Integer, Field(ge=1, le=500)] | None = None
    fromId: Integer | None = None


class GetAggTrades(Request[R_co], weight=20):
    """Trades of a symbol in the last 48 hours, merged by price and taker side.

    Args:
        symbol: Symbol.
        fromId: From this aggregate id, inclusive; with a range of times beside it the call may time out.
        startTime: From this time, inclusive (ms).
        endTime: Up to this time, inclusive (ms); less than 1 hour after `startTime`.
        limit: Rows, 1 to 1000 (default 500).
    """

    symbol: Text
    fromId: Integer | None = None
    startTime: Timestamp | None = None
    endTime: Timestamp | None = None
    limit: Annotated[Integer, Field(ge=1, le=1000)] | None = None

    def problems(self) -> Iterator[Problem]:
        """What is wrong with the times."""
        # Exactly one hour is left to the exchange: its page says less than, its error says more than.
        yield from span_problems(self.startTime, self.endTime, HOUR)


class GetKlines(Request[R_co], weight=KLINES_WEIGHT):
    """Candlesticks of a symbol.

    Args:
        symbol: Symbol, of either product.
        interval: Length of a candlestick.
        startTime: From this time, inclusive (ms).
        endTime: Up to this time, inclusive (ms); without both times the latest candlesticks come.
        limit: Rows, 1 to 1500 (default 500).
    """

    longest: ClassVar[int | None] = None
    """Longest range of times (ms)."""
    symbol: Text
    interval: KlineInterval
    startTime: Timestamp | None = None
    endTime: Timestamp | None = None
    limit: Annotated[Integer, Field(ge=1, le=1500)] | None = None

    def problems(self) -> Iterator[Problem]:
        """What is wrong with the times."""
        yield from span_problems(self.startTime, self.endTime, self.longest)


class GetMarkPriceKlines(GetKlines[Rows[PriceKline]]):
    """Candlesticks of the mark price of a symbol."""


class GetPremiumIndexKlines(GetKlines[Rows[PriceKline]]):
    """Candlesticks of the premium index of a symbol."""


class GetIndexPriceKlines(Request[Rows[PriceKline]], weight=KLINES_WEIGHT):
    """Candlesticks of the index price of a pair.

    Args:
        pair: Underlying pair, such as BTCUSDT or BTCUSD, of either product.
        interval: Length of a candlestick.
        startTime: From this time, inclusive (ms).
        endTime: Up to this time, inclusive (ms); without both times the latest candlesticks come.
        limit: Rows, 1 to 1500 (default 500).
    """

    longest: ClassVar[int | None] = None
    """Longest range of times (ms)."""
    pair: Text
    interval: KlineInterval
    startTime: Timestamp | None = None
    endTime: Timestamp | None = None
    limit: Annotated[Integer, Field(ge=1, le=1500)] | None = None

    def problems(self) -> Iterator[Problem]:
        """What is wrong with the times."""
        yield from span_problems(self.startTime, self.endTime, self.longest)


class GetOpenInterest(Request[R_co]):
    """Open interest of a symbol.

    Args:
        symbol: Symbol.
    """

    symbol: Text
