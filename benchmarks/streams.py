"""Client CPU time a stream message, from socket to typed event in the user's loop, beside other ways to get one.

python benchmarks/streams.py [aggTrade bookTicker kline depth20 depth100]
"""

import asyncio
import importlib.util
import json
import logging
import multiprocessing
import socket
import sys
import threading
import time
from collections.abc import Awaitable, Callable
from decimal import Decimal
from typing import Any

from websockets.asyncio.client import connect
from websockets.asyncio.server import ServerConnection, serve

from binance_futures import AsyncUMStreams
from binance_futures.streams import um as s

COUNT = 10_000
SPARE = 1_000
"""Sent in addition, for the official SDK loses what comes before its callback is set."""
ROUNDS = 3
HEAD = {"E": 1767225600000, "T": 1767225600000, "s": "BTCUSDT"}


def levels(count: int) -> list[list[str]]:
    return [[f"{87654.30 - step / 10:.2f}", f"{step % 7}.{step % 1000:03d}"] for step in range(count)]


def depth(count: int) -> dict[str, Any]:
    ids = {"U": 390497796, "u": 390497878, "pu": 390497794}
    return {"e": "depthUpdate", **HEAD, **ids, "b": levels(count), "a": levels(count), "ps": "BTCUSDT", "st": 1}


BAR = {
    "t": 1767225600000,
    "T": 1767225659999,
    "s": "BTCUSDT",
    "i": "1m",
    "f": 100,
    "L": 200,
    "o": "87654.30",
    "c": "87688.80",
    "h": "87701.00",
    "l": "87610.10",
    "v": "132.417",
    "n": 3120,
    "x": False,
    "q": "11609872.44210",
    "V": "70.002",
    "Q": "6137711.90330",
    "B": "0",
}
MESSAGES: dict[str, tuple[str, dict[str, Any]]] = {
    "aggTrade": (
        "btcusdt@aggTrade",
        {
            "e": "aggTrade",
            **HEAD,
            "a": 5933014,
            "p": "87654.30",
            "q": "0.002",
            "nq": "0.002",
            "f": 1,
            "l": 5,
            "m": True,
        },
    ),
    "bookTicker": (
        "btcusdt@bookTicker",
        {"e": "bookTicker", "u": 400900217, **HEAD, "b": "87654.30", "B": "1.5", "a": "87654.40", "A": "2.5"},
    ),
    "kline": ("btcusdt@kline_1m", {"e": "kline", "E": 1767225600000, "s": "BTCUSDT", "k": BAR}),
    "depth20": ("btcusdt@depth20@100ms", depth(20)),
    "depth100": ("btcusdt@depth@100ms", depth(100)),
}
TARGETS = {"websockets + msgspec": 1.25, "official SDK": 0.6}
STREAMS: dict[str, Any] = {
    stream.stream_name(): stream
    for stream in (
        s.agg_trade("BTCUSDT"),
        s.book_ticker("BTCUSDT"),
        s.kline("BTCUSDT", "1m"),
        s.partial_book_depth("BTCUSDT", 20, 100),
        s.diff_book_depth("BTCUSDT", 100),
    )
}


def _serve(listener: socket.socket) -> None:
    texts = {
        name: json.dumps({"stream": name, "data": data}, separators=(",", ":")) for name, data in MESSAGES.values()
    }

    async def answer(connection: ServerConnection) -> None:
        async for frame in connection:
            request = json.loads(frame)
            await connection.send(json.dumps({"result": None, "id": request["id"]}))
            if request["method"] == "SUBSCRIBE":
                text = texts[request["params"][0]]
                for _ in range(COUNT + SPARE):
                    await connection.send(text)

    async def main() -> None:
        async with serve(answer, sock=listener, compression=None, ping_interval=None) as server:
            await server.serve_forever()

    asyncio.run(main())


async def ours(url: str, name: str) -> float:
    async with AsyncUMStreams(stream_url=url) as streams:
        # The server's whole burst may wait: what is measured is the cost, not who waits for whom.
        subscription = streams.subscribe(STREAMS[name], size=COUNT)
        await anext(subscription)
        started = time.process_time()
        for _ in range(COUNT - 1):
            await anext(subscription)
        return time.process_time() - started


def bare(decode: Callable[[bytes], object]) -> Callable[[str, str], Awaitable[float]]:
    async def run(url: str, name: str) -> float:
        route = "public" if "depth" in name or "Ticker" in name else "market"
        async with connect(f"{url}/{route}/stream", compression=None, ping_interval=None) as connection:
            await connection.send(json.dumps({"method": "SUBSCRIBE", "params": [name], "id": 1}))
            await connection.recv(decode=False)
            await connection.recv(decode=False)
            started = time.process_time()
            for _ in range(COUNT - 1):
                decode(await connection.recv(decode=False))
            return time.process_time() - started

    return run


