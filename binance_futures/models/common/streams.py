"""Streams that both products have: names and parameters; what arrives is said by the product."""

from typing import Annotated, Literal

from pydantic import Field

from ..._stream import E_co, StreamRequest
from ..enums import KlineInterval
from ..parameters import Text, WholeNumber

__all__ = [
    "AggTradeStream",
    "BookTickerStream",
    "BookTickersStream",
    "ContractInfoStream",
    "DiffBookDepthStream",
    "KlineStream",
    "LiquidationOrderStream",
    "LiquidationOrdersStream",
    "MarkPriceStream",
    "MarkPricesStream",
    "Milliseconds",
    "MiniTickerStream",
    "MiniTickersStream",
    "PartialBookDepthStream",
    "Seconds",
    "StreamContractType",
    "TickerStream",
    "TickersStream",
    "UserDataStream",
    "in_milliseconds",
    "in_seconds",
]

StreamContractType = Literal[
    "PERPETUAL", "CURRENT_QUARTER", "NEXT_QUARTER", "perpetual", "current_quarter", "next_quarter"
]
"""Contract types of continuous candlesticks, as the API writes them and as stream names do."""

Seconds = Annotated[Literal[1, 3], WholeNumber]
"""Update speeds of prices."""

Milliseconds = Annotated[Literal[100, 250, 500], WholeNumber]
"""Update speeds of the order book."""


def in_seconds(speed: Literal[1, 3]) -> str:
    """How a stream name tells the speed of prices: nothing says 3 s."""
    return "" if speed == 3 else f"@{speed}s"


def in_milliseconds(speed: Literal[100, 250, 500]) -> str:
    """How a stream name tells the speed of the order book: nothing says 250 ms."""
    return "" if speed == 250 else f"@{speed}ms"


class AggTradeStream(StreamRequest[E_co], pattern="{symbol}@aggTrade"):
    """Trades of a symbol, merged by price and taker side.

    Args:
        symbol: Symbol, in upper or lower case.
    """

    symbol: Text


class MarkPriceStream(StreamRequest[E_co], pattern="{symbol}@markPrice"):
    """Mark price, index price and funding of a symbol.

    Args:
        symbol: Symbol, in upper or lower case.
        speed: Time between updates (s): 1 (default) or 3.
    """

    symbol: Text
    speed: Seconds = 1

    def suffix(self) -> str:
        """The speed."""
        return in_seconds(self.speed)


class MarkPricesStream(StreamRequest[E_co], pattern="!markPrice@arr"):
    """Mark price, index price and funding of every symbol.

    Args:
        speed: Time between updates (s): 1 (default) or 3.
    """

    speed: Seconds = 1

    def suffix(self) -> str:
        """The speed."""
        return in_seconds(self.speed)


class KlineStream(StreamRequest[E_co], pattern="{symbol}@kline_{interval}"):
    """Candlestick of a symbol.

    Args:
        symbol: Symbol, in upper or lower case.
        interval: Length of a candlestick; `1m` is a minute, `1M` a month.
    """

    symbol: Text
    interval: KlineInterval


class MiniTickerStream(StreamRequest[E_co], pattern="{symbol}@miniTicker"):
    """Short statistics of the last 24 hours of a symbol.

    Args:
        symbol: Symbol, in upper or lower case.
    """

    symbol: Text


class MiniTickersStream(StreamRequest[E_co], pattern="!miniTicker@arr"):
    """Short statistics of the last 24 hours of every symbol."""

    symbol: None = None


class TickerStream(StreamRequest[E_co], pattern="{symbol}@ticker"):
    """Statistics of the last 24 hours of a symbol.

    Args:
        symbol: Symbol, in upper or lower case.
    """

    symbol: Text


class TickersStream(StreamRequest[E_co], pattern="!ticker@arr"):
    """Statistics of the last 24 hours of every symbol."""

    symbol: None = None


class BookTickerStream(StreamRequest[E_co], pattern="{symbol}@bookTicker"):
    """Best bid and ask of a symbol.

    Args:
        symbol: Symbol, in upper or lower case.
    """

    symbol: Text


class BookTickersStream(StreamRequest[E_co], pattern="!bookTicker"):
    """Best bid and ask of every symbol."""

    symbol: None = None


class DiffBookDepthStream(StreamRequest[E_co], pattern="{symbol}@depth"):
    """Changes of the order book of a symbol.

    Args:
        symbol: Symbol, in upper or lower case.
        speed: Time between updates (ms): 100 (default), 250 or 500.
    """

    symbol: Text
    speed: Milliseconds = 100

    def suffix(self) -> str:
        """The speed."""
        return in_milliseconds(self.speed)


class PartialBookDepthStream(StreamRequest[E_co], pattern="{symbol}@depth{level}"):
    """Best levels of the order book of a symbol.

    Args:
        symbol: Symbol, in upper or lower case.
        level: Levels a side: 5 (default), 10 or 20.
        speed: Time between updates (ms): 100, 250 or 500 (default).
    """

    symbol: Text
    level: Annotated[Literal[5, 10, 20], WholeNumber] = 5
    speed: Milliseconds = 500

    def suffix(self) -> str:
        """The speed."""
        return in_milliseconds(self.speed)


class LiquidationOrderStream(StreamRequest[E_co], pattern="{symbol}@forceOrder"):
    """Liquidations of a symbol.

    Args:
        symbol: Symbol, in upper or lower case.
    """

    symbol: Text


class LiquidationOrdersStream(StreamRequest[E_co], pattern="!forceOrder@arr"):
    """Liquidations of every symbol; one object a message, whatever the name says."""

    symbol: None = None


class UserDataStream(StreamRequest[E_co], pattern="{listen_key}", route="private"):
    """User data of a listen key of your own, which you keep alive; `client.user_data()` does all of it by itself.

    Args:
        listen_key: Listen key.
    """

    listen_key: Text = Field(repr=False)


class ContractInfoStream(StreamRequest[E_co], pattern="!contractInfo"):
    """Listings, settlements and new leverage brackets of contracts."""
