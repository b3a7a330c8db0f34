"""A stand-in for the exchange that documentation runs against: REST, streams, user data and WebSocket API.

It answers with the payloads of the contract tests. `hosts()` leads there, so that code runs as it is printed; loops
over streams, which would never end, end after `EVENTS` events.
"""

import asyncio
import functools
import itertools
import json
import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

import pytest
from contracts import DIRECTORY, load
from loopback import Loopback, Received, Reply, loopback
from stream_server import StreamServer, stream_server
from websockets.asyncio.server import ServerConnection
from websockets.exceptions import ConnectionClosed
from ws_api_server import success

from binance_futures import CMStreams, UMStreams, environments, streams
from binance_futures._client import Client
from binance_futures.environments import Hosts
from binance_futures.ws_api import UMWebSocketAPI

EVENTS = 3
"""How many events a loop over a stream gets."""
LISTEN_KEY = "listenKeyOfThePlayground"
BOOK = 1_000
"""Update id of the order book's snapshot."""


class Rest(Loopback):
    """Answers every route with the payload of its contract."""

    def __init__(self, product: str) -> None:
        super().__init__()
        self.contracts = load(product)

    def reply(self, received: Received) -> Reply:
        path, every = received.target.partition("?")[0], "symbol" not in received.parameters
        fitting = [
            each for each in self.contracts if (each.data["method"], each.data["path"]) == (received.method, path)
        ]
        fitting.sort(key=lambda contract: contract.name.endswith("[]") != every)
        if not fitting:
            return Reply({"something": "else"})
        answer = fitting[0].data["answers"][0]
        if path.endswith("/depth"):
            answer = answer | {"lastUpdateId": BOOK}
        if path.endswith("/listenKey") and received.method != "DELETE":
            answer = {"listenKey": LISTEN_KEY}
        return Reply(answer, header={"X-MBX-USED-WEIGHT-1M": "7"})


class Sockets(StreamServer):
    """Gives an event a stream again and again, those of the account on a listen key, and answers calls."""

    def __init__(self) -> None:
        super().__init__()
        self.pushing: set[asyncio.Task[None]] = set()

    async def _serve(self, connection: ServerConnection) -> None:
        path = connection.request.path if connection.request else ""
        if LISTEN_KEY in path or path.partition("?")[0] in ("", "/"):  # user data, or the WebSocket API
            self._push(connection, itertools.cycle(user_events()))
        await super()._serve(connection)

    async def _control(self, connection: ServerConnection, frame: dict[str, Any]) -> None:
        if "SUBSCRI" not in frame["method"]:
            await connection.send(json.dumps(success(frame) | {"result": called(frame["method"])}))
            return
        with suppress(ConnectionClosed):
            await super()._control(connection, frame)
        for name in frame["params"] if frame["method"] == "SUBSCRIBE" else ():
            self._push(connection, ({"stream": name, "data": each} for each in happening(name)))

    def _push(self, connection: ServerConnection, payloads: Iterator[Any]) -> None:
        async def push() -> None:
            with suppress(ConnectionClosed):
                for payload in payloads:
                    await asyncio.sleep(0.005)
                    await connection.send(json.dumps(payload))

        task = self._loop.create_task(push())
        self.pushing.add(task)
        task.add_done_callback(self.pushing.discard)


@functools.cache
def user_events() -> list[Any]:
    """What happens to an account."""
    names = ("order_trade_update", "account_update")
    return [json.loads((DIRECTORY / "um_user_events" / f"{name}.json").read_text())["answers"][0] for name in names]


@functools.cache
def called(method: str) -> Any:
    """What a call of the WebSocket API answers."""
    if method.startswith("session."):
        return success({"id": 1, "method": method})["result"]
    names = [name for name, form in UMWebSocketAPI.endpoints().items() if form.ws_method == method]
    contract = next(contract for contract in load("um") if contract.name in names)
    return contract.data["answers"][0]


def happening(name: str) -> Iterator[Any]:
    """What a stream gives without end: an order book moves on, others repeat themselves."""
    product, method = next(
        (product, method)
        for product, client in (("um", UMStreams), ("cm", CMStreams))
        for method, stream in client.streams().items()
        if re.fullmatch(re.sub(r"{\w+}", r"\\w+", stream.pattern) + r"(@\w+)?", name)
    )
    path = DIRECTORY / f"{product}_events" / f"{method.removesuffix('[]')}.json"
    event = json.loads(path.read_text())["answers"][0]
    for first in itertools.count(BOOK, 2):
        moves = {"U": first, "u": first + 1, "pu": first - 1, "b": [["113204.10", str(first)]]}
        yield event | moves if "@depth" in name else event


@contextmanager
def playground(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Every client made without a URL of its own talks to the stand-in."""
    with loopback(Rest("um")) as um, loopback(Rest("cm")) as cm, stream_server(Sockets()) as sockets:
        here = {"um": Hosts(um.url, sockets.url, sockets.url), "cm": Hosts(cm.url, sockets.url, sockets.url)}
        monkeypatch.setattr(environments, "ENVIRONMENTS", dict.fromkeys(("prod", "testnet", "demo"), here))
        for kind in (streams.Subscription, streams.AsyncUserData, streams.AsyncOrderBook):
            monkeypatch.setattr(kind, "__anext__", ending_async(kind.__anext__))
        for kind in (streams.ThreadSubscription, streams.UserData, streams.OrderBook):
            monkeypatch.setattr(kind, "__next__", ending(kind.__next__))
        monkeypatch.setattr(Client, "_open", noting(Client._open, opened := list[Client]()))
        yield
        for client in opened:  # pages leave this to the end of a program
            client.close()


def noting(method: Any, notes: list[Any]) -> Any:
    """A method that keeps what it was called on."""

    def call(self: Any) -> None:
        notes.append(self)
        method(self)

    return call


def ending(step: Any) -> Any:
    """An iterator's step that is the end after some events."""

    def count(self: Any) -> Any:
        self.taken = getattr(self, "taken", 0) + 1
        if self.taken > EVENTS:
            raise StopIteration
        return step(self)

    return count


def ending_async(step: Any) -> Any:
    """The same of an async iterator."""

    async def count(self: Any) -> Any:
        self.taken = getattr(self, "taken", 0) + 1
        if self.taken > EVENTS:
            raise StopAsyncIteration
        return await step(self)

    return count
