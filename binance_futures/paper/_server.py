"""The server on one loopback port: REST, WebSockets and the control endpoint.

On aiohttp's plain server (`web.Server`): it gives its handlers the transport, which faults need, and to which a stream
message that was made once can be written for any number of connections.
"""

import asyncio
from collections.abc import Callable
from typing import Final

from aiohttp import web

from ._backend import Backend, Reply
from ._control import Control
from ._faults import Call, Plan
from ._guests import Guests
from ._http import cut_off, response
from ._websockets import WebSockets

__all__ = ["Server"]

_HOST: Final = "127.0.0.1"
_GRACE: Final = 0.3
"""Seconds that requests have to end when the server stops."""
_LONGEST: Final = 2**16
"""Bytes of a request line: 1024 streams fit."""
_FINE: Final = 60_000
"""Milliseconds that are gone through in detail."""


class Server:
    """Serves an exchange. Lives in one event loop, in which everything of the exchange happens."""

    def __init__(self, backend: Backend, guests: Guests, plan: Plan, control: Control) -> None:
        self._backend = backend
        self._guests = guests
        self._plan = plan
        self._control = control
        self._sockets = WebSockets(backend, guests, plan)
        self._runner: web.ServerRunner | None = None

    async def start(self, port: int) -> int:
        """Open the port (0 for a free one) and give its number."""
        server = web.Server(self._handle, access_log=None, max_line_size=_LONGEST)
        self._runner = web.ServerRunner(server, shutdown_timeout=_GRACE)
        await self._runner.setup()
        await web.TCPSite(self._runner, _HOST, port).start()
        bound = int(self._runner.addresses[0][1])
        self._backend.downloads.base_url = f"http://{_HOST}:{bound}"
        return bound

    async def stop(self) -> None:
        """Say goodbye on every connection, and close the port."""
        await self._guests.close()
        if self._runner is not None:
            await self._runner.cleanup()

    async def drive(self) -> None:
        """Move the market as time goes by, for ever."""
        while True:
            self._step()
            await asyncio.sleep(max(self._backend.next_due() - self._backend.clock.now(), 0) / 1000)

    async def advance(self, ms: int, move: Callable[[int], None]) -> None:
        """Let time pass in a clock that is moved, with all that happens meanwhile.

        More than a minute goes by in one step, in which the market sleeps (see `Market`): a day in under a second.
        """
        clock = self._backend.clock
        end = clock.now() + ms
        while clock.now() < end:
            rest = end - clock.now()
            move(rest if rest > _FINE else max(min(self._backend.next_due() - clock.now(), rest), 1))
            self._step()
            await asyncio.sleep(0)  # connections are served in between

    def _step(self) -> None:
        self._backend.step()
        self._guests.keep(self._backend.clock.now())

    async def _handle(self, request: web.BaseRequest) -> web.StreamResponse:
        path, _, query = request.raw_path.partition("?")
        if request.headers.get("Upgrade", "").lower() == "websocket":
            return await self._sockets.serve(request, path, query)
        body = await request.read()
        if path.startswith("/paper/"):
            return response(await self._control.answer(request.method, path, body))
        fault = self._plan.take(Call(request.method, path, query))
        if fault is None:
            return response(self._execute(request, body))
        instead = fault.before(self._backend.clock.now())
        if instead is not None:
            return response(Reply.refused(instead))
        reply = self._execute(request, body)
        if fault.cuts:
            return await cut_off(reply, request, body=fault.kind == "truncate")
        if fault.kind == "slow":
            await asyncio.sleep(fault.seconds)
        instead = fault.after()
        return response(reply if instead is None else Reply.refused(instead))

    def _execute(self, request: web.BaseRequest, body: bytes) -> Reply:
        return self._backend.request(
            request.method,
            request.raw_path.encode(errors="surrogateescape"),
            {name.lower(): value for name, value in request.headers.items()},
            body,
            ip=request.remote or _HOST,
        )
