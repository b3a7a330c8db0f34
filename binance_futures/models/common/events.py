"""Events of the market streams that both products share.

Since 2026-06-30 the streams of all symbols carry both products on either host: `symbolType` tells them apart.
"""

from decimal import Decimal

from pydantic import Field

from ..base import Event, Model, Open, OptionalDecimal
from ..enums import (
    ContractStatus,
    ContractType,
    KlineInterval,
    OrderSide,
    OrderStatus,
    OrderType,
    StreamSymbolType,
    TimeInForce,
)
from ..rows import LazyRows
from .market import Level

__all__ = [
    "AggTrade",
    "BookTicker",
    "ContinuousKlineBar",
    "ContractBracket",
    "ContractInfo",
    "DepthUpdate",
    "KlineBar",
    "LiquidatedOrder",
    "LiquidationOrder",
    "MarkPrice",
    "MiniTicker",
    "PriceBar",
    "SymbolEvent",
    "Ticker",
]


class SymbolEvent(Event):
    """Base of the events that belong to one symbol and say of which product it is."""

    symbol: str = Field(alias="s")
    symbolType: Open[StreamSymbolType] | None = Field(default=None, alias="st")
    """Product of the symbol: 1 is USDⓈ-M, 2 is COIN-M; None before 2026-06-30."""


class AggTrade(SymbolEvent):
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


class MarkPrice(SymbolEvent):
    """Mark price, index price and funding of a symbol."""

    markPrice: Decimal = Field(alias="p")
    """Mark price (quote asset)."""
    indexPrice: Decimal = Field(alias="i")
    """Index price (quote asset)."""
    estimatedSettlePrice: Decimal = Field(alias="P")
    """Expected settlement price (quote asset); of use in the last hour before settlement only."""
    lastFundingRate: OptionalDecimal = Field(alias="r")
    """Funding rate (fraction); empty for delivery symbols."""
    markPriceMovingAverage: Decimal | None = Field(default=None, alias="ap")
    """Moving average of the mark price (quote asset); None before March 2026 and where COIN-M leaves it out."""
    nextFundingTime: int = Field(alias="T")
    """Time of the next funding (ms); 0 for delivery symbols."""


class PriceBar(Model):
    """Base of the candlesticks: what those of trades and those of prices have in common."""

    openTime: int = Field(alias="t")
    """Open time (ms); identifies the candlestick."""
    closeTime: int = Field(alias="T")
    """Close time (ms)."""
    open: Decimal = Field(alias="o")
    """First price (quote asset)."""
    close: Decimal = Field(alias="c")
    """Last price (quote asset); the latest while the candlestick is open."""
    high: Decimal = Field(alias="h")
    """Highest price (quote asset)."""
    low: Decimal = Field(alias="l")
    """Lowest price (quote asset)."""
    isClosed: bool = Field(alias="x")
    """Whether this is the last update of the candlestick."""
    ignore: str = Field(alias="B")
    """Of no meaning."""


class _TradeBar(PriceBar):
    volume: Decimal = Field(alias="v")
    """Volume (base asset; contracts on COIN-M)."""
    count: int = Field(alias="n")
    """Number of trades."""
    takerBuyVolume: Decimal = Field(alias="V")
    """Volume that takers bought (base asset; contracts on COIN-M)."""


class KlineBar(_TradeBar):
    """Candlestick of a symbol."""

    symbol: str = Field(alias="s")
    interval: Open[KlineInterval] = Field(alias="i")
    """Length of the candlestick."""
    firstTradeId: int = Field(alias="f")
    """Id of the first trade."""
    lastTradeId: int = Field(alias="L")
    """Id of the last trade."""


class ContinuousKlineBar(_TradeBar):
    """Candlestick of a pair and contract type."""

    firstUpdateId: int = Field(alias="f")
    """Id of the first update."""
    lastUpdateId: int = Field(alias="L")
    """Id of the last update."""


class MiniTicker(SymbolEvent):
    """Short statistics of the last 24 hours of a symbol."""

    lastPrice: Decimal = Field(alias="c")
    """Last price (quote asset)."""
    openPrice: Decimal = Field(alias="o")
    """First price (quote asset)."""
    highPrice: Decimal = Field(alias="h")
    """Highest price (quote asset)."""
    lowPrice: Decimal = Field(alias="l")
    """Lowest price (quote asset)."""
    volume: Decimal = Field(alias="v")
    """Volume (base asset; contracts on COIN-M)."""


class Ticker(MiniTicker):
    """Statistics of the last 24 hours of a symbol."""

    priceChange: Decimal = Field(alias="p")
    """Last price less first price (quote asset)."""
    priceChangePercent: Decimal = Field(alias="P")
    """Change of the price (percent)."""
    weightedAvgPrice: Decimal = Field(alias="w")
    """Average price by volume (quote asset)."""
    lastQty: Decimal = Field(alias="Q")
    """Quantity of the last trade (base asset; contracts on COIN-M)."""
    openTime: int = Field(alias="O")
    """Start of the 24 hours (ms)."""
    closeTime: int = Field(alias="C")
    """End of the 24 hours (ms)."""
    firstId: int = Field(alias="F")
    """Id of the first trade."""
    lastId: int = Field(alias="L")
    """Id of the last trade."""
    count: int = Field(alias="n")
    """Number of trades."""


