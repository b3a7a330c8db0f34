"""Parameter values as the text Binance reads."""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Final, Protocol, cast
from urllib.parse import quote

__all__ = ["json_text", "query", "text"]


_UNRESERVED: Final = re.compile(r"[A-Za-z0-9._~-]*")


def text(value: object) -> str:
    """A parameter value as text: `True` → `true`, `Decimal("1E-7")` → `0.0000001`, a list → JSON."""
    match value:
        case str():
            return value
        case Decimal():
            return format(value, "f")
        case bool():
            return "true" if value else "false"
        case int():
            return str(value)
        case list() | tuple():
            return json_text(cast("Sequence[object]", value))
        case _:
            raise TypeError(f"cannot be sent: {value!r}")


def json_text(values: Sequence[object]) -> str:
    """A list parameter as compact JSON; ids stay numbers, everything inside an object is text."""
    return json.dumps([_element(value) for value in values], separators=(",", ":"), ensure_ascii=False)


class _Request(Protocol):
    def parameters(self) -> Iterable[tuple[str, str]]: ...


def _element(value: object) -> object:
    if isinstance(value, Mapping):
        return {name: text(item) for name, item in cast("Mapping[str, object]", value).items()}
    if hasattr(value, "parameters"):  # an order of a batch is a request itself
        return dict(cast("_Request", value).parameters())
    return value if isinstance(value, int) else text(value)


def query(parameters: Iterable[tuple[str, str]]) -> str:
    """Parameters as a query string: UTF-8, everything but letters, digits and `-._~` percent-encoded."""
    return "&".join(
        [f"{name}={value if _UNRESERVED.fullmatch(value) else quote(value, safe='')}" for name, value in parameters]
    )
