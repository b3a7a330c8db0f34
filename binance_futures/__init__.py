"""Typed Python SDK for Binance Futures: USDⓈ-M (`/fapi`) and COIN-M (`/dapi`), sync and async.

Names are loaded when first used, so that a program pays only for the product it trades.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from . import models
    from ._endpoint import Response
    from ._error_codes import CMErrorCode, ErrorCode
    from ._flow import Retry
    from ._limits import LimitUsage
    from ._request import Request, SignedRequest
    from ._version import __version__
    from .cm import AsyncCMFutures, CMFutures
    from .environments import Environment, Product
    from .errors import (
        AccountSettingError,
        AuthenticationError,
        BinanceError,
        ClientError,
        ExecutionUnknownError,
        FilterError,
        InsufficientMarginError,
        InvalidRequestError,
        IPBannedError,
        NoChangeError,
        OrderRejectedError,
        ParameterError,
        RateLimitError,
        ResponseError,
        ServerError,
        StreamError,
        TimestampError,
        TransportError,
        UnknownOrderError,
    )
    from .streams import (
        AsyncCMStreams,
        AsyncOrderBook,
        AsyncUMStreams,
        CMStreams,
        OrderBook,
        Reconnected,
        UMStreams,
        UnknownEvent,
    )
    from .um import AsyncUMFutures, UMFutures
    from .ws_api import AsyncCMWebSocketAPI, AsyncUMWebSocketAPI, CMWebSocketAPI, UMWebSocketAPI

__all__ = [
    "AccountSettingError",
    "AsyncCMFutures",
    "AsyncCMStreams",
    "AsyncCMWebSocketAPI",
    "AsyncOrderBook",
    "AsyncUMFutures",
    "AsyncUMStreams",
    "AsyncUMWebSocketAPI",
    "AuthenticationError",
    "BinanceError",
    "CMErrorCode",
    "CMFutures",
    "CMStreams",
    "CMWebSocketAPI",
    "ClientError",
    "Environment",
    "ErrorCode",
    "ExecutionUnknownError",
    "FilterError",
    "IPBannedError",
    "InsufficientMarginError",
    "InvalidRequestError",
    "LimitUsage",
    "NoChangeError",
    "OrderBook",
    "OrderRejectedError",
    "ParameterError",
    "Product",
    "RateLimitError",
    "Reconnected",
    "Request",
    "Response",
    "ResponseError",
    "Retry",
    "ServerError",
    "SignedRequest",
    "StreamError",
    "TimestampError",
    "TransportError",
    "UMFutures",
    "UMStreams",
    "UMWebSocketAPI",
    "UnknownEvent",
    "UnknownOrderError",
    "__version__",
    "models",
]

_HOMES = {
    "_endpoint": ("Response",),
    "_error_codes": ("CMErrorCode", "ErrorCode"),
    "_flow": ("Retry",),
    "_limits": ("LimitUsage",),
    "_request": ("Request", "SignedRequest"),
    "_version": ("__version__",),
    "cm": ("AsyncCMFutures", "CMFutures"),
    "environments": ("Environment", "Product"),
    "streams": (
        "AsyncCMStreams",
        "AsyncOrderBook",
        "AsyncUMStreams",
        "CMStreams",
        "OrderBook",
        "Reconnected",
        "UMStreams",
        "UnknownEvent",
    ),
    "um": ("AsyncUMFutures", "UMFutures"),
    "ws_api": ("AsyncCMWebSocketAPI", "AsyncUMWebSocketAPI", "CMWebSocketAPI", "UMWebSocketAPI"),
}


def __getattr__(name: str) -> object:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    if name == "models":
        return import_module(f"{__name__}.models")
    home = next((home for home, names in _HOMES.items() if name in names), "errors")
    value = globals()[name] = getattr(import_module(f"{__name__}.{home}"), name)
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
