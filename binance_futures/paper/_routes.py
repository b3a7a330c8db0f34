"""The table of the API: every REST endpoint and WebSocket API method, as `routes.json` of this package lists them.

A parameter is written as its type and what narrows it: `string!` must be sent, `int 1..1000 = 500` has bounds and a
default, `list<long> ..10` a longest length, `decimal! unless priceMatch` another that stands for it; a `legacy` one is
gone from the endpoint, but old clients send it. A type in capitals names its `words`.
"""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib.resources import files
from itertools import chain
from typing import Any, Final, Literal

__all__ = ["Parameter", "Product", "Route", "Security", "Table", "table"]

Product = Literal["um", "cm"]  # its own: the doorkeeper shares nothing with the SDK that it checks
Security = Literal["NONE", "MARKET_DATA", "USER_STREAM", "USER_DATA", "TRADE", "SIGNED"]
"""`SIGNED` is session.logon, which needs a signature and no permission."""

_NOTATION: Final = re.compile(
    r"(?P<kind>[\w<>]+)(?P<required>!)?"
    r"(?: (?P<minimum>[\d.]*?)\.\.(?P<maximum>[\d.]+)?)?"
    r"(?: = (?P<default>\w+))?(?: unless (?P<unless>\w+))?(?P<legacy> legacy)?"
)


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter of an endpoint."""

    name: str
    kind: str
    """`string`, `int`, `long`, `decimal`, `bool`, `list<…>` of `long`, `string` or `object`, or the name of `words`."""
    required: bool
    unless: str | None
    """The parameter that may be sent in place of this required one."""
    minimum: Decimal | None
    maximum: Decimal | None
    """The greatest value, or the longest length of a list."""
    default: str | None
    words: frozenset[str]
    legacy: bool


@dataclass(frozen=True, slots=True)
class Route:
    """One endpoint, or one method of the WebSocket API."""

    product: Product
    name: str
    """The name of the client's method."""
    twin: str
    """The name of the REST endpoint that answers alike; its own if it is one or there is none."""
    method: str
    """The HTTP method; `WS` for the WebSocket API."""
    path: str
    """The path, or the method of the WebSocket API."""
    security: Security
    steps: tuple[tuple[int, int], ...]
    """Weight by `limit`: up to this many rows, this much."""
    weights: tuple[int, int]
    """Weight with and without `symbol`."""
    orders: tuple[int, int]
    """What it counts on the orders of 10 seconds and of 1 minute."""
    pool: str | None
    """The name of its own limit per IP, if it has one."""
    parameters: Mapping[str, Parameter]
    items: Mapping[str, Parameter]
    """The parameters of each element of `batchOrders`."""
    either: tuple[str, ...]
    """Parameters of which one must be sent; of each element, if there are `items`."""
    needs: Mapping[str, tuple[tuple[str, ...], ...]]
    """By order type, what must be sent: one of each group."""
    superfluous: Mapping[str, tuple[str, ...]]
    """By order type, what must not be sent."""
    folded: Mapping[str, str]
    """The parameter names by their lower case."""

    @property
    def signed(self) -> bool:
        """Whether it takes timestamp, recvWindow and signature."""
        return self.security in _SIGNED

    def weight(self, parameters: Mapping[str, str]) -> int:
        """What a request with these parameters weighs."""
        if not self.steps:
            return self.weights[not parameters.get("symbol")]
        limit = parameters.get("limit", "")
        rows = int(limit if limit.isdecimal() and limit.isascii() else self.parameters["limit"].default or 0)
        return next((weight for most, weight in self.steps if rows <= most), self.steps[-1][1])


_SIGNED: Final = frozenset(("USER_DATA", "TRADE", "SIGNED"))


class Table:
    """The routes of one product."""

    def __init__(self, routes: Iterable[Route]) -> None:
        self._routes = {(route.method, route.path): route for route in routes}
        self._paths = {route.path for route in self.routes if route.method != "WS"}

    @property
    def routes(self) -> Iterable[Route]:
        """All of them, in the order of the documentation."""
        return self._routes.values()

    def find(self, method: str, path: str) -> Route | None:
        """The route of an HTTP method and path, or of `WS` and a method of the WebSocket API."""
        return self._routes.get((method, path))

    def has_path(self, path: str) -> bool:
        """Whether the path answers to some HTTP method."""
        return path in self._paths


@cache
def table(product: Product) -> Table:
    """The table of a product; read from the package once."""
    data: dict[str, Any] = json.loads(files("binance_futures.paper").joinpath("routes.json").read_text("utf-8"))
    return Table(_route(product, entry, data) for entry in data[product])


def _route(product: Product, entry: dict[str, Any], data: dict[str, Any]) -> Route:
    parameters = _parameters(entry.get("parameters", {}), data["words"])
    items = _parameters(entry.get("items", {}), data["words"])
    weight = entry.get("weight", 0)
    needs = data["needs"].get(entry.get("needs"), {})
    return Route(
        product=product,
        name=entry["name"],
        twin=entry.get("twin", entry["name"]),
        method=entry["method"],
        path=entry["path"],
        security=entry.get("security", "NONE"),
        steps=tuple((most, cost) for most, cost in entry.get("weight_by_limit", ())),
        weights=tuple(entry.get("weight_by_symbol", (weight, weight))),
        orders=tuple(entry.get("orders", (0, 0))),
        pool=entry.get("pool"),
        parameters=parameters,
        items=items,
        either=tuple(entry.get("either", ())),
        needs={kind: tuple(tuple(group.split("|")) for group in groups) for kind, groups in needs.items()},
        superfluous={kind: tuple(names) for kind, names in data["superfluous"].items()} if needs else {},
        folded={name.lower(): name for name in chain(parameters, items)},
    )


def _parameters(entries: dict[str, str], words: dict[str, list[str]]) -> dict[str, Parameter]:
    return {name: _parameter(name, notation, words) for name, notation in entries.items()}


def _parameter(name: str, notation: str, words: dict[str, list[str]]) -> Parameter:
    match = _NOTATION.fullmatch(notation)
    if match is None:
        raise ValueError(f"routes.json: {name} is written {notation!r}")
    bounds = {side: Decimal(match[side]) if match[side] else None for side in ("minimum", "maximum")}
    return Parameter(
        name=name,
        kind=match["kind"],
        required=match["required"] is not None,
        unless=match["unless"],
        **bounds,
        default=match["default"],
        words=frozenset(words.get(match["kind"], ())),
        legacy=match["legacy"] is not None,
    )
