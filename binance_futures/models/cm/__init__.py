"""Requests and answers of COIN-M futures (`/dapi`); loaded as a whole when a name of it is first asked for."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from . import account, algo, data_stream, market, orders, positions, statistics
    from .account import *
    from .algo import *
    from .data_stream import *
    from .market import *
    from .orders import *
    from .positions import *
    from .statistics import *

    __all__: list[str] = []
    __all__ += account.__all__
    __all__ += algo.__all__
    __all__ += data_stream.__all__
    __all__ += market.__all__
    __all__ += orders.__all__
    __all__ += positions.__all__
    __all__ += statistics.__all__
else:
    from ..._lazy import catalogue

    _MODULES = ("account", "algo", "data_stream", "market", "orders", "positions", "statistics")

    def __getattr__(name: str) -> object:
        return catalogue(__name__, _MODULES, globals(), name)

    def __dir__() -> list[str]:
        return __getattr__("__all__")
