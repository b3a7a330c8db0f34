"""One WebSocket of the exchange: frames out, in order and bounded; text in."""

import asyncio
from collections.abc import AsyncIterator
from typing import Final

from aiohttp import WSMsgType, web
from websockets.frames import Frame, Opcode

from ._streams import text_frame

__all__ = ["Socket"]

_MOST_WAITING: Final = 4 * 2**20
"""Bytes that may wait for a slow consumer; past that it is cut off."""
_CLOSE_SECONDS: Final = 0.3
_LARGEST: Final = 2**20


class Socket:
    """A WebSocket, opened by `accept`. Lives in one event loop; its handler owns it.

    Frames of one turn of the loop go out in one write. Who takes them too slowly is cut off, so that the memory of the
    exchange stays bounded and others are not held up.
    """

    def __init__(self, response: web.WebSocketResponse, transport: asyncio.Transport) -> None:
        self._response = response
        self._transport = transport
        self._loop = asyncio.get_running_loop()
        self._waiting: list[bytes] = []
        self._silent = False
        self.heard: float = self._loop.time()
        """When the peer gave its last sign of life, by the clock of the loop."""

    @classmethod
    async def accept(cls, request: web.BaseRequest) -> "Socket":
        """Answer the handshake."""
        response = web.WebSocketResponse(timeout=_CLOSE_SECONDS, autoping=False, compress=False, max_msg_size=_LARGEST)
        await response.prepare(request)
        transport = request.transport
        if transport is None:
            raise ConnectionResetError("the peer is gone")
        return cls(response, transport)

    @property
    def response(self) -> web.WebSocketResponse:
        """What the handler of the request returns."""
        return self._response

    def write(self, frame: bytes) -> None:
        """Send a frame with the others of this turn."""
        self._waiting.append(frame)
        if len(self._waiting) == 1:
            self._loop.call_soon(self._flush)

    def send(self, text: str) -> None:
        """Send a text message."""
        self.write(text_frame(text))

    def ping(self) -> None:
        """Send a ping."""
        self.write(Frame(Opcode.PING, b"").serialize(mask=False))

    def _flush(self) -> None:
        frames, self._waiting = self._waiting, []
        if self._silent or self._transport.is_closing():
            return
        self._transport.write(b"".join(frames))
        if self._transport.get_write_buffer_size() > _MOST_WAITING:
            self.abort()

    def silence(self) -> None:
        """Say nothing any more, not even a pong."""
        self._silent = True

    def abort(self) -> None:
        """Cut the connection."""
        self._transport.abort()

    async def close(self, code: int) -> None:
        """End in order; who does not answer in time is cut off."""
        self._flush()
        try:
            await self._response.close(code=code)
        finally:
            self._transport.abort()

    async def messages(self) -> AsyncIterator[str | None]:
        """The text messages that come in, None for a ping or pong (answered), until the connection ends."""
        async for message in self._response:
            self.heard = self._loop.time()
            if message.type == WSMsgType.TEXT:
                yield message.data
            elif message.type in (WSMsgType.PING, WSMsgType.PONG):
                if message.type == WSMsgType.PING and not self._silent:
                    self.write(Frame(Opcode.PONG, bytes(message.data)).serialize(mask=False))
                yield None
            elif message.type == WSMsgType.BINARY:
                await self.close(1003)
