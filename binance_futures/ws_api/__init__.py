"""The WebSocket API: requests and answers over one connection."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ._clients import AsyncCMWebSocketAPI, AsyncUMWebSocketAPI, CMWebSocketAPI, UMWebSocketAPI

__all__ = ["AsyncCMWebSocketAPI", "AsyncUMWebSocketAPI", "CMWebSocketAPI", "UMWebSocketAPI"]


def __getattr__(name: str) -> object:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f"{__name__}._clients"), name)


def __dir__() -> list[str]:
    return sorted(__all__)
