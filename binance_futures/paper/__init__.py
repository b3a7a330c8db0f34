"""An exchange in the box: Binance Futures' own protocol on a loopback port, without keys, network or money.

`with PaperExchange(seed=7) as exchange:` and `exchange.um_client()` is an ordinary client. Needs the extra `[paper]`.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ._clients import ApiOptions, ClientOptions, Exchange, StreamOptions
    from ._clock import Clock, SystemClock, VirtualClock
    from ._demo_keys import DemoKey, KeyKind
    from ._exchange import Balances, PaperExchange, Recordings
    from ._faults import Call, Faults
    from ._from_env import exchange_from_env
    from ._limits import Limits

__all__ = [
    "ApiOptions",
    "Balances",
    "Call",
    "ClientOptions",
    "Clock",
    "DemoKey",
    "Exchange",
    "Faults",
    "KeyKind",
    "Limits",
    "PaperExchange",
    "Recordings",
    "StreamOptions",
    "SystemClock",
    "VirtualClock",
    "exchange_from_env",
]

_HOMES = {
    "ApiOptions": "_clients",
    "Call": "_faults",
    "ClientOptions": "_clients",
    "Clock": "_clock",
    "DemoKey": "_demo_keys",
    "Exchange": "_clients",
    "Faults": "_faults",
    "KeyKind": "_demo_keys",
    "Limits": "_limits",
    "StreamOptions": "_clients",
    "SystemClock": "_clock",
    "VirtualClock": "_clock",
    "exchange_from_env": "_from_env",
}
_EXTRA = ("aiohttp", "rich", "sortedcontainers")


def __getattr__(name: str) -> object:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    try:
        return getattr(import_module(f"{__name__}.{_HOMES.get(name, '_exchange')}"), name)
    except ModuleNotFoundError as error:
        if error.name not in _EXTRA:
            raise
        message = f"{__name__} needs {error.name}: pip install 'binance-futures-sdk[paper]'"
        raise ModuleNotFoundError(message, name=error.name) from error


def __dir__() -> list[str]:
    return sorted(__all__)
