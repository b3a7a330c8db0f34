"""The section of a class that users make or get: its arguments and members."""

import inspect
from collections.abc import Iterator
from functools import cached_property
from typing import Any

from pydantic import BaseModel

import binance_futures
from binance_futures import paper, streams, ws_api
from binance_futures._endpoint import Declared
from binance_futures.streams._subscription import Sink

from . import texts
from .markdown import heading, table

__all__ = ["arguments", "class_section", "classes", "members"]


def classes() -> Iterator[tuple[str, Any]]:
    """The public classes that are neither errors nor requests nor answers; of the two products' twins the first."""
    modules = {name: module for module in (binance_futures, ws_api, streams, paper) for name in module.__all__}
    for name, module in modules.items():
        found = getattr(module, name)
        twin = name.replace("CM", "UM")
        if (
            isinstance(found, type)
            and not issubclass(found, BaseException | BaseModel | dict | int)
            and (twin == name or twin not in modules)
        ):
            yield name, found


def class_section(name: str, cls: Any) -> str:
    """A class: what it is, how it is made, what it offers."""
    summary = (inspect.getdoc(cls) or "").partition("Args:")[0].partition("Raises:")[0].strip()
    parts = [heading(2, name)]
    if "UM" in name:
        parts.append(f"Also as `{name.replace('UM', 'CM')}`, for COIN-M.")
    parts.append(summary)
    if said := arguments(cls):
        defaults = inspect.signature(cls).parameters
        rows = [[f"`{argument}`", _default(defaults.get(argument)), text] for argument, text in said.items()]
        parts.append(table(["Argument", "Default", "Meaning"], rows))
    if rows := [*members(cls)]:
        parts.append(table(["Member", "What it is"], rows))
    return "\n\n".join(parts)


def arguments(cls: Any) -> dict[str, str]:
    """The arguments that make a class, by the text of each; of a class that a program does not make, none."""
    for base in cls.__mro__:
        if found := texts.arguments_in(inspect.cleandoc(base.__doc__ or "")):
            return found
    return {}


def _default(parameter: inspect.Parameter | None) -> str:
    return "" if parameter is None or parameter.default is parameter.empty else f"`{parameter.default!r}`"


def members(cls: Any) -> Iterator[list[str]]:
    """The public members of a class, each with its text; endpoints and streams stand elsewhere."""
    said = texts.fields(cls)
    for name in dir(cls):
        found = inspect.getattr_static(cls, name)
        home = next(base for base in cls.__mro__ if name in vars(base) or name in getattr(base, "__annotations__", ()))
        inner = (hasattr(Sink, name) and name != "close") or not home.__module__.startswith("binance_futures")
        if name.startswith("_") or isinstance(found, Declared) or inner:
            continue
        if _is_property(found) or not callable(getattr(cls, name)):
            text = said.get(name) or (texts.first_line(found) if _is_property(found) else "")
            shown = f"`{name}`"
        else:
            member = getattr(cls, name)
            given = [parameter for parameter in inspect.signature(member).parameters if parameter != "self"]
            text, shown = texts.first_line(member), f"`{name}({', '.join(given)})`"
        if text:
            yield [shown, text]


def _is_property(member: object) -> bool:
    return isinstance(member, property | cached_property)
