"""Request and response models: `models.um` for USDⓈ-M, `models.cm` for COIN-M, `models.enums` for both.

Each product is loaded when first used.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from . import cm, enums, um

__all__ = ["cm", "enums", "um"]


def __getattr__(name: str) -> object:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return import_module(f"{__name__}.{name}")


def __dir__() -> list[str]:
    return sorted(__all__)
