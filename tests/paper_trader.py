"""A paper exchange and the SDK's clients of it, of either kind behind one face."""

import asyncio
import inspect
from collections.abc import AsyncIterator, Iterator
from typing import Any

import pytest

from binance_futures import AsyncCMStreams, AsyncUMStreams, CMStreams, UMStreams
from binance_futures.paper import PaperExchange, VirtualClock
from binance_futures.streams._link import Timing
from binance_futures.streams._user_data import AsyncUserData, UserData

__all__ = ["KEYS", "NOW", "Trader", "exchange", "quick", "stepped", "trader"]

NOW = 1_767_225_600_000
KEYS = ("hmac", "rsa", "ed25519")
QUICK = Timing(first_backoff=0.01, longest_backoff=0.05, tick=0.05)


class Trader:
    """Opens clients of one kind and calls them alike; closes what it opened."""

    def __init__(self, kind: str, exchange: PaperExchange) -> None:
        self.kind, self.exchange = kind, exchange
        self.opened: list[Any] = []

    def open(self, what: str = "um_client", *args: Any, **options: Any) -> Any:
        name = what if self.kind == "sync" else f"async_{what}"
        client = getattr(self.exchange, name)(*args, **options)
        self.opened.append(client)
        return client

    async def call(self, method: Any, *args: Any, **kwargs: Any) -> Any:
        async with asyncio.timeout(10):
            if self.kind == "sync":
                return await asyncio.to_thread(method, *args, **kwargs)
            result = method(*args, **kwargs)
            return await result if inspect.isawaitable(result) else result

    async def user_data(self, client: Any) -> Any:
        events = client.user_data()
        self.opened.append(events)
        await self.call(events.open)
        return events

    async def next(self, events: Any) -> Any:
        async with asyncio.timeout(10):
            return await (asyncio.to_thread(next, events) if self.kind == "sync" else anext(events))

    async def find(self, events: Any, kind: type, **fields: Any) -> Any:
        """The next event of a kind with these fields."""
        while True:
            event = await self.next(events)
            if isinstance(event, kind) and all(getattr(event, name) == value for name, value in fields.items()):
                return event

    async def close(self) -> None:
        for client in reversed(self.opened):
            await self.call(client.close if hasattr(client, "close") else client.stop)


@pytest.fixture(scope="module")
def exchange() -> Iterator[PaperExchange]:
    """A paper exchange that the tests of a module share."""
    with PaperExchange() as running:
        yield running


@pytest.fixture(scope="module")
def stepped() -> Iterator[PaperExchange]:
    """A paper exchange whose time stands until it is moved; the tests of a module share it."""
    with PaperExchange(clock=VirtualClock(NOW)) as running:
        yield running


@pytest.fixture(params=("sync", "async"))
async def trader(request: pytest.FixtureRequest, exchange: PaperExchange) -> AsyncIterator[Trader]:
    one = Trader(request.param, exchange)
    yield one
    exchange.faults.clear()
    await one.close()


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Clients that reconnect at once."""
    for kind in (AsyncUMStreams, AsyncCMStreams, UMStreams, CMStreams, AsyncUserData, UserData):
        monkeypatch.setattr(kind, "_timing", staticmethod(lambda: QUICK))
