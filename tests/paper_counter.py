"""The paper exchange behind its doors, for tests: requests as the gate admits them, answers as they go out."""

import json
import random
from collections.abc import Iterator
from typing import Any, cast

import pytest
from contracts import load, untyped
from paper_desk import NOW, D, Desk

from binance_futures import CMFutures, UMFutures
from binance_futures.paper._api import Api
from binance_futures.paper._downloads import Downloads
from binance_futures.paper._errors import Refusal
from binance_futures.paper._frames import Session
from binance_futures.paper._gate import Admitted
from binance_futures.paper._keys import ApiKey
from binance_futures.paper._limits import Meter
from binance_futures.paper._listen_keys import ListenKeys
from binance_futures.paper._market import Market
from binance_futures.paper._market_data import MarketData
from binance_futures.paper._routes import Route, table
from binance_futures.paper._values import read, read_items

ENDPOINTS: dict[str, dict[str, Any]] = {"um": UMFutures.endpoints(), "cm": CMFutures.endpoints()}
CONTRACTS = {(each.product, each.name): each.data["answers"] for product in ("um", "cm") for each in load(product)}


class Counter:
    """Where the account `alice` asks."""

    def __init__(self, desk: Desk, market: MarketData | None = None) -> None:
        self.desk = desk
        self.listen_keys = ListenKeys(random.Random(3))
        self.downloads = Downloads(random.Random(5))
        self.api = Api(desk.engine, cast("MarketData", market), self.listen_keys, Meter(), self.downloads)
        self.enter("alice")
        self.session: Session | None = Session("um", desk.clock.now())

    def enter(self, account: str) -> None:
        """From now on this account asks."""
        self.key: ApiKey | None = ApiKey.with_secret(f"key-of-{account}", "secret-of-tests", account)

    def ask(self, product: Any, method: str, path: str, **parameters: Any) -> Any:
        """The answer to a request, through JSON; it must be one that the SDK knows, and have all that is documented."""
        route = table(product).find(method, path)
        assert route is not None, path
        answer = json.loads(json.dumps(self.answer(route, parameters)))
        check(route, answer)
        return answer

    def um(self, method: str, path: str, **parameters: Any) -> Any:
        return self.ask("um", method, f"/fapi/{path}", **parameters)

    def cm(self, method: str, path: str, **parameters: Any) -> Any:
        return self.ask("cm", method, f"/dapi/{path}", **parameters)

    def answer(self, route: Route, parameters: dict[str, Any]) -> object:
        given = {name: value if isinstance(value, str) else json.dumps(value) for name, value in parameters.items()}
        read_given = read(route, given, strict=True)
        items = read_items(route, read_given["batchOrders"], strict=True) if route.items else ()
        admitted = Admitted(route, self.key, read_given, items, {})
        return self.api.answer(admitted, product=route.product, now=self.desk.clock.now(), session=self.session)

    def refused(self, code: int, product: Any, method: str, path: str, **parameters: Any) -> str:
        """The request is refused with this code; gives the text."""
        with pytest.raises(Refusal) as refusal:
            self.ask(product, method, path, **parameters)
        assert refusal.value.code == code, refusal.value
        return refusal.value.msg


def counter() -> Counter:
    """A counter on a desk with books, and with money for alice."""
    desk = Desk()
    desk.account("alice", bnb="10")
    for symbol, unit in (("BTCUSDT", "0.5"), ("BTCUSD_PERP", "500")):
        desk.quote(symbol, bids={"99999": unit, "99990": unit}, asks={"100001": unit, "100010": unit})
    return Counter(desk)


def warm_counter(now: int = NOW) -> tuple[Counter, Market]:
    """A counter on a market with a past; nobody has an account yet."""
    desk = Desk(now)
    market = Market(desk.engine, desk.clock, random.Random(11))
    desk.listeners.append(market.observe)
    market.warm_up()
    desk.clear()
    desk.listeners.remove(desk.events.append)
    return Counter(desk, market.data), market


def check(route: Route, answer: Any) -> None:
    """The SDK types every field of the answer, and no documented field is missing."""
    endpoints = ENDPOINTS[route.product]
    every = f"{route.name}[]"
    name = every if isinstance(answer, list) and every in endpoints else route.name
    if name not in endpoints:
        name = route.twin
    if name not in endpoints:
        return
    assert [*untyped(endpoints[name].parse(json.dumps(answer).encode()), answer)] == []
    documented: dict[str, set[str]] = {}
    for payload in CONTRACTS[route.product, name]:
        for place, keys in rows(payload):
            documented[place] = documented.get(place, keys) & keys
    for place, keys in rows(answer):
        if "code" not in keys:  # a row of a batch that was refused
            assert documented.get(place, set()) <= keys, place


def rows(payload: Any, place: str = "") -> Iterator[tuple[str, set[str]]]:
    """Every object of a payload with its place."""
    if isinstance(payload, dict):
        yield place, set(payload)
        for key, value in payload.items():
            yield from rows(value, f"{place}.{key}")
    elif isinstance(payload, list):
        for value in payload:
            yield from rows(value, f"{place}[]")


__all__ = ["CONTRACTS", "ENDPOINTS", "Counter", "D", "check", "counter", "rows", "warm_counter"]
