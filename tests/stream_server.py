"""A local exchange for streams: subscriptions, pushed events and misbehaviour, in a thread of its own."""

import asyncio
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http import HTTPStatus
from typing import Any

from websockets.asyncio.server import Server, ServerConnection, serve
from websockets.datastructures import Headers
from websockets.exceptions import ConnectionClosed
from websockets.http11 import Request, Response


class StreamServer:
    """Speaks the exchange's stream protocol; every public method may be called from any thread."""

    def __init__(self) -> None:
        self.url = ""
        self.paths: list[str] = []
        self.frames: list[dict[str, Any]] = []
        self.answers = True
        """Whether subscriptions are acknowledged."""
        self.refuse_handshake: tuple[int, dict[str, str]] | None = None
        self.refuse_names: set[str] = set()
        self.changed = threading.Condition()
        self._subscribed: dict[ServerConnection, dict[str, None]] = {}
        self._loop = asyncio.new_event_loop()
        self._server: Server | None = None
        self._ready = threading.Event()
        self._thread = threading.Thread(target=self._run, name="stream server", daemon=True)

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)

        async def main() -> None:
            self._server = await serve(self._serve, "127.0.0.1", 0, process_request=self._check, ping_interval=None)
            self.url = f"ws://127.0.0.1:{next(iter(self._server.sockets)).getsockname()[1]}"

        self._loop.run_until_complete(main())
        self._ready.set()
        self._loop.run_forever()
        assert self._server is not None
        self._server.close(close_connections=True)
        self._loop.run_until_complete(self._server.wait_closed())
        if left := asyncio.all_tasks(self._loop):  # handshakes that were cut off
            for task in left:
                task.cancel()
            self._loop.run_until_complete(asyncio.gather(*left, return_exceptions=True))
        self._loop.run_until_complete(self._loop.shutdown_asyncgens())
        self._loop.close()

    def _check(self, _: ServerConnection, request: Request) -> Response | None:
        self._note(self.paths, request.path)
        if self.refuse_handshake is None:
            return None
        status, headers = self.refuse_handshake
        return Response(status, HTTPStatus(status).phrase, Headers(headers | {"Content-Length": "0"}), b"")

    def _note(self, where: list[Any], what: Any) -> None:
        with self.changed:
            where.append(what)
            self.changed.notify_all()

    async def _serve(self, connection: ServerConnection) -> None:
        with self.changed:
            self._subscribed[connection] = {}
            self.changed.notify_all()
        try:
            async for text in connection:
                await self._control(connection, json.loads(text))
        finally:
            with self.changed:
                del self._subscribed[connection]
                self.changed.notify_all()

    async def _control(self, connection: ServerConnection, frame: dict[str, Any]) -> None:
        self._note(self.frames, frame)
        if not self.answers:
            return
        names, result = frame.get("params", []), None
        refused = self.refuse_names.intersection(names)
        if refused:
            error = {"code": 2, "msg": "Invalid request: unknown stream"}
            await connection.send(json.dumps({"error": error, "id": frame["id"]}))
            return
        with self.changed:
            mine = self._subscribed[connection]
            if frame["method"] == "SUBSCRIBE":
                mine.update(dict.fromkeys(names))
            elif frame["method"] == "UNSUBSCRIBE":
                for name in names:
                    mine.pop(name, None)
            else:
                result = [*mine]
            self.changed.notify_all()
        await connection.send(json.dumps({"result": result, "id": frame["id"]}))

    # What tests do with it

    @property
    def subscribed(self) -> list[list[str]]:
        """The names each connection has, by connection."""
        with self.changed:
            return [[*names] for names in self._subscribed.values()]

    def wait(self, condition: Any, seconds: float = 10.0) -> None:
        """Waits until the condition holds."""
        with self.changed:
            assert self.changed.wait_for(condition, seconds), "the condition did not come to hold"

    def wait_subscribed(self, *names: str, connections: int = 1) -> None:
        """Waits until so many connections have exactly these names between them."""
        self.wait(
            lambda: (
                len(self._subscribed) == connections
                and sorted(name for mine in self._subscribed.values() for name in mine) == sorted(names)
            )
        )

    def _call(self, work: Any) -> None:
        asyncio.run_coroutine_threadsafe(work, self._loop).result(10)

    def push(self, name: str, payload: object) -> None:
        """Sends a message of a stream to every connection that has it."""
        text = json.dumps({"stream": name, "data": payload}, separators=(",", ":"))

        async def send() -> None:
            for connection, names in [*self._subscribed.items()]:
                if name in names:
                    with suppress(ConnectionClosed):  # it is going already
                        await connection.send(text)

        self._call(send())

    def send_raw(self, text: str) -> None:
        """Sends a text to every connection as it is."""

        async def send() -> None:
            for connection in [*self._subscribed]:
                await connection.send(text)

        self._call(send())

    def drop(self) -> None:
        """Cuts every connection without a goodbye."""

        async def cut() -> None:
            for connection in [*self._subscribed]:
                connection.transport.abort()

        self._call(cut())

    def close(self, code: int = 1001) -> None:
        """Closes every connection in the orderly way."""

        async def end() -> None:
            for connection in [*self._subscribed]:
                await connection.close(code)

        self._call(end())

    def start(self) -> None:
        self._thread.start()
        self._ready.wait()

    def stop(self) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()


@contextmanager
def stream_server(server: StreamServer | None = None) -> Iterator[StreamServer]:
    server = server or StreamServer()
    server.start()
    try:
        yield server
    finally:
        server.stop()
