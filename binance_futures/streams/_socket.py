"""A WebSocket connection for asyncio: the sans-I/O protocol of websockets, driven straight from the transport.

There is no queue and no task: what comes off the socket reaches the callback in the same turn of the loop. The
handshake, control frames, fragments and all that is wrong go through the protocol of websockets; whole messages, which
are nearly everything, are cut out here, since its parser would cost several times as much as all the rest.
"""

import asyncio
import logging
import re
import socket
import ssl
from base64 import b64encode
from collections.abc import Callable, Iterable, Mapping
from importlib import import_module
from typing import Final, NamedTuple, Protocol, cast

from websockets.client import ClientProtocol
from websockets.exceptions import InvalidStatus, InvalidURI, ProtocolError
from websockets.frames import Frame, Opcode
from websockets.http11 import Response
from websockets.protocol import State
from websockets.uri import WebSocketURI, parse_uri

from .._origin import Address, Origin
from .._refusal import REMEDY_BY_STATUS, retry_after
from ..errors import ParameterError, Problem, StreamError

__all__ = ["Closed", "HandshakeError", "WebSocket"]

logger: Final = logging.getLogger("binance_futures")

_CLOSE_SECONDS: Final = 1.0
_MAX_SIZE: Final = 16 * 2**20
_READ_SIZE: Final = 2**16
_TLS_RECORD: Final = 2**14
_WHOLE: Final = (0x80 | Opcode.TEXT, 0x80 | Opcode.BINARY)
"""First byte of a message in one frame."""
_RAISED: Final = "%s: %s raised; the connection goes on"


class HandshakeError(StreamError):
    """No WebSocket came about: name, connection, TLS, proxy, time, or the answer to the handshake."""

    def __init__(self, message: str, status_code: int | None = None, retry_after: float | None = None) -> None:
        super().__init__(message)
        self.status_code: int | None = status_code
        """HTTP status of the answer, be it the proxy's; None when none came."""
        self.retry_after: float | None = retry_after
        """Seconds to wait, as told by the exchange; None when it did not say."""


class Closed(NamedTuple):
    """How a connection ended."""

    code: int | None
    """Of the peer's close frame, else of our own; None when there was neither."""
    reason: str
    error: Exception | None
    """What broke it; None when we ended it, or the peer did with a close frame."""


class _Quiet(logging.LoggerAdapter[logging.Logger]):
    """Our logger without DEBUG, where websockets would log path and frames: listenKeys, API keys, account data."""

    def isEnabledFor(self, level: int) -> bool:  # noqa: N802 - logging's name
        return level > logging.DEBUG and super().isEnabledFor(level)


