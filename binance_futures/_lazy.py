"""References to request classes whose modules are imported when a call first needs them.

Building the models of a product costs more than everything else of start-up together; a program pays for those it
calls. Checkers see the real modules (see `um.py`).
"""

from importlib import import_module
from typing import Any

__all__ = ["Lazy", "catalogue"]


class Lazy:
    """Stands for a package, for a module in it, and for a class in that: `Lazy("models.um").orders.NewOrder`."""

    def __init__(self, path: str) -> None:
        self._path = path

    def __getattr__(self, name: str) -> "Lazy":
        return Lazy(f"{self._path}.{name}")

    def resolve(self) -> Any:
        """The class itself; imports its module."""
        module, _, name = self._path.rpartition(".")
        return getattr(import_module(module), name)


def catalogue(package: str, modules: tuple[str, ...], names: dict[str, Any], name: str) -> Any:
    """What `__getattr__` of a model package gives: loads all of its modules, then the name or `__all__`."""
    if "__all__" not in names and not (name.startswith("__") and name != "__all__"):
        public: list[str] = []
        for module in modules:
            loaded = import_module(f"{package}.{module}")
            names.update({each: getattr(loaded, each) for each in loaded.__all__})
            public += loaded.__all__
        names["__all__"] = sorted({*public})
    try:
        return names[name]
    except KeyError:
        raise AttributeError(f"module {package!r} has no attribute {name!r}") from None
