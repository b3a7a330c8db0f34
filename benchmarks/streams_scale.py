"""Whether the cost of a stream message depends on the number of subscriptions, and memory on that of messages.

python benchmarks/streams_scale.py [messages]      10000000 takes some minutes
"""

import asyncio
import base64
import hashlib
import json
import multiprocessing
import resource
import socket
import sys
import time
from collections.abc import AsyncIterator
from pathlib import Path

from streams import MESSAGES

from binance_futures import AsyncUMStreams
from binance_futures._stream import StreamRequest
from binance_futures.models.um.events import AggTrade
from binance_futures.streams import um as s

EACH = 200_000
MAGIC = b"258EAFA5-E914-47DA-95CA-C5AB0DC85B11"


def frame(text: bytes) -> bytes:
    size = len(text)
    head = bytes([0x81, size]) if size < 126 else bytes([0x81, 126]) + size.to_bytes(2)
    return head + text


async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Acknowledges subscriptions until a pause, then sends as fast as it is read."""
    head = await reader.readuntil(b"\r\n\r\n")
    key = next(line for line in head.split(b"\r\n") if line.lower().startswith(b"sec-websocket-key"))
    token = base64.b64encode(hashlib.sha1(key.split(b":")[1].strip() + MAGIC).digest())
    switch = b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: "
    writer.write(switch + token + b"\r\n\r\n")
    names: list[str] = []
    async for request in requests(reader):
        names += request["params"]
        writer.write(frame(json.dumps({"result": None, "id": request["id"]}).encode()))
    data = json.dumps(MESSAGES["aggTrade"][1], separators=(",", ":"))
    frames = [frame(f'{{"stream":"{name}","data":{data}}}'.encode()) for name in names]
    burst = b"".join(frames * max(1, 1000 // len(frames)))
    try:
        while True:
            writer.write(burst)
            await writer.drain()
    except ConnectionError:
        writer.close()


async def requests(reader: asyncio.StreamReader) -> AsyncIterator[dict[str, list[str]]]:
    while True:
        try:
            async with asyncio.timeout(1.5):
                head = await reader.readexactly(2)
                size = head[1] & 127
                if size == 126:
                    size = int.from_bytes(await reader.readexactly(2))
                mask, body = await reader.readexactly(4), await reader.readexactly(size)
        except TimeoutError:
            return
        yield json.loads(bytes(byte ^ mask[index % 4] for index, byte in enumerate(body)))


def _serve(listener: socket.socket) -> None:
    async def main() -> None:
        async with await asyncio.start_server(answer, sock=listener) as server:
            await server.serve_forever()

    asyncio.run(main())


def streams(count: int) -> list[StreamRequest[AggTrade]]:
    return [s.agg_trade(f"COIN{number}USDT") for number in range(count)]


async def cost(url: str, subscriptions: int) -> float:
    """CPU us a message, from so many streams of one connection to one consumer."""
    async with AsyncUMStreams(stream_url=url) as client:
        subscription = client.subscribe(*streams(subscriptions))
        await anext(subscription)
        started = time.process_time()
        for _ in range(EACH):
            await anext(subscription)
        return (time.process_time() - started) / EACH * 1e6


def resident() -> float:
    """MB."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * resource.getpagesize() / 2**20


async def memory(url: str, messages: int) -> list[float]:
    """Resident MB after each tenth of the messages, taken by one consumer."""
    taken: list[float] = []
    async with AsyncUMStreams(stream_url=url) as client:
        subscription = client.subscribe(*streams(10))
        for number in range(messages):
            await anext(subscription)
            if number % (messages // 10) == 0:
                taken.append(resident())
    return taken


def main() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        process = multiprocessing.get_context("fork").Process(target=_serve, args=(listener,), daemon=True)
        process.start()
        url = f"ws://127.0.0.1:{listener.getsockname()[1]}"
        try:
            costs = {count: min(asyncio.run(cost(url, count)) for _ in range(3)) for count in (1, 10, 100, 1000)}
            for count, value in costs.items():
                print(f"{count:5d} subscriptions {value:6.2f} us a message   ratio to one {value / costs[1]:.2f}")
            sizes = asyncio.run(memory(url, int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000))
            print("resident MB after each tenth:", " ".join(f"{size:.1f}" for size in sizes))
        finally:
            process.terminate()
            process.join()


if __name__ == "__main__":
    main()
