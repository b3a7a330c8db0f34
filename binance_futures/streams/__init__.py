"""Live market streams and user data as typed events.

`s` in the examples is `binance_futures.streams.um` or `.cm`: the streams by name, to be given to `subscribe`.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ._clients import AsyncCMStreams, AsyncUMStreams, CMStreamNames, CMStreams, UMStreamNames, UMStreams, cm, um
    from ._decode import UnknownEvent
    from ._order_book import AsyncOrderBook, OrderBook
    from ._subscription import Gap, Policy, Subscription
    from ._threads import ThreadSubscription
    from ._user_data import AsyncUserData, Reconnected, UserData

__all__ = [
    "AsyncCMStreams",
    "AsyncOrderBook",
    "AsyncUMStreams",
    "AsyncUserData",
    "CMStreamNames",
    "CMStreams",
    "Gap",
    "OrderBook",
    "Policy",
    "Reconnected",
    "Subscription",
    "ThreadSubscription",
    "UMStreamNames",
    "UMStreams",
    "UnknownEvent",
    "UserData",
    "cm",
    "um",
]

_HOMES = {
    "AsyncOrderBook": "_order_book",
    "AsyncUserData": "_user_data",
    "Gap": "_subscription",
    "OrderBook": "_order_book",
    "Policy": "_subscription",
    "Reconnected": "_user_data",
    "Subscription": "_subscription",
    "ThreadSubscription": "_threads",
    "UnknownEvent": "_decode",
    "UserData": "_user_data",
}


def __getattr__(name: str) -> object:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f"{__name__}.{_HOMES.get(name, '_clients')}"), name)


def __dir__() -> list[str]:
    return sorted(__all__)
