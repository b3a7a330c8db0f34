"""The stream clients of both products."""

from typing import ClassVar, Final

from .._stream import StreamNames
from ..environments import Product
from ._asyncio import AsyncStreams
from ._catalogue import CMStreamCatalogue, UMStreamCatalogue
from ._threads import Streams

__all__ = [
    "AsyncCMStreams",
    "AsyncUMStreams",
    "CMStreamNames",
    "CMStreams",
    "UMStreamNames",
    "UMStreams",
    "cm",
    "um",
]


class AsyncUMStreams(UMStreamCatalogue, AsyncStreams):
    """Streams of USDⓈ-M futures for asyncio."""

    product: ClassVar[Product] = "um"


class AsyncCMStreams(CMStreamCatalogue, AsyncStreams):
    """Streams of COIN-M futures for asyncio."""

    product: ClassVar[Product] = "cm"


class UMStreams(UMStreamCatalogue, Streams):
    """Streams of USDⓈ-M futures without asyncio."""

    product: ClassVar[Product] = "um"


class CMStreams(CMStreamCatalogue, Streams):
    """Streams of COIN-M futures without asyncio."""

    product: ClassVar[Product] = "cm"


class UMStreamNames(UMStreamCatalogue, StreamNames):
    """Streams of USDⓈ-M futures by name."""


class CMStreamNames(CMStreamCatalogue, StreamNames):
    """Streams of COIN-M futures by name."""


um: Final = UMStreamNames()
"""`um.agg_trade("BTCUSDT")`: a stream to be given to `subscribe`."""
cm: Final = CMStreamNames()
"""`cm.agg_trade("BTCUSD_PERP")`: a stream to be given to `subscribe`."""