class WebSocket(asyncio.BufferedProtocol):
    """A connection whose messages go to a callback; made by `connect`."""

    def __init__(
        self,
        uri: WebSocketURI,
        on_message: Callable[[bytes], None],
        on_ping: Callable[[bytes], None] | None,
        on_pong: Callable[[bytes], None] | None,
        max_size: int,
    ) -> None:
        self._loop = asyncio.get_running_loop()
        self.closed: asyncio.Future[Closed] = self._loop.create_future()
        """Done when the connection has ended. Whoever may be cancelled while waiting for it should shield it."""
        self.last_received: float = self._loop.time()
        """When the last bytes came from the peer, by the clock of the loop."""
        self._uri = uri
        self._where = f"{'wss' if uri.secure else 'ws'}://{uri.host}"
        self._on_message = on_message
        self._on_ping = on_ping
        self._on_pong = on_pong
        self._max_size = max_size
        self._protocol = ClientProtocol(uri, max_size=max_size, logger=_Quiet(logger, {}))
        self._transport: asyncio.Transport | None = None
        self._deadline: asyncio.TimerHandle | None = None
        self._shaken: asyncio.Future[HandshakeError | None] = self._loop.create_future()
        self._lost: asyncio.Future[None] = self._loop.create_future()
        self._ended = False
        """Whether we closed or aborted it: the callbacks are called no more."""
        self._direct = False
        """Whether a message may begin at the next byte, as far as the protocol knows."""
        self._rest = b""
        """Beginning of a frame header."""
        self._owed = 0
        """Bytes still to come of the frame that the protocol has begun."""
        self._buffer = memoryview(bytearray(_READ_SIZE))
        self._pieces: bytearray | None = None
        """The fragments so far of a message."""

    def __repr__(self) -> str:
        return f"<WebSocket {self._where}>"

    @classmethod
    async def connect(
        cls,
        url: str,
        *,
        on_message: Callable[[bytes], None],
        on_ping: Callable[[bytes], None] | None = None,
        on_pong: Callable[[bytes], None] | None = None,
        headers: Mapping[str, str] | None = None,
        timeout: float | None = 10.0,  # noqa: ASYNC109 - it becomes a HandshakeError
        proxy: Address | None = None,
        ssl_context: ssl.SSLContext | None = None,
        max_size: int = _MAX_SIZE,
    ) -> "WebSocket":
        """An open connection, or HandshakeError; the first messages may come before this returns.

        Args:
            url: ws:// or wss://.
            on_message: Gets each text or binary message; what it raises is logged.
            on_ping: Gets the payload of each ping, which has been answered by then.
            on_pong: Gets the payload of each pong.
            headers: Sent with the handshake.
            timeout: Seconds for everything until the connection is open.
            proxy: http, https, or, with the extra `[socks]`, socks5.
            ssl_context: What verifies the server; by default as for requests.
            max_size: Bytes of the largest message; a larger one closes the connection with 1009.
        """
        self = cls(_uri(url), on_message, on_ping, on_pong, max_size)
        if ssl_context is None and (self._uri.secure or (proxy is not None and proxy.scheme == "https")):
            ssl_context = Origin("https://certificates", None, None, {}).ssl_context()
        try:
            async with asyncio.timeout(timeout):
                await self._open(proxy, ssl_context)
                await self._shake({"User-Agent": "binance-futures-sdk", **(headers or {})})
        except BaseException as error:
            self.abort()
            await asyncio.sleep(0)  # in its next turn, which may be its last, the loop closes the socket
            if isinstance(error, OSError | UnicodeError):
                raise HandshakeError(f"{self._where}: {_told(error, proxy, timeout)}") from error
            raise
        return self

    def send(self, text: str) -> None:
        """Sends a text message."""
        self._check_open()
        self._protocol.send_text(text.encode())
        self._flush()

    def send_all(self, texts: Iterable[bytes]) -> None:
        """Sends text messages as one packet, past the protocol, which keeps no account of whole messages."""
        self._check_open()
        if self._transport is not None:
            self._transport.write(b"".join([Frame(Opcode.TEXT, text).serialize(mask=True) for text in texts]))

    def ping(self, payload: bytes = b"") -> None:
        """Sends a ping, of at most 125 bytes; the peer's pong carries the same payload."""
        self._check_open()
        try:
            self._protocol.send_ping(payload)
        except ProtocolError as error:
            raise StreamError(f"{self._where}: {error}") from error
        self._flush()

    def pong(self) -> None:
        """Sends a pong nobody asked for, which tells the exchange that this side is alive while it does not read."""
        if self._protocol.state is State.OPEN and not self._ended:
            self._protocol.send_pong(b"")
            self._flush()

    def pause(self) -> None:
        """Stops reading, so that the peer has to wait; what has been read already still comes."""
        if self._transport is not None:
            self._transport.pause_reading()

    def resume(self) -> None:
        """Goes on reading."""
        if self._transport is not None:
            self._transport.resume_reading()

    async def close(self, code: int = 1000, reason: str = "") -> None:
        """Ends the connection in order, or after a second without an answer by force; no callback is called again."""
        if self._protocol.state is State.OPEN and not self._ended:
            self._end()
            try:
                self._protocol.send_close(code, reason)
            except (ProtocolError, UnicodeError):  # no close frame can carry these
                self._protocol.send_close(1000)
            self._flush()
        self.resume()  # else the answer would not be seen
        if not self._lost.done():
            try:
                await asyncio.wait([self._lost])
            except asyncio.CancelledError:
                self.abort()
                raise

    def abort(self) -> None:
        """Ends the connection at once."""
        if self._protocol.state is State.OPEN:
            self._end()
        if self._transport is not None:
            self._transport.abort()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """The socket is there, with TLS if there is any."""
        self._transport = cast("asyncio.Transport", transport)

    def get_buffer(self, sizehint: int) -> memoryview:
        """Where the transport reads to."""
        # At its end a TLS transport reads once and drops the rest: all it holds must find room, and a record begun.
        if sizehint + _TLS_RECORD > len(self._buffer):
            self._buffer = memoryview(bytearray(sizehint + _TLS_RECORD))
        return self._buffer

    def buffer_updated(self, nbytes: int) -> None:
        """Bytes came."""
        self.last_received = self._loop.time()
        data = bytes(self._buffer[:nbytes])
        if self._rest:
            data, self._rest = self._rest + data, b""
        position, size = 0, len(data)
        while position < size:
            position = self._deliver(data, position)
            if position < size:
                position = self._pass_on(data, position)

    def eof_received(self) -> None:
        """The peer sends no more; the transport closes itself."""
        self._protocol.receive_eof()
        self._flush()
        self._set_deadline()

    def connection_lost(self, exc: Exception | None) -> None:
        """The socket is gone."""
        self._transport = None
        if self._deadline is not None:
            self._deadline.cancel()
        self._direct = False
        self._protocol.receive_eof()
        if not self._shaken.done():
            self._shaken.set_result(self._refusal())
        end = self._protocol.close_exc
        frame = end.rcvd or end.sent
        cause = None if end.rcvd and end.__cause__ is None else exc or end.__cause__
        error = None
        if cause is not None and not self._ended:
            error = StreamError(f"{self._where}: the connection broke ({type(cause).__name__}: {cause})")
            error.__cause__ = cause
        self._lost.set_result(None)
        if not self.closed.done():
            self.closed.set_result(Closed(int(frame.code) if frame else None, frame.reason if frame else "", error))

    async def _open(self, proxy: Address | None, context: ssl.SSLContext | None) -> None:
        """Connects, through the proxy if there is one, up to TLS."""
        loop, uri = self._loop, self._uri
        secured, name = (context, uri.host) if uri.secure else (None, None)
        if proxy is None:
            await loop.create_connection(lambda: self, uri.host, uri.port, ssl=secured, server_hostname=name)
        elif proxy.scheme.startswith("socks"):
            sock = await _socks(proxy, uri)
            await loop.create_connection(lambda: self, sock=sock, ssl=secured, server_hostname=name)
        else:
            self._transport = transport = await _tunnel(proxy, uri, context, self._where)
            if secured is None:
                transport.set_protocol(self)
            else:
                self._transport = await loop.start_tls(transport, self, secured, server_hostname=name)

    async def _shake(self, headers: Mapping[str, str]) -> None:
        """The WebSocket handshake."""
        request = self._protocol.connect()
        for name, value in headers.items():
            request.headers[name] = value
        self._protocol.send_request(request)
        self._flush()
        refused = await self._shaken
        if refused is not None:
            raise refused

    def _refusal(self) -> HandshakeError | None:
        """What is wrong with the answer to the handshake. No text of it is told: it may repeat the path."""
        match self._protocol.handshake_exc:
            case None:
                return None
            case InvalidStatus(response=response):
                return self._refused(response)
            case EOFError() | Exception(__cause__=EOFError()):
                return HandshakeError(f"{self._where}: the connection ended before the handshake was answered")
            case error:
                return HandshakeError(f"{self._where}: the answer is no WebSocket handshake ({type(error).__name__})")

    def _refused(self, response: Response) -> HandshakeError:
        status = response.status_code
        headers = {name.lower(): value for name, value in response.headers.raw_items()}
        remedy = REMEDY_BY_STATUS.get(status)
        message = f"{self._where}: the handshake was refused with HTTP {status}"
        wait = retry_after(headers, response.body.decode(errors="replace"))
        return HandshakeError(f"{message}\n  {remedy}" if remedy else message, status, wait)

    def _deliver(self, data: bytes, start: int) -> int:
        """Delivers messages as long as they are whole; where it came to."""
        size = len(data)
        while self._direct and start + 4 <= size and data[start] in _WHOLE:
            length, begin = data[start + 1], start + 2
            if length == 126:
                length, begin = data[begin] << 8 | data[begin + 1], begin + 2
            elif length > 126:
                break
            end = begin + length
            if end > size or length > self._max_size:
                break
            start = end
            try:
                self._on_message(data[begin:end])
            except Exception:
                logger.exception(_RAISED, self._where, "on_message")
        return start

    def _pass_on(self, data: bytes, start: int) -> int:
        """Gives the protocol its next bytes, and the callbacks what it makes of them; where it came to."""
        if self._ended and self._protocol.state is State.OPEN:
            return len(data)  # it was aborted by a callback
        end = self._next(data, start)
        if end == 0:
            self._rest = data[start:]
            return len(data)
        self._owed = max(0, end - len(data))
        self._protocol.receive_data(data[start:end])
        self._flush()
        if not self._shaken.done() and (self._protocol.state is State.OPEN or self._protocol.handshake_exc is not None):
            self._shaken.set_result(self._refusal())
        for event in self._protocol.events_received():
            if isinstance(event, Frame):
                self._take(event.opcode, bytes(event.data), fin=event.fin)
        self._direct = (
            self._protocol.state is State.OPEN and not self._owed and self._pieces is None and not self._ended
        )
        return min(end, len(data))

    def _next(self, data: bytes, start: int) -> int:
        """Where the next bytes for the protocol end, which is never inside a later frame; 0 if too few have come."""
        if self._owed:
            return start + self._owed
        state = self._protocol.state
        if state is State.CONNECTING:
            return data.find(b"\n", start) + 1 or len(data)  # by lines, as frames may follow the last one
        if state is not State.OPEN:
            return len(data)
        head = data[start : start + 10]
        length = head[1] if len(head) > 1 else 127
        extra = {126: 2, 127: 8}.get(length, 0)
        if len(head) < 2 + extra:
            return 0
        return start + 2 + extra + (int.from_bytes(head[2 : 2 + extra]) if extra else length)

    def _take(self, opcode: Opcode, data: bytes, *, fin: bool) -> None:
        match opcode:
            case Opcode.PING:
                self._call("on_ping", self._on_ping, data)
            case Opcode.PONG:
                self._call("on_pong", self._on_pong, data)
            case Opcode.CLOSE:
                pass
            case _ if self._pieces is None and fin:
                self._call("on_message", self._on_message, data)
            case _:
                # Not a list: fragments without content would make it grow without bound.
                if self._pieces is None:
                    self._pieces = bytearray()
                self._pieces += data
                if fin:
                    message, self._pieces = bytes(self._pieces), None
                    self._call("on_message", self._on_message, message)

    def _call(self, name: str, callback: Callable[[bytes], None] | None, data: bytes) -> None:
        if callback is None or self._ended:
            return
        try:
            callback(data)
        except Exception:
            logger.exception(_RAISED, self._where, name)

    def _check_open(self) -> None:
        if self._ended or self._protocol.state is not State.OPEN:
            raise StreamError(f"{self._where}: the connection is closed")

    def _end(self) -> None:
        self._ended, self._direct = True, False

    def _flush(self) -> None:
        data = b"".join(self._protocol.data_to_send())
        if data and self._transport is not None:
            self._transport.write(data)
        if self._protocol.close_expected():
            self._set_deadline()

    def _set_deadline(self) -> None:
        if self._deadline is None and self._transport is not None:
            self._deadline = self._loop.call_later(_CLOSE_SECONDS, self._transport.abort)


