"""The paper exchange under load: signed orders with their user events, stream messages to many, start-up and memory.

    python benchmarks/paper.py [MINUTES]        minutes of market for the memory (1; a virtual clock, no waiting)

The exchange runs in this process, its clients in others; CPU time is the exchange's alone: that of one core.
"""

import asyncio
import hmac
import multiprocessing
import resource
import sys
import time
from collections.abc import Callable
from multiprocessing.queues import Queue
from pathlib import Path
from typing import Any

from websockets.asyncio.client import connect

from binance_futures.paper import Limits, PaperExchange, VirtualClock
from binance_futures.paper._wire_market import book_ticker

CONNECTIONS, ORDERS = 8, 6_000
LISTENERS, MESSAGES = 10, 20_000
FREE = Limits(weight=10**9, orders_10s=10**9, orders_1m=10**9)
SYMBOLS = ("btcusdt", "ethusdt", "bnbusdt", "solusdt", "btcusdc")


def place_and_cancel(port: int, key: str, secret: str, told: "Queue[Any]") -> None:
    """Limit orders, each placed and cancelled, by several connections."""

    async def trade(number: int) -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        for turn in range(ORDERS // CONNECTIONS):
            name = f"{number}-{turn // 2}"
            now = int(time.time() * 1000)
            if turn % 2:
                method, query = "DELETE", f"symbol=BTCUSDT&origClientOrderId={name}&timestamp={now}"
            else:
                rest = "side=BUY&type=LIMIT&timeInForce=GTC&quantity=0.002&price=98000.0"
                method, query = "POST", f"symbol=BTCUSDT&{rest}&newClientOrderId={name}&timestamp={now}"
            signature = hmac.digest(secret.encode(), query.encode(), "sha256").hex()
            head = f"{method} /fapi/v1/order?{query}&signature={signature} HTTP/1.1\r\nHost: 127.0.0.1\r\n"
            writer.write(f"{head}X-MBX-APIKEY: {key}\r\n\r\n".encode())
            answer = await reader.readuntil(b"\r\n\r\n")
            body = await reader.readexactly(int(answer.lower().split(b"content-length: ")[1].split(b"\r\n")[0]))
            if b" 200 " not in answer[:20]:
                raise RuntimeError(body.decode())
        writer.close()

    async def main() -> None:
        start = time.perf_counter()
        await asyncio.gather(*(trade(number) for number in range(CONNECTIONS)))
        told.put(ORDERS / (time.perf_counter() - start))

    asyncio.run(main())


def count_events(url: str, wanted: int, told: "Queue[Any]") -> None:
    """User events as they come."""

    async def main() -> None:
        async with connect(url, compression=None) as socket:
            told.put("here")
            for _ in range(wanted):
                await socket.recv(decode=False)
            told.put(wanted)

    asyncio.run(main())


def listen(url: str, told: "Queue[Any]") -> None:
    """A number of messages on each of several connections."""

    async def count(ready: asyncio.Barrier) -> None:
        async with connect(url, compression=None, max_queue=None) as socket:
            await ready.wait()
            for _ in range(MESSAGES):
                await socket.recv(decode=False)

    async def main() -> None:
        ready = asyncio.Barrier(LISTENERS + 1)
        listeners = [asyncio.create_task(count(ready)) for _ in range(LISTENERS)]
        await ready.wait()
        told.put("here")
        await asyncio.gather(*listeners)
        told.put("done")

    asyncio.run(main())


def apart(work: Callable[..., None], *args: Any) -> "tuple[Any, Queue[Any]]":
    context = multiprocessing.get_context("spawn")
    told: Queue[Any] = context.Queue()
    process = context.Process(target=work, args=(*args, told), daemon=True)
    process.start()
    return process, told


def orders() -> None:
    with PaperExchange(limits=FREE) as exchange:
        key = exchange.key()
        with exchange.um_client() as client:
            name = client.new_listen_key().listenKey
        reader, events = apart(count_events, f"{exchange.stream_url}/private/ws/{name}", ORDERS)
        events.get(timeout=60)
        before = time.process_time()
        sender, told = apart(place_and_cancel, exchange.port, key.key, key.signs_with)
        rate = told.get(timeout=300)
        events.get(timeout=60)
        cpu = (time.process_time() - before) / ORDERS
        sender.join()
        reader.join()
    what = "signed orders with their user events"
    print(f"{what:40} {1 / cpu:8,.0f} /s on a core ({cpu * 1e6:.0f} µs each), {rate:,.0f} /s now")


def streams() -> None:
    """Changes of one book as they come, 20 in a turn of the loop, to many connections."""
    with PaperExchange(limits=FREE) as exchange:
        process, told = apart(listen, f"{exchange.stream_url}/public/ws/btcusdc@bookTicker")
        told.get(timeout=60)
        backend = exchange._backend
        channel, instrument = backend.streams.named("btcusdc@bookTicker"), backend.engine.listings["BTCUSDC"].instrument
        assert channel is not None

        async def push() -> None:
            for number in range(MESSAGES):
                best = backend.market.data.book_ticker("BTCUSDC")
                channel.send(book_ticker(best, instrument, backend.clock.now()))
                if number % 20 == 0:
                    await asyncio.sleep(0.001)

        before, start = time.process_time(), time.perf_counter()
        exchange._inside(push())
        told.get(timeout=120)
        got = MESSAGES * LISTENERS
        cpu, rate = (time.process_time() - before) / got, got / (time.perf_counter() - start)
        process.join()
    what = f"stream messages to {LISTENERS} connections"
    print(f"{what:40} {1 / cpu:8,.0f} /s on a core ({cpu * 1e6:.1f} µs each), {rate:,.0f} /s now")


def start_up() -> None:
    walls = list[float]()
    for _ in range(5):
        start = time.perf_counter()
        with PaperExchange() as exchange:
            walls.append(time.perf_counter() - start)
            start = time.perf_counter()
        ended = time.perf_counter() - start
    print(f"{'start, stop':40} {min(walls):8.2f} s, {ended:.3f} s ({exchange!r} is gone)")


def memory(minutes: int) -> None:
    """What a market leaves behind while somebody listens."""
    clock = VirtualClock(int(time.time() * 1000))
    names = [f"{symbol}@depth@100ms" for symbol in SYMBOLS]
    with (
        PaperExchange(clock=clock, limits=FREE) as exchange,
        exchange.um_streams() as streams,
        streams.subscribe(*names, policy="latest"),
    ):
        before, start = resident(), time.process_time()
        for minute in range(1, minutes + 1):
            exchange.advance(60)
            if minute in (1, minutes // 2, minutes):
                what = f"memory after {minute} minutes of market"
                print(f"{what:40} {resident():8.1f} MB (before: {before:.1f})")
        print(f"{'CPU of a minute of market':40} {(time.process_time() - start) / minutes:8.2f} s")


def resident() -> float:
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * resource.getpagesize() / 2**20


def main() -> None:
    minutes = int(sys.argv[1]) if len(sys.argv) > 1 else 1
    start_up()
    orders()
    streams()
    memory(minutes)


if __name__ == "__main__":
    main()
