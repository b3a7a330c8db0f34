"""Client CPU time of `new_order` over the WebSocket API, beside REST in the same run.

python benchmarks/ws_api.py
"""

import asyncio
import contextlib
import importlib.util
import json
import multiprocessing
import re
import socket
from collections.abc import Awaitable, Callable, Iterator
from typing import Any

import server
from rest import KEY, SECRET, best, best_async
from websockets.asyncio.server import ServerConnection, serve

from binance_futures import AsyncUMFutures, AsyncUMWebSocketAPI, UMFutures, UMWebSocketAPI
from binance_futures._httpcore import AsyncHttpcoreTransport

COUNT = 1500
TARGETS = {1: 0.6, 50: 0.35}
LIMITS = [
    {"rateLimitType": "ORDERS", "interval": "SECOND", "intervalNum": 10, "limit": 300, "count": 1},
    {"rateLimitType": "ORDERS", "interval": "MINUTE", "intervalNum": 1, "limit": 1200, "count": 3},
]


def _serve(listener: socket.socket) -> None:
    result, limits = (json.dumps(part, separators=(",", ":")) for part in (server.ORDER, LIMITS))
    number = re.compile(r'"id":(\d+)')

    async def answer(connection: ServerConnection) -> None:
        async for text in connection:
            found = number.search(str(text))
            assert found is not None
            await connection.send(f'{{"id":{found[1]},"status":200,"result":{result},"rateLimits":{limits}}}')

    async def main() -> None:
        async with serve(answer, sock=listener, compression=None, ping_interval=None) as running:
            await running.serve_forever()

    asyncio.run(main())


@contextlib.contextmanager
def running() -> Iterator[str]:
    """The URL of a server in its own process."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        process = multiprocessing.get_context("fork").Process(target=_serve, args=(listener,), daemon=True)
        process.start()
        try:
            yield f"ws://127.0.0.1:{listener.getsockname()[1]}/ws-fapi/v1"
        finally:
            process.terminate()
            process.join()


def place(client: Any) -> Callable[[], Any]:
    return lambda: client.new_order("BTCUSDT", "SELL", "LIMIT", timeInForce="GTC", quantity=0.002, price=59808)


def show(title: str, taken: dict[str, float], flight: int) -> None:
    ours = taken["WebSocket API"]
    print(f"\n{title}")
    for name, value in taken.items():
        verdict = ""
        if name.startswith("REST"):
            ratio, target = ours / value, TARGETS[flight]
            verdict = f"   ratio {ratio:5.2f}   target {target:.2f} {'met' if ratio <= target else 'MISSED'}"
        print(f"  {name:22s} {value:9.1f} µs{verdict}")


async def asyncio_part(rest_url: str, url: str) -> None:
    async with contextlib.AsyncExitStack() as stack:
        api = await stack.enter_async_context(AsyncUMWebSocketAPI(KEY, SECRET, stream_url=url))
        plain = AsyncUMFutures(KEY, SECRET, base_url=rest_url)
        plain._transport = AsyncHttpcoreTransport(plain._origin)
        calls: dict[str, Callable[[], Awaitable[object]]] = {
            "WebSocket API": place(api),
            "REST on httpcore": place(await stack.enter_async_context(plain)),
        }
        if importlib.util.find_spec("aiohttp"):
            fast = await stack.enter_async_context(AsyncUMFutures(KEY, SECRET, base_url=rest_url))
            calls["REST on aiohttp"] = place(fast)
        for flight in TARGETS:
            show(f"async new_order, {flight} in flight", await best_async(calls, COUNT, flight), flight)


def threads_part(rest_url: str, url: str) -> None:
    with UMWebSocketAPI(KEY, SECRET, stream_url=url) as api, UMFutures(KEY, SECRET, base_url=rest_url) as client:
        show("sync new_order", best({"WebSocket API": place(api), "REST": place(client)}, COUNT), 1)


def main() -> None:
    with server.running() as rest_url, running() as url:
        asyncio.run(asyncio_part(rest_url, url))
        threads_part(rest_url, url)


if __name__ == "__main__":
    main()
