"""Fixtures of the whole suite: a loopback server, and every kind of client behind one face."""

import asyncio
import inspect
from collections.abc import AsyncIterator, Iterator
from typing import Any

import pytest
from loopback import Loopback, loopback

import binance_futures
from binance_futures._httpcore import AsyncHttpcoreTransport

KINDS = ("sync", "async on httpcore", "async on aiohttp")
KEY, SECRET = "key-of-tests", "not-a-real-secret"


@pytest.fixture
def server() -> Iterator[Loopback]:
    with loopback() as running:
        yield running


class Clients:
    """Opens clients of one kind and calls them alike; closes what it opened."""

    def __init__(self, kind: str, url: str) -> None:
        self.kind, self.url = kind, url
        self.opened: list[Any] = []

    def open(self, product: str = "um", **options: Any) -> Any:
        name = f"{'' if self.kind == 'sync' else 'Async'}{product.upper()}Futures"
        options = {"key": KEY, "secret": SECRET, "base_url": self.url, "retries": 0} | options
        client = getattr(binance_futures, name)(**options)
        if self.kind == "async on httpcore" and "http_client" not in options:
            client._transport = AsyncHttpcoreTransport(client._origin)
        self.opened.append(client)
        return client

    async def call(self, method: Any, *args: Any, **kwargs: Any) -> Any:
        if self.kind == "sync":
            return await asyncio.to_thread(method, *args, **kwargs)
        result = method(*args, **kwargs)
        return await result if inspect.isawaitable(result) else result

    async def close(self) -> None:
        for client in self.opened:
            await self.call(client.close)


@pytest.fixture(params=KINDS)
async def clients(request: pytest.FixtureRequest, server: Loopback) -> AsyncIterator[Clients]:
    opened = Clients(request.param, server.url)
    yield opened
    await opened.close()