def _uri(url: str) -> WebSocketURI:
    try:
        return parse_uri(url)
    except (InvalidURI, ValueError):
        problem = Problem("url", "is not a URL such as 'wss://fstream.binance.com/ws'")
    raise ParameterError([problem])  # outside of the handler, as its error quotes the URL


def _told(error: Exception, proxy: Address | None, timeout: float | None) -> str:
    """What an error of the network means."""
    through = f" through the proxy {proxy.scheme}://{proxy.host}" if proxy is not None else ""
    if isinstance(error, TimeoutError) and timeout is not None:
        return f"no connection{through} within {timeout:g} s"
    return f"no connection{through} ({type(error).__name__}: {error})"


class _Tunnel(asyncio.Protocol):
    """Reads what an HTTP proxy answers."""

    def __init__(self) -> None:
        self.answer: asyncio.Future[bytes] = asyncio.get_running_loop().create_future()
        self._head = bytearray()

    def data_received(self, data: bytes) -> None:
        self._head += data
        if b"\r\n\r\n" in self._head or len(self._head) > 2**16:
            self._finish()

    def connection_lost(self, exc: Exception | None) -> None:
        self._finish()

    def _finish(self) -> None:
        if not self.answer.done():
            self.answer.set_result(bytes(self._head))


async def _tunnel(proxy: Address, uri: WebSocketURI, context: ssl.SSLContext | None, where: str) -> asyncio.Transport:
    """A connection to the server through an HTTP proxy."""
    secured = context if proxy.scheme == "https" else None
    transport, tunnel = await asyncio.get_running_loop().create_connection(
        _Tunnel, proxy.host, proxy.port or (443 if secured else 80), ssl=secured
    )
    target = f"[{uri.host}]:{uri.port}" if ":" in uri.host else f"{uri.host}:{uri.port}"
    lines = [f"CONNECT {target} HTTP/1.1", f"Host: {target}", "User-Agent: binance-futures-sdk"]
    if proxy.auth is not None:
        lines.append(f"Proxy-Authorization: Basic {b64encode(b':'.join(proxy.auth)).decode()}")
    transport.write("\r\n".join([*lines, "", ""]).encode())
    try:
        answer = await tunnel.answer
    except BaseException:
        transport.abort()
        raise
    status = re.match(rb"HTTP/1\.[01] (\d{3})\b", answer)
    if status is not None and status[1].startswith(b"2"):
        return transport
    transport.abort()
    text = f"refused with HTTP {status[1].decode()}" if status else "gave no HTTP answer"
    message = f"{where}: the proxy {proxy.scheme}://{proxy.host} {text}"
    raise HandshakeError(message, int(status[1]) if status else None)


class _SocksProxy(Protocol):
    async def connect(self, dest_host: str, dest_port: int) -> socket.socket: ...


async def _socks(proxy: Address, uri: WebSocketURI) -> socket.socket:
    """A connection to the server through a SOCKS proxy, which resolves its name, as it does for requests."""
    try:
        package, module = import_module("python_socks"), import_module("python_socks.async_.asyncio")
    except ImportError as error:
        raise StreamError("a SOCKS proxy needs python-socks: pip install 'binance-futures-sdk[socks]'") from error
    name, word = (part.decode() for part in proxy.auth or (b"", b""))
    socks: _SocksProxy = module.Proxy(
        package.ProxyType.SOCKS5, proxy.host, proxy.port or 1080, name or None, word or None, rdns=True
    )
    try:
        return await socks.connect(uri.host, uri.port)
    except package.ProxyError as error:
        raise ConnectionError(str(error)) from error