class Counter:
    """Counts what comes by callback, and takes the CPU time between the first and the last."""

    def __init__(self) -> None:
        self.done = threading.Event()
        self.seconds = 0.0
        self._left = COUNT

    def __call__(self, _: object) -> None:
        if self._left == COUNT:
            self.seconds = -time.process_time()
        self._left -= 1
        if self._left == 0:
            self.seconds += time.process_time()
            self.done.set()


async def official_sdk(url: str, name: str) -> float:
    from binance_common.configuration import ConfigurationWebSocketStreams
    from binance_sdk_derivatives_trading_usds_futures import DerivativesTradingUsdsFutures

    streams = DerivativesTradingUsdsFutures(
        config_ws_streams=ConfigurationWebSocketStreams(stream_url=url)
    ).websocket_streams
    await streams.create_connection()
    counter, arguments = Counter(), {"symbol": "btcusdt"}
    if name.endswith("@aggTrade"):
        handle = await streams.aggregate_trade_streams(**arguments)
    elif name.endswith("@bookTicker"):
        handle = await streams.individual_symbol_book_ticker_streams(**arguments)
    elif "@kline" in name:
        handle = await streams.kline_candlestick_streams(**arguments, interval="1m")
    elif "@depth20" in name:
        handle = await streams.partial_book_depth_streams(**arguments, levels=20, update_speed="100ms")
    else:
        handle = await streams.diff_book_depth_streams(**arguments, update_speed="100ms")
    handle.on("message", counter)
    await asyncio.to_thread(counter.done.wait, 60)
    await streams.close_connection()
    return counter.seconds


async def old_connector(url: str, name: str) -> float:
    from binance.websocket.um_futures.websocket_client import UMFuturesWebsocketClient

    counter = Counter()

    def take(_: object, text: str) -> None:
        if '"result"' not in text[:20]:
            counter(json.loads(text))

    client = await asyncio.to_thread(UMFuturesWebsocketClient, url, on_message=take, is_combined=True)
    await asyncio.to_thread(client.subscribe, [name])
    await asyncio.to_thread(counter.done.wait, 60)
    await asyncio.to_thread(client.stop)
    return counter.seconds


def msgspec_decoders() -> dict[str, Callable[[bytes], object]]:
    import msgspec

    def struct(name: str, fields: dict[str, Any]) -> Any:
        kinds = {int: int, bool: bool, str: Decimal}
        typed: list[tuple[str, Any]] = []
        for key, value in fields.items():
            if isinstance(value, list):
                kind: Any = list[tuple[Decimal, Decimal]]
            elif isinstance(value, dict):
                kind = struct("Bar", value)
            else:
                kind = str if key in ("e", "s", "ps", "i") else kinds[type(value)]
            typed.append((f"f{len(typed)}", kind, msgspec.field(name=key)))  # type: ignore[arg-type]
        return msgspec.defstruct(name, typed)

    decoders: dict[str, Callable[[bytes], object]] = {}
    for title, (_, data) in MESSAGES.items():
        envelope = msgspec.defstruct("Envelope", [("stream", str), ("data", struct(title, data))])
        decoders[title] = msgspec.json.Decoder(envelope).decode
    return decoders


def main() -> None:
    logging.disable()  # the ends that the others come to
    with socket.create_server(("127.0.0.1", 0)) as listener:
        process = multiprocessing.get_context("fork").Process(target=_serve, args=(listener,), daemon=True)
        process.start()
        url = f"ws://127.0.0.1:{listener.getsockname()[1]}"
        msgspec = msgspec_decoders() if importlib.util.find_spec("msgspec") else {}
        try:
            for title in sys.argv[1:] or MESSAGES:
                name, _ = MESSAGES[title]
                contestants: dict[str, Callable[[str, str], Awaitable[float]]] = {"binance_futures": ours}
                if importlib.util.find_spec("orjson"):
                    import orjson

                    contestants["websockets + orjson, dict"] = bare(orjson.loads)
                if title in msgspec:
                    contestants["websockets + msgspec"] = bare(msgspec[title])
                if importlib.util.find_spec("binance_sdk_derivatives_trading_usds_futures"):
                    contestants["official SDK"] = official_sdk
                if importlib.util.find_spec("binance"):
                    contestants["old connector + json"] = old_connector
                taken = dict.fromkeys(contestants, float("inf"))
                for _ in range(ROUNDS):
                    for contestant, run in contestants.items():
                        seconds = asyncio.run(run(url, name))  # type: ignore[arg-type]
                        taken[contestant] = min(taken[contestant], seconds / COUNT * 1e6)
                print(f"\n{title}")
                for contestant, value in taken.items():
                    ratio = taken["binance_futures"] / value
                    target = TARGETS.get(contestant)
                    verdict = (
                        "" if target is None else f"   target {target:.2f} {'met' if ratio <= target else 'MISSED'}"
                    )
                    print(f"  {contestant:28s}{value:8.1f} µs   ratio {ratio:5.2f}{verdict}")
        finally:
            process.terminate()
            process.join()


if __name__ == "__main__":
    main()
