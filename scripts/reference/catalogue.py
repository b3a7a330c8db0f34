"""The methods of each product, and where each is described."""

import re
from functools import cache
from typing import Any, Final

from binance_futures import CMFutures, CMWebSocketAPI, UMFutures, UMWebSocketAPI
from binance_futures._request import Request
from binance_futures.streams import CMStreams, UMStreams
from binance_futures.streams._catalogue import StreamCatalogue

__all__ = ["CLIENTS", "STREAMS", "TITLES", "WEBSOCKETS", "aliases", "group", "home", "linked", "methods"]

TITLES: Final = {"um": "USDⓈ-M", "cm": "COIN-M"}
CLIENTS: Final = {"um": UMFutures, "cm": CMFutures}
STREAMS: Final[dict[str, type[StreamCatalogue]]] = {"um": UMStreams, "cm": CMStreams}
WEBSOCKETS: Final = {"um": UMWebSocketAPI, "cm": CMWebSocketAPI}

Forms = list[tuple[str, type[Request[Any]]]]


@cache
def methods(product: str) -> dict[str, Forms]:
    """The methods of a product, each with its forms by contract name; aliases are left out."""
    seen: set[type] = set()
    found: dict[str, Forms] = {}
    for name, form in CLIENTS[product].endpoints().items():
        if form not in seen:
            seen.add(form)
            found.setdefault(name.removesuffix("[]"), []).append((name, form))
    return found


@cache
def aliases(product: str) -> dict[str, list[str]]:
    """Other names of a method."""
    first: dict[type, str] = {}
    found: dict[str, list[str]] = {}
    for name, form in CLIENTS[product].endpoints().items():
        if first.setdefault(form, name) != name:
            found.setdefault(first[form], []).append(name)
    return found


def group(form: type[object]) -> str:
    """The module of a request class, which is its page."""
    return form.__module__.rpartition(".")[2]


def home(product: str, name: str) -> str | None:
    """Where a method is described."""
    forms = methods(product).get(name)
    return f"/reference/{product}/{group(forms[0][1])}.md#{name}" if forms else None


def linked(text: str, product: str) -> str:
    """A text in which the names of calls lead to them."""

    def link(match: re.Match[str]) -> str:
        place = home(product, match[1])
        return f"[{match[0]}]({place})" if place else match[0]

    return re.sub(r"`(\w+)`", link, text)
