"""Requests and answers of COIN-M futures (`/dapi`); loaded as a whole when a name of it is first asked for."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .account import *
    from .algo import *
    from .data_stream import *
    from .market import *
    from .orders import *
    from .positions import *
    from .session import *
    from .statistics import *
else:
    from ..._lazy import catalogue

    _MODULES = ("account", "algo", "data_stream", "market", "orders", "positions", "session", "statistics")

    def __getattr__(name: str) -> object:
        return catalogue(__name__, _MODULES, globals(), name)

    def __dir__() -> list[str]:
        return __getattr__("__all__")
