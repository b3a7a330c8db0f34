"""A scripted HTTP server over real loopback sockets, for the edge of the SDK."""

import asyncio
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Literal
from urllib.parse import parse_qsl


@dataclass
class Reply:
    """What the server does with one request."""

    body: object = field(default_factory=dict)
    status: int = 200
    header: dict[str, str] = field(default_factory=dict)
    then: Literal["keep", "close", "truncate", "reset", "hang", "garbage"] = "keep"

    def wire(self) -> bytes:
        body = self.body if isinstance(self.body, bytes) else json.dumps(self.body).encode()
        length = len(body) + (10 if self.then == "truncate" else 0)
        lines = [f"HTTP/1.1 {self.status} X", f"Content-Length: {length}", "Content-Type: application/json"]
        lines += [f"{name}: {value}" for name, value in self.header.items()]
        return "\r\n".join([*lines, "", ""]).encode() + body


@dataclass(frozen=True)
class Received:
    """A request as it came off the socket."""

    method: str
    target: str
    header: dict[str, str]
    body: str
    connection: int

    @property
    def parameters(self) -> dict[str, str]:
        return dict(parse_qsl(self.target.partition("?")[2] or self.body))


class Loopback:
    """Answers requests with the scripted replies in order, and afterwards with `{}`."""

    def __init__(self) -> None:
        self.received: list[Received] = []
        self.replies: list[Reply] = []
        self.url = ""
        self._connections = 0
        self._loop = asyncio.new_event_loop()
        self._released = asyncio.Event()
        self._ready = threading.Event()
        self.arrived = threading.Event()
        self._thread = threading.Thread(target=self._run, name="loopback", daemon=True)

    def script(self, *replies: Reply) -> None:
        self.replies = [*replies]

    def reply(self, received: Received) -> Reply:
        """What a request is answered with."""
        return self.replies.pop(0) if self.replies else Reply()

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        server = self._loop.run_until_complete(asyncio.start_server(self._serve, "127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
        self._ready.set()
        self._loop.run_forever()
        server.close()
        self._released.set()
        for task in asyncio.all_tasks(self._loop):
            task.cancel()
            self._loop.run_until_complete(asyncio.gather(task, return_exceptions=True))
        self._loop.run_until_complete(self._loop.shutdown_asyncgens())
        self._loop.close()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._connections += 1
        number = self._connections
        try:
            while await self._answer(reader, writer, number):
                await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            pass  # the client hung up
        finally:
            writer.close()

    async def _answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, number: int) -> bool:
        head = (await reader.readuntil(b"\r\n\r\n")).decode()
        first, *lines = head.strip().split("\r\n")
        method, target, _ = first.split(" ")
        header = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
        body = (await reader.readexactly(int(header.get("content-length", 0)))).decode()
        self.received.append(Received(method, target, header, body, number))
        self.arrived.set()
        reply = self.reply(self.received[-1])
        if reply.then == "hang":
            await self._released.wait()
            return False
        if reply.then == "reset":
            writer.transport.abort()
            return False
        writer.write(b"not http at all\r\n\r\n" if reply.then == "garbage" else reply.wire())
        return reply.then == "keep"

    def start(self) -> None:
        self._thread.start()
        self._ready.wait()

    def stop(self) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()


@contextmanager
def loopback(server: Loopback | None = None) -> Iterator[Loopback]:
    server = server or Loopback()
    server.start()
    try:
        yield server
    finally:
        server.stop()
