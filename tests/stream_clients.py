"""Stream clients of both kinds against a local exchange, for the tests of everything that streams."""

import asyncio
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from stream_server import StreamServer, stream_server

from binance_futures import AsyncCMStreams, AsyncUMStreams, CMStreams, UMStreams
from binance_futures.streams._connection import Timing

__all__ = ["BOOK", "KINDS", "QUICK", "Clients", "exchange", "on", "open_files", "trade"]

QUICK = Timing(first_backoff=0.01, longest_backoff=0.05, tick=0.05)
KINDS = ("asyncio", "threads")


def trade(number: int = 1) -> dict[str, Any]:
    head = {"e": "aggTrade", "E": 1767225600000, "s": "BTCUSDT", "a": number, "p": "87654.30", "q": "0.002"}
    return head | {"nq": "0.002", "f": 1, "l": 2, "T": 1767225600000, "m": True}


BOOK = {
    "e": "bookTicker",
    "u": 400900217,
    "E": 1767225600001,
    "T": 1767225600000,
    "s": "BTCUSDT",
    "ps": "BTCUSDT",
    "b": "25.35190000",
    "B": "31.21000000",
    "a": "25.36520000",
    "A": "40.66000000",
}


class Clients:
    """Opens stream clients of one kind and reads them alike."""

    def __init__(self, kind: str, server: StreamServer) -> None:
        self.kind, self.server = kind, server
        self.opened: list[Any] = []

    def open(self, product: str = "um", timing: Timing = QUICK, **options: Any) -> Any:
        kinds = {"um": (AsyncUMStreams, UMStreams), "cm": (AsyncCMStreams, CMStreams)}[product]
        base: Any = kinds[self.kind == "threads"]
        client = type("Quick", (base,), {"_timing": staticmethod(lambda: timing)})
        opened = client(stream_url=options.pop("stream_url", self.server.url), **options)
        self.opened.append(opened)
        return opened

    async def next(self, subscription: Any) -> Any:
        if self.kind == "threads":
            return await asyncio.wait_for(asyncio.to_thread(_next, subscription), 10)
        return await asyncio.wait_for(anext(subscription), 10)

    async def call(self, method: Any, *args: Any, **kwargs: Any) -> Any:
        if self.kind == "threads":
            return await asyncio.to_thread(method, *args, **kwargs)
        result = method(*args, **kwargs)
        return await asyncio.wait_for(result, 20) if asyncio.iscoroutine(result) else result

    async def stop(self) -> None:
        for client in self.opened:
            await self.call(client.stop)


def open_files() -> int:
    return len([*Path("/proc/self/fd").iterdir()])


def _next(subscription: Any) -> Any:
    try:
        return next(subscription)
    except StopIteration:  # cannot cross into a future
        raise StopAsyncIteration from None


@contextmanager
def exchange() -> Iterator[StreamServer]:
    """The local exchange, without what websockets logs of its faults."""
    logging.getLogger("websockets").setLevel(logging.CRITICAL)
    with stream_server() as running:
        yield running


async def on(server: StreamServer, method: str, *args: Any, **kwargs: Any) -> None:
    """A call of the server, without blocking this loop."""
    await asyncio.to_thread(getattr(server, method), *args, **kwargs)
