"""How types read in the reference, with links to where they are described."""

from __future__ import annotations

import importlib
import types
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from annotated_types import Ge, Gt, Le, Lt, MaxLen, MinLen
from pydantic.fields import FieldInfo

from binance_futures.models import enums, parameters

__all__ = ["GROUPS", "Homes", "bounds", "is_described", "kind"]

GROUPS = {
    "market": "Market data",
    "statistics": "Statistics and indexes",
    "orders": "Orders",
    "algo": "Conditional (algo) orders",
    "positions": "Positions, leverage and trades",
    "account": "Account",
    "convert": "Convert",
    "data_stream": "Listen key",
    "events": "Stream events",
    "user_events": "User data events",
}
"""The modules of a product, in the order of the site."""

_SHARED = "reference/shared.md"


class Homes:
    """Where each class of a product is described."""

    def __init__(self, product: str) -> None:
        self.product = product
        self.shared: dict[str, type] = {}
        """Classes that belong to no group, as they were met."""
        self._pages: dict[int, str] = {}
        for group in GROUPS:
            name = f"binance_futures.models.{product}.{group}"
            module = importlib.import_module(name) if group != "convert" or product == "um" else None
            for public in getattr(module, "__all__", ()):
                thing = getattr(module, public)
                if is_described(thing):
                    self._pages.setdefault(id(thing), f"reference/{product}/{group}.md")

    def classes(self, page: str) -> list[type]:
        """The classes described on a page, in the order of `__all__`."""
        module = importlib.import_module(f"binance_futures.models.{self.product}.{page}")
        return [thing for name in module.__all__ if is_described(thing := getattr(module, name))]

    def link(self, cls: type) -> str:
        """A class by name, leading to its field table."""
        page = self._pages.get(id(cls), _SHARED)
        if page == _SHARED:
            self.shared[cls.__name__] = cls
        return f"[`{cls.__name__}`](/{page}#{cls.__name__})"


def is_described(thing: object) -> bool:
    """Whether a public name is an answer, a part of one, a row or an event."""
    if not isinstance(thing, type) or not thing.__module__.startswith("binance_futures.models"):
        return False
    return (hasattr(thing, "model_fields") and not hasattr(thing, "endpoint")) or hasattr(thing, "_fields")


@cache
def _aliases() -> Mapping[object, str]:
    """The types of parameters by what marks them."""
    found: dict[object, str] = {}
    for name in parameters.__all__:
        metadata = getattr(getattr(parameters, name), "__metadata__", None)
        if metadata:
            found[metadata[0]] = name
    return found


@cache
def _words() -> Mapping[frozenset[object], str]:
    """The enums by their words; words that two enums share name neither."""
    found: dict[frozenset[object], str] = {}
    for name in enums.__all__:
        words = frozenset(get_args(getattr(enums, name)))
        found[words] = "" if words in found else name
    return found


def kind(annotation: Any, homes: Homes) -> str:
    """A type as Markdown; None is left out, for the tables tell what may be missing."""
    origin, inner = get_origin(annotation), get_args(annotation)
    if is_described(annotation):
        text = homes.link(annotation)
    elif origin is Annotated:
        known = next((name for mark, name in _aliases().items() if mark in annotation.__metadata__), None)
        text = f"[`{known}`](/reference/parameters.md#{known})" if known else kind(inner[0], homes)
    elif origin is Literal:
        text = _literal(inner)
    elif origin in (Union, types.UnionType):
        text = " or ".join(dict.fromkeys(kind(part, homes) for part in inner if part is not type(None)))
    elif origin in _COLLECTIONS:
        parts = [kind(part, homes) for part in inner if part is not Ellipsis]
        text = f"{_COLLECTIONS[origin]} of {' to '.join(parts)}"
    else:
        text = f"`{getattr(annotation, '__name__', annotation)}`"
    return text


_COLLECTIONS = {list: "list", Sequence: "list", tuple: "tuple", dict: "dict", Mapping: "dict"}


def _literal(words: tuple[object, ...]) -> str:
    shown = ", ".join(f"`{word}`" for word in words)
    name = _words().get(frozenset(words))
    if not name:
        return shown
    link = f"[`{name}`](/reference/enums.md#{name})"
    return f"{link}: {shown}" if len(words) <= 4 else link


def bounds(field: FieldInfo) -> str:
    """The range a parameter is held to, such as `1 to 1500`."""
    least, most, below, unit = "", "", "", ""
    for constraint in _constraints(field.rebuild_annotation()):
        match constraint:
            case Ge(ge=bound):
                least = f"{bound}"
            case Gt(gt=bound):
                least = f"more than {bound}"
            case Le(le=bound):
                most = f"{bound}"
            case Lt(lt=bound):
                below = f"less than {bound}"
            case MinLen(min_length=bound):
                least, unit = f"{bound}", " elements"
            case MaxLen(max_length=bound):
                most, unit = f"{bound}", " elements"
            case _:
                pass  # no bound
    if least and most:
        return f"{least} to {most}{unit}"
    if most:
        return f"at most {most}{unit}"
    return below or (f"{least} or more{unit}" if least.isdigit() else least)


def _constraints(annotation: Any) -> Iterator[object]:
    for part in get_args(annotation):
        yield from _constraints(part)
    for mark in getattr(annotation, "__metadata__", ()):
        yield from mark.metadata if isinstance(mark, FieldInfo) else (mark,)
