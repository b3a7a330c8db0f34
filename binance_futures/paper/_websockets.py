"""What is said on the WebSocket connections of the exchange: streams and WebSocket API."""

import asyncio
from collections import deque
from contextlib import closing
from http import HTTPStatus
from typing import Final
from urllib.parse import parse_qsl, unquote

from aiohttp import web

from ..environments import Product
from ._backend import Backend
from ._control_frames import answer
from ._faults import Call, Plan
from ._frames import RefusedFrame
from ._frames import Session as ApiSession
from ._guests import Guests
from ._http import response
from ._sockets import Socket
from ._streams import Route, Session, encode

__all__ = ["WebSockets"]

_INCOMING: Final = 10
"""Messages a second that a client may send on a stream connection."""
_POLICY: Final = 1008
_API_PATHS: Final[dict[str, Product]] = {"/ws-fapi/v1": "um", "/ws-dapi/v1": "cm"}
_ROUTES: Final[dict[str, Route | None]] = {"public": "public", "market": "market", "private": "private", "": None}


class WebSockets:
    """Serves WebSocket connections: streams and the WebSocket API."""

    def __init__(self, backend: Backend, guests: Guests, plan: Plan) -> None:
        self._backend = backend
        self._guests = guests
        self._plan = plan

    async def serve(self, request: web.BaseRequest, path: str, query: str) -> web.StreamResponse:
        """Serve a connection until it ends."""
        product = _API_PATHS.get(path)
        if product is not None:
            return await self._serve_api(request, product, query)
        place = _place(path)
        if place is None:
            return web.Response(status=HTTPStatus.NOT_FOUND)
        route, combined, names = place
        events: dict[str, frozenset[str]] = {}
        for name, value in parse_qsl(query):
            if name == "streams":
                names += value.split("/")
            elif name == "listenKey":
                names.append(value)
            elif name == "events" and names:
                events[names[-1]] = frozenset(value.split("/"))
        socket = await Socket.accept(request)
        session = self._backend.streams.open(socket.write, route, combined=combined, events=events)
        with self._guests.host(socket, session), closing(session):
            if session.subscribe(names):
                await _converse(socket, session)
            else:
                await socket.close(_POLICY)
        return socket.response

    async def _serve_api(self, request: web.BaseRequest, product: Product, query: str) -> web.StreamResponse:
        ip = request.remote or ""
        refused = self._backend.connect(product, ip=ip)
        if refused is not None:
            return response(refused)
        socket = await Socket.accept(request)
        shown = ("returnRateLimits", "false") not in parse_qsl(query)
        session = ApiSession(product, self._backend.clock.now(), shown)
        with self._guests.host(socket):
            async for text in socket.messages():
                if text is not None:
                    await self._answer(socket, session, text, ip)
        return socket.response

    async def _answer(self, socket: Socket, session: ApiSession, text: str, ip: str) -> None:
        frame = self._backend.admit_frame(session, text, ip=ip)
        if isinstance(frame, RefusedFrame):
            socket.send(encode(frame.body))
            return
        fault = self._plan.take(Call("WS", frame.admitted.route.path))
        instead = None if fault is None else fault.before(self._backend.clock.now())
        if instead is not None:
            socket.send(encode(frame.error(instead.status, instead.code, instead.msg)))
            return
        told = self._backend.execute_frame(session, frame)
        if fault is not None:
            if fault.cuts:
                socket.abort()
                return
            await asyncio.sleep(fault.seconds)
            instead = fault.after()
            if instead is not None:
                told = frame.error(instead.status, instead.code, instead.msg)
        socket.send(encode(told))


async def _converse(socket: Socket, session: Session) -> None:
    """Answer what a client says on a stream connection, until it ends or says too much."""
    loop, recent = asyncio.get_running_loop(), deque[float](maxlen=_INCOMING)
    async for text in socket.messages():
        now = loop.time()
        if len(recent) == _INCOMING and now - recent[0] < 1:
            await socket.close(_POLICY)
            return
        recent.append(now)
        if text is not None:
            socket.send(encode(answer(session, text)))


def _place(path: str) -> tuple[Route | None, bool, list[str]] | None:
    """Route, form and first stream of a path: `/public/stream`, `/ws/btcusdt@depth`; None if it is no such path."""
    first, *rest = path.removeprefix("/").split("/")
    route = first if first in _ROUTES else ""
    words = rest if route else [first, *rest]
    match words:
        case ["stream"]:
            return _ROUTES[route], True, []
        case ["ws"]:
            return _ROUTES[route], False, []
        case ["ws", *names]:
            return _ROUTES[route], False, [unquote(name) for name in names if name]
        case _:
            return None