class BookTicker(SymbolEvent):
    """Best bid and ask of a symbol."""

    lastUpdateId: int = Field(alias="u")
    """Id of the last update of the book."""
    transactionTime: int = Field(alias="T")
    """Time of the book (ms)."""
    bidPrice: Decimal = Field(alias="b")
    """Best bid (quote asset)."""
    bidQty: Decimal = Field(alias="B")
    """Quantity at the best bid (base asset; contracts on COIN-M)."""
    askPrice: Decimal = Field(alias="a")
    """Best ask (quote asset)."""
    askQty: Decimal = Field(alias="A")
    """Quantity at the best ask (base asset; contracts on COIN-M)."""


class DepthUpdate(SymbolEvent):
    """Changes of the order book, or its best levels, as the stream has it."""

    transactionTime: int = Field(alias="T")
    """Time of the book (ms)."""
    firstUpdateId: int = Field(alias="U")
    """Id of the first update in the event."""
    finalUpdateId: int = Field(alias="u")
    """Id of the last update in the event."""
    prevFinalUpdateId: int = Field(alias="pu")
    """`finalUpdateId` of the event before on this stream; if it is another one, events were lost."""
    bids: LazyRows[Level] = Field(alias="b")
    """Buyers: levels that changed, where quantity 0 removes the level; or the best levels."""
    asks: LazyRows[Level] = Field(alias="a")
    """Sellers: levels that changed, where quantity 0 removes the level; or the best levels."""


class LiquidatedOrder(Model):
    """Order that the exchange placed to liquidate a position."""

    symbol: str = Field(alias="s")
    pair: str | None = Field(default=None, alias="ps")
    """Underlying pair; of COIN-M symbols only."""
    side: Open[OrderSide] = Field(alias="S")
    type: Open[OrderType] = Field(alias="o")
    timeInForce: Open[TimeInForce] = Field(alias="f")
    origQty: Decimal = Field(alias="q")
    """Ordered quantity (base asset; contracts on COIN-M)."""
    price: Decimal = Field(alias="p")
    """Price (quote asset)."""
    avgPrice: Decimal = Field(alias="ap")
    """Average price of the fills (quote asset)."""
    status: Open[OrderStatus] = Field(alias="X")
    lastFilledQty: Decimal = Field(alias="l")
    """Quantity of the last fill (base asset; contracts on COIN-M)."""
    executedQty: Decimal = Field(alias="z")
    """Filled quantity (base asset; contracts on COIN-M)."""
    tradeTime: int = Field(alias="T")
    """Time of the trade (ms)."""


class LiquidationOrder(Event):
    """Largest liquidation of a symbol within a second; before 2026-04-14 the latest one."""

    order: LiquidatedOrder = Field(alias="o")
    """Order that liquidates."""
    pair: str | None = Field(default=None, alias="ps")
    """Underlying pair; of USDⓈ-M symbols in the stream of all symbols only, COIN-M has it in `order`."""
    symbolType: Open[StreamSymbolType] | None = Field(default=None, alias="st")
    """Product of the symbol: 1 is USDⓈ-M, 2 is COIN-M; in the stream of all symbols only, since 2026-06-30."""


class ContractBracket(Model):
    """A leverage bracket of a contract."""

    bracket: int = Field(alias="bs")
    """Number of the bracket, from 1."""
    notionalFloor: Decimal = Field(alias="bnf")
    """Where the bracket begins (quote asset; base asset on COIN-M)."""
    notionalCap: Decimal = Field(alias="bnc")
    """Where the bracket ends (quote asset; base asset on COIN-M)."""
    maintMarginRatio: Decimal = Field(alias="mmr")
    """Maintenance margin rate (fraction)."""
    cum: Decimal = Field(alias="cf")
    """Amount to take off when maintenance margin is size × rate (margin asset)."""
    minLeverage: int = Field(alias="mi")
    """Lowest leverage of the bracket."""
    maxLeverage: int = Field(alias="ma")
    """Highest leverage of the bracket."""


class ContractInfo(SymbolEvent):
    """Listing, settlement or new leverage brackets of a contract."""

    pair: str | None = Field(default=None, alias="ps")
    """Underlying pair; of COIN-M symbols only."""
    contractType: Open[ContractType] = Field(alias="ct")
    """Kind of contract; empty while the symbol is not set up."""
    deliveryDate: int = Field(alias="dt")
    """Time of delivery (ms); 4133404800000 stands for none."""
    onboardDate: int = Field(alias="ot")
    """Time of listing (ms)."""
    contractStatus: Open[ContractStatus] = Field(alias="cs")
    """Trading state."""
    brackets: list[ContractBracket] | None = Field(default=None, alias="bks")
    """Leverage brackets; only when they changed."""
