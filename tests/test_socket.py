"""The WebSocket over real loopback sockets: well-behaved servers, servers that are not, and proxies."""

import asyncio
import base64
import gc
import ipaddress
import itertools
import logging
import os
import socket
import ssl
import struct
import sys
import time
import traceback
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from hypothesis import given, settings
from hypothesis import strategies as st
from websockets.asyncio.server import Server, ServerConnection, serve
from websockets.frames import Close, Frame, Opcode
from websockets.utils import accept_key

from binance_futures import ParameterError, StreamError
from binance_futures._origin import Address
from binance_futures.streams._socket import Closed, HandshakeError, WebSocket

SECRET = "listenKeyOfTests"
PATH = f"/ws/{SECRET}?signature={SECRET}"
Reader = asyncio.StreamReader
Writer = asyncio.StreamWriter


def ignore(message: bytes) -> None:
    """A callback for tests that expect no message."""


def frame(opcode: Opcode, data: bytes = b"", *, fin: bool = True) -> bytes:
    return Frame(opcode, data, fin).serialize(mask=False)


def text(data: bytes) -> bytes:
    return frame(Opcode.TEXT, data)


async def soon(waited: Awaitable[Any]) -> Any:
    return await asyncio.wait_for(waited, 5)


async def turns(count: int = 20) -> None:
    """Lets everything happen that is ready to."""
    for _ in range(count):
        await asyncio.sleep(0)


class Inbox:
    """A callback that can be waited for."""

    def __init__(self) -> None:
        self.messages: list[bytes] = []
        self._arrived = asyncio.Event()

    def __call__(self, message: bytes) -> None:
        self.messages.append(message)
        self._arrived.set()

    async def hold(self, count: int) -> list[bytes]:
        while len(self.messages) < count:
            self._arrived.clear()
            await soon(self._arrived.wait())
        return self.messages


def open_files() -> set[str]:
    return set(os.listdir("/dev/fd"))  # noqa: PTH208 - descriptors, not a directory


@pytest.fixture(autouse=True)
async def _nothing_left_behind() -> AsyncIterator[None]:
    """After each test there is no open socket and no task, and collecting garbage warns of nothing."""
    files, tasks = open_files(), asyncio.all_tasks()
    yield
    await turns()
    gc.collect()
    assert open_files() <= files
    assert asyncio.all_tasks() <= tasks | {asyncio.current_task()}


@asynccontextmanager
async def server(
    handler: Callable[[ServerConnection], Awaitable[None]], **options: Any
) -> AsyncIterator[tuple[str, Server]]:
    async with serve(handler, "127.0.0.1", 0, close_timeout=1, **options) as running:
        scheme = "wss" if options.get("ssl") else "ws"
        yield f"{scheme}://127.0.0.1:{port_of(running.sockets[0])}", running


@asynccontextmanager
async def raw(
    handler: Callable[[Reader, Writer], Awaitable[None]], tls: ssl.SSLContext | None = None
) -> AsyncIterator[int]:
    """A server that says what the handler says, and is ended with the test."""
    tasks: set[asyncio.Task[Any]] = set()

    async def run(reader: Reader, writer: Writer) -> None:
        task = asyncio.current_task()
        assert task is not None
        tasks.add(task)
        try:
            await handler(reader, writer)
        except (ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError):
            pass
        finally:
            writer.transport.abort()

    running = await asyncio.start_server(run, "127.0.0.1", 0, ssl=tls)
    try:
        yield port_of(running.sockets[0])
    finally:
        running.close()
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks)
        await running.wait_closed()


def port_of(listening: Any) -> int:
    port: int = listening.getsockname()[1]
    return port


async def shake(reader: Reader, writer: Writer, more: bytes = b"", extra: str = "") -> dict[str, str]:
    """The server's side of the handshake; `more` goes out in the same packet."""
    head = (await reader.readuntil(b"\r\n\r\n")).decode().split("\r\n")[1:-2]
    headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in head)}
    lines = ["HTTP/1.1 101 Switching Protocols", "Upgrade: websocket", "Connection: Upgrade"]
    lines.append(f"Sec-WebSocket-Accept: {accept_key(headers['sec-websocket-key'])}{extra}")
    writer.write("\r\n".join([*lines, "", ""]).encode() + more)
    return headers


def speaks(*chunks: bytes) -> Callable[[Reader, Writer], Awaitable[None]]:
    """A handler that shakes hands, writes the chunks and hangs up at the first thing the client says."""

    async def handler(reader: Reader, writer: Writer) -> None:
        await shake(reader, writer)
        for chunk in chunks:
            writer.write(chunk)
            await writer.drain()
        await reader.read(1)

    return handler


async def holds(reader: Reader, writer: Writer) -> None:
    """A handler that shakes hands and closes, but keeps the socket."""
    await shake(reader, writer, frame(Opcode.CLOSE, Close(1001, "bye").serialize()))
    await reader.read()


def answers(answer: bytes, *, close: bool = True) -> Callable[[Reader, Writer], Awaitable[None]]:
    """A handler that answers the request with these bytes."""

    async def handler(reader: Reader, writer: Writer) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(answer)
        if close:
            writer.close()
        await reader.read()

    return handler


async def silent(reader: Reader, writer: Writer) -> None:
    """A handler that says nothing."""
    await reader.read()
    await asyncio.Event().wait()


@pytest.fixture(scope="session")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A self-signed certificate of 127.0.0.1 and its key, in one file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "tests")])
    now = datetime.now(UTC)
    names: list[x509.GeneralName] = [
        x509.IPAddress(ipaddress.ip_address("127.0.0.1")),
        x509.DNSName("localhost"),
    ]
    signed = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName(names), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    path = tmp_path_factory.mktemp("tls") / "server.pem"
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    path.write_bytes(signed.public_bytes(serialization.Encoding.PEM) + private)
    return path


@pytest.fixture
def server_tls(certificate: Path) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    return context


@pytest.fixture
def client_tls(certificate: Path) -> ssl.SSLContext:
    return ssl.create_default_context(cafile=certificate)


async def refused(url: str, **options: Any) -> HandshakeError:
    """The error of a handshake that must fail, in which nothing of the path stands."""
    with pytest.raises(HandshakeError) as caught:
        await WebSocket.connect(url, on_message=ignore, **options)
    shown = "".join(traceback.format_exception(caught.value))
    assert SECRET not in shown + repr(caught.value)
    return caught.value


async def test_messages_go_both_ways() -> None:
    """Text and binary messages come as bytes, and what is sent arrives as text."""

    async def handler(peer: ServerConnection) -> None:
        await peer.send(f"{await peer.recv(decode=True)} back ₿")
        await peer.send(b"\x00\xff")
        await peer.wait_closed()

    inbox = Inbox()
    async with server(handler) as (url, _):
        ws = await WebSocket.connect(url, on_message=inbox)
        ws.send("there and ₿")
        assert await inbox.hold(2) == ["there and ₿ back ₿".encode(), b"\x00\xff"]
        await ws.close()


async def test_the_handshake_carries_headers_and_offers_no_compression() -> None:
    """Own headers go along with a user agent, path and query are sent as given, and no extension is offered."""
    seen: list[Any] = []

    async def handler(peer: ServerConnection) -> None:
        seen.append(peer.request)

    async with server(handler) as (url, _):
        ws = await WebSocket.connect(url + PATH, on_message=ignore, headers={"X-MBX-APIKEY": "key"})
        await soon(ws.closed)
    assert seen[0].path == PATH
    assert seen[0].headers["X-MBX-APIKEY"] == "key"
    assert seen[0].headers["User-Agent"] == "binance-futures-sdk"
    assert "Sec-WebSocket-Extensions" not in seen[0].headers


async def test_an_own_user_agent_replaces_ours() -> None:
    """A User-Agent among the headers is the only one sent."""
    seen: list[dict[str, str]] = []

    async def handler(reader: Reader, writer: Writer) -> None:
        seen.append(await shake(reader, writer))

    async with raw(handler) as port:
        ws = await WebSocket.connect(f"ws://127.0.0.1:{port}", on_message=ignore, headers={"User-Agent": "mine"})
        await soon(ws.closed)
    assert seen[0]["user-agent"] == "mine"


async def test_pings_and_pongs() -> None:
    """A ping of the server is answered and told, and the answer to an own ping is told with its payload."""
    ponged = asyncio.Event()

    async def handler(peer: ServerConnection) -> None:
        await (await peer.ping(b"from the server"))
        ponged.set()
        await peer.wait_closed()

    pings, pongs = Inbox(), Inbox()
    async with server(handler) as (url, _):
        ws = await WebSocket.connect(url, on_message=ignore, on_ping=pings, on_pong=pongs)
        await soon(ponged.wait())
        ws.ping(b"from the client")
        assert await pings.hold(1) == [b"from the server"]
        assert await pongs.hold(1) == [b"from the client"]
        with pytest.raises(StreamError):
            ws.ping(b"x" * 126)
        await ws.close()


async def test_an_unasked_pong_is_sent() -> None:
    """A pong goes out without a ping, and quietly not at all once the connection is closed."""
    heard = asyncio.get_running_loop().create_future()

    async def handler(reader: Reader, writer: Writer) -> None:
        await shake(reader, writer)
        heard.set_result(await reader.readexactly(6))
        await reader.read(1)

    async with raw(handler) as port:
        ws = await WebSocket.connect(f"ws://127.0.0.1:{port}", on_message=ignore)
        ws.pong()
        assert (await soon(heard))[:2] == bytes([0x80 | Opcode.PONG, 0x80])
        ws.abort()
        ws.pong()
        await soon(ws.closed)


async def test_frames_right_behind_the_handshake() -> None:
    """Messages in the same packet as the answer to the handshake are delivered."""

    async def handler(reader: Reader, writer: Writer) -> None:
        await shake(reader, writer, text(b"early") + text(b"") + frame(Opcode.PONG) + text(b"bird"))
        await reader.read(1)

    inbox = Inbox()
    async with raw(handler) as port:
        ws = await WebSocket.connect(f"ws://127.0.0.1:{port}", on_message=inbox)
        assert await inbox.hold(3) == [b"early", b"", b"bird"]
        await ws.close()


async def test_a_fragmented_message_is_put_together() -> None:
    """Fragments become one message, also when a pong comes between them."""
    parts = [
        frame(Opcode.TEXT, b"one ", fin=False),
        frame(Opcode.PONG, b"between"),
        frame(Opcode.CONT, b"", fin=False),
        frame(Opcode.CONT, b"message", fin=True),
        text(b"next"),
    ]
    inbox, pongs = Inbox(), Inbox()
    async with raw(speaks(*parts)) as port:
        ws = await WebSocket.connect(f"ws://127.0.0.1:{port}", on_message=inbox, on_pong=pongs)
        assert await inbox.hold(2) == [b"one message", b"next"]
        assert pongs.messages == [b"between"]
        await ws.close()


async def test_a_message_of_a_megabyte() -> None:
    """A message far larger than what is read at once arrives whole, as do those around it."""
    large = os.urandom(2**20)

    async def handler(peer: ServerConnection) -> None:
        for message in (b"before", large, b"after"):
            await peer.send(message)
        await peer.wait_closed()

    inbox = Inbox()
    async with server(handler) as (url, _):
        ws = await WebSocket.connect(url, on_message=inbox)
        assert await inbox.hold(3) == [b"before", large, b"after"]
        await ws.close()


class FakeTransport(asyncio.Transport):
    """Keeps what is written."""

    def __init__(self) -> None:
        super().__init__()
        self.written = bytearray()

    def write(self, data: Any) -> None:
        self.written += data

    def resume_reading(self) -> None: ...

    def abort(self) -> None: ...


LENGTHS = st.sampled_from([0, 1, 2, 3, 124, 125, 126, 127, 128, 300, 65_535, 65_536])
FRAMES = st.lists(
    st.one_of(
        st.tuples(st.just("whole"), LENGTHS),
        st.tuples(st.just("ping"), st.sampled_from([0, 1, 125])),
        st.tuples(st.just("fragments"), st.lists(LENGTHS, min_size=2, max_size=4)),
    ),
    max_size=8,
)


@settings(max_examples=200, deadline=None)
@given(sent=FRAMES, cuts=st.lists(st.one_of(st.integers(1, 20), st.integers(1, 70_000)), min_size=1, max_size=30))
def test_however_the_stream_is_cut(sent: list[tuple[str, Any]], cuts: list[int]) -> None:
    """Messages and pings arrive whole and in order, at whatever bytes the stream is cut and whatever their lengths."""
    wire, wanted = b"", []
    for number, (kind, size) in enumerate(sent):
        if kind == "fragments":
            pieces = [bytes([number]) * length for length in size]
            opcodes = [Opcode.BINARY, *[Opcode.CONT] * (len(pieces) - 1)]
            for place, (opcode, piece) in enumerate(zip(opcodes, pieces, strict=True), 1):
                wire += frame(opcode, piece, fin=place == len(pieces))
            wanted.append(("message", b"".join(pieces)))
        else:
            data = bytes([number]) * size
            wire += frame(Opcode.PING, data) if kind == "ping" else text(data)
            wanted.append(("ping" if kind == "ping" else "message", data))

    async def run() -> None:
        got: list[tuple[str, bytes]] = []
        transport = FakeTransport()
        ws = WebSocket(
            uri_of("ws://host"), lambda data: got.append(("message", data)), lambda data: got.append(("ping", data)),
            None, 2**20,
        )  # fmt: skip
        ws.connection_made(transport)
        shaking = asyncio.create_task(ws._shake({}))
        await turns(2)
        key = bytes(transport.written).decode().split("Sec-WebSocket-Key: ")[1].split("\r\n")[0]
        upgrade = "HTTP/1.1 101 X\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: "
        left = f"{upgrade}{accept_key(key)}\r\n\r\n".encode() + wire
        places = itertools.cycle([*cuts, 60_000])
        while left:
            buffer = ws.get_buffer(-1)
            size = min(next(places), len(left), len(buffer))
            buffer[:size] = left[:size]
            ws.buffer_updated(size)
            left = left[size:]
        await shaking
        assert got == wanted
        ws.connection_lost(None)

    asyncio.run(run())


def uri_of(url: str) -> Any:
    from websockets.uri import parse_uri

    return parse_uri(url)


async def test_pausing_stops_messages_until_resumed() -> None:
    """While paused neither messages nor pings are read; resumed, all come, and the pings are answered."""
    go, sent, ponged = asyncio.Event(), asyncio.Event(), asyncio.Event()

    async def handler(peer: ServerConnection) -> None:
        await peer.send("first")
        await go.wait()
        for number in range(100):
            await peer.send(str(number))
        pong = await peer.ping(b"still there?")
        sent.set()
        await pong
        ponged.set()
        await peer.wait_closed()

    inbox, pings = Inbox(), Inbox()
    async with server(handler) as (url, _):
        ws = await WebSocket.connect(url, on_message=inbox, on_ping=pings)
        await inbox.hold(1)
        ws.pause()
        ws.pause()
        go.set()
        await soon(sent.wait())
        await turns()
        assert (inbox.messages, pings.messages, ponged.is_set()) == ([b"first"], [], False)
        ws.resume()
        ws.resume()
        assert (await inbox.hold(101))[1:] == [b"%d" % number for number in range(100)]
        await soon(ponged.wait())
        assert pings.messages == [b"still there?"]
        await ws.close()


async def test_pausing_holds_the_peer_back() -> None:
    """A peer that sends more than the kernel holds has to wait while reading is paused."""
    sent = 0

    async def handler(reader: Reader, writer: Writer) -> None:
        nonlocal sent
        await shake(reader, writer)
        for _ in range(1000):
            writer.write(frame(Opcode.BINARY, bytes(2**16)))
            await writer.drain()
            sent += 1
        await reader.read(1)

    inbox = Inbox()
    async with raw(handler) as port:
        ws = await WebSocket.connect(f"ws://127.0.0.1:{port}", on_message=inbox)
        ws.pause()
        before = -1
        while before != sent:
            before = sent
            await turns(200)
        assert sent < 1000
        ws.resume()
        await inbox.hold(1000)
        await ws.close()


async def test_a_server_closes_with_a_code() -> None:
    """The code and reason of the server's close frame are told, and without an error."""

    async def handler(peer: ServerConnection) -> None:
        await peer.close(4001, "maintenance")

    async with server(handler) as (url, _):
        ws = await WebSocket.connect(url, on_message=ignore)
        assert await soon(ws.closed) == Closed(4001, "maintenance", None)
        with pytest.raises(StreamError, match="closed"):
            ws.send("late")
        with pytest.raises(StreamError, match="closed"):
            ws.ping()
        ws.pause()
        ws.resume()
        ws.abort()
        await ws.close()


async def test_a_close_frame_without_a_code() -> None:
    """An empty close frame is told as 1005."""
    async with raw(speaks(frame(Opcode.CLOSE))) as port:
        ws = await WebSocket.connect(f"ws://127.0.0.1:{port}", on_message=ignore)
        assert await soon(ws.closed) == Closed(1005, "", None)


async def test_a_server_that_closes_but_keeps_the_socket() -> None:
    """After the server's close frame, a socket it keeps open is aborted within about a second."""
    async with raw(holds) as port:
        ws = await WebSocket.connect(f"ws://127.0.0.1:{port}", on_message=ignore)
        assert await asyncio.wait_for(ws.closed, 2) == Closed(1001, "bye", None)


async def test_a_reset_connection() -> None:
    """A TCP reset ends the connection with an error, and without a code."""

    async def handler(reader: Reader, writer: Writer) -> None:
        await shake(reader, writer)
        await writer.drain()
        sock = writer.get_extra_info("socket")
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        writer.transport.abort()

    async with raw(handler) as port:
        ws = await WebSocket.connect(f"ws://127.0.0.1:{port}{PATH}", on_message=ignore)
        code, reason, error = await soon(ws.closed)
    assert (code, reason) == (None, "")
    assert type(error) is StreamError
    assert isinstance(error.__cause__, ConnectionResetError)
    assert str(error).startswith("ws://127.0.0.1: the connection broke")
    assert SECRET not in str(error)


async def test_an_end_without_a_close_frame() -> None:
    """A server that just hangs up leaves an error."""

    async def handler(reader: Reader, writer: Writer) -> None:
        await shake(reader, writer)
        writer.close()

    async with raw(handler) as port:
        ws = await WebSocket.connect(f"ws://127.0.0.1:{port}", on_message=ignore)
        code, _, error = await soon(ws.closed)
    assert code is None
    assert isinstance(error, StreamError)


@pytest.mark.parametrize("secured", [False, True], ids=["ws", "wss"])
async def test_closing_against_a_peer_that_has_gone_silent(
    server_tls: ssl.SSLContext, client_tls: ssl.SSLContext, secured: bool
) -> None:
    """close() ends within about a second when the peer answers nothing and takes nothing any more."""

    async def handler(reader: Reader, writer: Writer) -> None:
        await shake(reader, writer)
        writer.transport.pause_reading()  # type: ignore[attr-defined]
        await asyncio.Event().wait()

    async with raw(handler, server_tls if secured else None) as port:
        url = f"{'wss' if secured else 'ws'}://127.0.0.1:{port}"
        ws = await WebSocket.connect(url, on_message=ignore, ssl_context=client_tls)
        started = time.monotonic()
        ws.send("x" * 20_000_000)  # more than the kernel takes
        await asyncio.gather(ws.close(), ws.close())
        assert 0.9 < time.monotonic() - started < 5  # a loaded machine takes its time
        assert ws.closed.result() == Closed(1000, "", None)


@pytest.mark.parametrize(
    "parts",
    [
        (text(b"x" * 101),),
        (text(b"x" * 70_000),),
        (frame(Opcode.TEXT, b"x" * 60, fin=False), frame(Opcode.CONT, b"x" * 60)),
    ],
    ids=["frame", "large frame", "fragments"],
)
async def test_too_large_a_message(parts: tuple[bytes, ...]) -> None:
    """A message above max_size, whole or in fragments, is not delivered and closes the connection with 1009."""
    heard = asyncio.get_running_loop().create_future()

    async def handler(reader: Reader, writer: Writer) -> None:
        await shake(reader, writer)
        writer.write(text(b"x" * 100) + b"".join(parts) + text(b"after"))
        head = await reader.readexactly(2)
        masked = await reader.readexactly(4 + (head[1] & 127))
        heard.set_result((head[0] & 15, bytes(masked[4 + i] ^ masked[i] for i in range(2))))

    inbox = Inbox()
    async with raw(handler) as port:
        ws = await WebSocket.connect(f"ws://127.0.0.1:{port}", on_message=inbox, max_size=100)
        code, _, error = await soon(ws.closed)
        assert await soon(heard) == (Opcode.CLOSE, struct.pack("!H", 1009))
    assert code == 1009
    assert isinstance(error, StreamError)
    assert inbox.messages == [b"x" * 100]


@pytest.mark.parametrize(
    "wrong",
    [
        Frame(Opcode.TEXT, b"masked").serialize(mask=True),
        b"\xc1\x04text",
        b"\x8b\x00",
        frame(Opcode.CONT, b"without a beginning"),
        frame(Opcode.TEXT, b"a", fin=False) + text(b"b"),
        b"\x89\x7e\x00\x80" + bytes(128),
        frame(Opcode.CLOSE, b"\x00\x01"),
    ],
    ids=["masked", "reserved bit", "opcode", "continuation", "new message in another", "long ping", "close code"],
)
async def test_a_breach_of_the_protocol(wrong: bytes) -> None:
    """What no server may send closes the connection with 1002, and nothing after it is delivered."""
    inbox = Inbox()
    async with raw(answers_after_shake(text(b"good") + wrong + text(b"after"))) as port:
        ws = await WebSocket.connect(f"ws://127.0.0.1:{port}", on_message=inbox)
        code, _, error = await soon(ws.closed)
    assert code == 1002
    assert isinstance(error, StreamError)
    assert inbox.messages == [b"good"]


def answers_after_shake(chunk: bytes) -> Callable[[Reader, Writer], Awaitable[None]]:
    """A handler that shakes hands, writes the chunk and hangs up once it is answered."""

    async def handler(reader: Reader, writer: Writer) -> None:
        await shake(reader, writer)
        writer.write(chunk)
        await reader.read(1)

    return handler


async def test_closing_in_order() -> None:
    """close() sends code and reason, waits for the answer, leaves no error, and may be called again."""
    seen: list[Any] = []

    async def handler(peer: ServerConnection) -> None:
        await peer.wait_closed()
        seen.append((peer.protocol.close_code, peer.protocol.close_reason))

    async with server(handler) as (url, _):
        ws = await WebSocket.connect(url, on_message=ignore)
        await ws.close(1001, "done")
        assert ws.closed.result() == Closed(1001, "done", None)
        await ws.close()
    assert seen == [(1001, "done")]


@pytest.mark.parametrize(("code", "reason"), [(1006, ""), (7, ""), (1000, "x" * 200), (1000, "\ud800")])
async def test_closing_with_what_no_frame_can_carry(code: int, reason: str) -> None:
    """An impossible code or reason does not raise: the connection is closed with 1000."""

    async def handler(peer: ServerConnection) -> None:
        await peer.wait_closed()

    async with server(handler) as (url, _):
        ws = await WebSocket.connect(url, on_message=ignore)
        await ws.close(code, reason)
        assert ws.closed.result() == Closed(1000, "", None)


async def test_closing_while_paused() -> None:
    """close() of a paused connection sees the server's answer behind all that was not read."""

    async def handler(peer: ServerConnection) -> None:
        for _ in range(100):
            await peer.send("x" * 1000)
        await peer.wait_closed()

    async with server(handler) as (url, _):
        ws = await WebSocket.connect(url, on_message=ignore)
        ws.pause()
        started = time.monotonic()
        await ws.close()
        assert time.monotonic() - started < 0.9
        assert ws.closed.result() == Closed(1000, "", None)


async def test_a_cancelled_close_aborts() -> None:
    """Cancelling close() ends the connection at once, and cancelling who waits for `closed` harms nothing."""
    async with raw(speaks()) as port:
        ws = await WebSocket.connect(f"ws://127.0.0.1:{port}", on_message=ignore)
        closing = asyncio.create_task(ws.close())
        await turns(2)
        ws.closed.cancel()
        closing.cancel()
        with pytest.raises(asyncio.CancelledError):
            await closing
        await asyncio.wait_for(ws.close(), 0.5)


@pytest.mark.parametrize("way", ["abort", "close"])
async def test_nothing_is_delivered_after_the_end(way: str) -> None:
    """After close() or abort(), also by the callback itself, no callback is called and nothing is sent."""
    got: list[bytes] = []
    closing: list[asyncio.Task[None]] = []

    def on_message(message: bytes) -> None:
        got.append(message)
        if way == "abort":
            ws.abort()
        else:
            closing.append(asyncio.create_task(ws.close()))

    go = asyncio.Event()

    async def handler(reader: Reader, writer: Writer) -> None:
        await shake(reader, writer)
        await go.wait()
        if way == "abort":
            writer.write(text(b"one") + frame(Opcode.PING) + text(b"two") + text(b"three"))
        else:
            writer.write(text(b"one"))
            await reader.read(1)
            writer.write(text(b"two") + frame(Opcode.PING) + frame(Opcode.TEXT, b"th", fin=False))
            writer.write(frame(Opcode.CONT, b"ree") + frame(Opcode.CLOSE, Close(1000, "").serialize()))
            return
        await reader.read()

    pings = Inbox()
    async with raw(handler) as port:
        ws = await WebSocket.connect(f"ws://127.0.0.1:{port}", on_message=on_message, on_ping=pings)
        go.set()
        code, _, error = await soon(ws.closed)
        await asyncio.gather(*closing)
        with pytest.raises(StreamError):
            ws.send("late")
    assert (code, error) == (None if way == "abort" else 1000, None)
    assert (got, pings.messages) == ([b"one"], [])


async def test_callbacks_that_raise(caplog: pytest.LogCaptureFixture) -> None:
    """What a callback raises is logged with its traceback, and the connection goes on."""
    heard = Inbox()

    def broken(message: bytes) -> None:
        heard(message)
        raise ZeroDivisionError("in the callback")

    ponged = asyncio.Event()

    async def handler(peer: ServerConnection) -> None:
        await peer.send("one")
        await peer.send(["in", "pieces"])
        await (await peer.ping())
        ponged.set()
        await peer.wait_closed()

    async with server(handler) as (url, _):
        ws = await WebSocket.connect(url + PATH, on_message=broken, on_ping=broken, on_pong=broken)
        ws.ping()
        await soon(ponged.wait())
        await heard.hold(4)
        assert not ws.closed.done()
        await ws.close()
    logged = [record for record in caplog.records if record.name == "binance_futures"]
    assert {record.getMessage().split()[1] for record in logged} == {"on_message", "on_ping", "on_pong"}
    assert all(record.exc_info and record.exc_info[0] is ZeroDivisionError for record in logged)
    assert len(logged) == 4


async def test_the_time_of_the_last_bytes() -> None:
    """last_received moves on with what comes, be it a message or a ping."""
    inbox, pings = Inbox(), Inbox()
    async with server(echo) as (url, _):
        ws = await WebSocket.connect(url, on_message=inbox, on_pong=pings)
        times = [ws.last_received]
        ws.send("x")
        await inbox.hold(1)
        times.append(ws.last_received)
        ws.ping()
        await pings.hold(1)
        times.append(ws.last_received)
        assert times == sorted(set(times))
        assert times[-1] <= asyncio.get_running_loop().time()
        await ws.close()


async def echo(peer: ServerConnection) -> None:
    async for message in peer:
        await peer.send(message)


async def test_nothing_secret_is_shown(caplog: pytest.LogCaptureFixture) -> None:
    """Neither repr nor the logs, at DEBUG and with asyncio's debugging, tell path, headers or messages."""
    caplog.set_level(logging.DEBUG)
    asyncio.get_running_loop().set_debug(True)
    inbox = Inbox()
    async with raw(speaks(text(SECRET.encode()))) as port:
        url = f"ws://127.0.0.1:{port}{PATH}"
        ws = await WebSocket.connect(url, on_message=inbox, headers={"X-MBX-APIKEY": SECRET})
        ws.send(SECRET)
        await inbox.hold(1)
        assert repr(ws) == "<WebSocket ws://127.0.0.1>"
        ws.abort()
        await soon(ws.closed)
    assert SECRET not in caplog.text


@pytest.mark.parametrize("url", ["", "https://host/x", "ws://", "ws://host:port/x", "ws://host/#x", "ws://user@host"])
async def test_a_url_that_is_none(url: str) -> None:
    """A URL that is not ws:// or wss:// is refused before connecting, without being repeated."""
    with pytest.raises(ParameterError) as caught:
        await WebSocket.connect(url, on_message=ignore)
    assert caught.value.problems[0].parameter == "url"
    assert caught.value.__context__ is None


@pytest.mark.parametrize(
    ("status", "headers", "body", "retry_after", "remedy"),
    [
        (429, "Retry-After: 7\r\n", b"", 7.0, "leads to a ban"),
        (429, "Retry-After: soon\r\n", b"", None, "leads to a ban"),
        (418, "", b'{"code":-1003,"msg":"IP banned."}', None, "Stop all requests"),
        (418, "", b'{"code":-1003,"msg":"IP banned until 1000000000000."}', 0.0, "Stop all requests"),
        (403, "", b"<html>", None, "firewall"),
        (500, "", b"", None, ""),
        (503, "", b"", None, ""),
        (302, f"Location: ws://127.0.0.1{PATH}\r\n", b"", None, ""),
        (200, "", SECRET.encode(), None, ""),
    ],
)
async def test_a_refused_handshake(
    status: int, headers: str, body: bytes, retry_after: float | None, remedy: str
) -> None:
    """Another answer than 101 raises with its status, how long to wait, and what to do, but not with its text."""
    answer = f"HTTP/1.1 {status} {SECRET}\r\n{headers}Content-Length: {len(body)}\r\n\r\n".encode() + body
    async with raw(answers(answer, close=False)) as port:
        error = await refused(f"ws://127.0.0.1:{port}{PATH}")
    assert (error.status_code, error.retry_after) == (status, retry_after)
    assert str(error).startswith(f"ws://127.0.0.1: the handshake was refused with HTTP {status}")
    assert remedy in str(error)


UPGRADE = b"HTTP/1.1 101 X\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        (f"GET {PATH} HTTP/1.1\r\n".encode(), "no WebSocket handshake"),
        (b"220 mail.example.com ESMTP\r\n", "no WebSocket handshake"),
        (b"\x15\x03\x01\x00\x02\x02\x16" * 2000, "no WebSocket handshake"),
        (UPGRADE + b"Sec-WebSocket-Accept: c2VjcmV0\r\n\r\n", "no WebSocket handshake"),
        (UPGRADE + b"\r\n", "no WebSocket handshake"),
        (b"HTTP/1.1 101 X\r\nUpgrade: h2c\r\nConnection: Upgrade\r\n\r\n", "no WebSocket handshake"),
    ],
    ids=["echo", "mail", "binary", "wrong key", "no key", "other upgrade"],
)
async def test_an_answer_that_is_no_websocket(answer: bytes, told: str) -> None:
    """An answer that is not HTTP or no upgrade raises at once, though the server keeps the connection."""
    async with raw(answers(answer, close=False)) as port:
        error = await refused(f"ws://127.0.0.1:{port}{PATH}")
    assert told in str(error)
    assert error.status_code is None


@pytest.mark.parametrize("answer", [b"", b"HTTP/1.1 101", UPGRADE])
async def test_an_answer_that_breaks_off(answer: bytes) -> None:
    """A connection that ends before the answer does says so."""
    async with raw(answers(answer)) as port:
        error = await refused(f"ws://127.0.0.1:{port}{PATH}")
    assert "ended before the handshake was answered" in str(error)


async def test_an_extension_nobody_asked_for() -> None:
    """A server that compresses unasked is refused."""

    async def handler(reader: Reader, writer: Writer) -> None:
        await shake(reader, writer, extra="\r\nSec-WebSocket-Extensions: permessage-deflate")
        await reader.read()

    async with raw(handler) as port:
        assert "NegotiationError" in str(await refused(f"ws://127.0.0.1:{port}{PATH}"))


async def test_an_unknown_host() -> None:
    """A name that cannot be resolved, or that is none, is a handshake error."""
    assert "wss://no-such-host.invalid: no connection" in str(await refused(f"wss://no-such-host.invalid{PATH}"))
    assert "too long" in str(await refused(f"ws://{'a' * 64}.com{PATH}"))


async def test_a_refused_connection() -> None:
    """When nobody listens the error says so."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = port_of(taken)
    error = await refused(f"ws://127.0.0.1:{port}{PATH}")
    assert "ConnectionRefusedError" in str(error)
    assert error.status_code is None


async def test_a_silent_server_runs_into_the_timeout() -> None:
    """A server that does not answer the handshake is given up after `timeout`."""
    async with raw(silent) as port:
        assert "within 0.05 s" in str(await refused(f"ws://127.0.0.1:{port}{PATH}", timeout=0.05))


async def test_tls_with_the_right_context(server_tls: ssl.SSLContext, client_tls: ssl.SSLContext) -> None:
    """A self-signed server is accepted with a context that knows it, and messages go both ways."""
    inbox = Inbox()
    async with server(echo, ssl=server_tls) as (url, _):
        ws = await WebSocket.connect(url, on_message=inbox, ssl_context=client_tls)
        for size in (10, 100_000, 1_000_000):
            ws.send("x" * size)
        assert [len(message) for message in await inbox.hold(3)] == [10, 100_000, 1_000_000]
        await ws.close()
        assert ws.closed.result() == Closed(1000, "", None)


async def test_tls_with_the_default_context(
    server_tls: ssl.SSLContext, certificate: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A self-signed server is refused by default, and accepted once SSL_CERT_FILE names its certificate."""
    async with server(echo, ssl=server_tls) as (url, _):
        monkeypatch.delenv("SSL_CERT_FILE", raising=False)
        assert "self-signed certificate" in str(await refused(url + PATH))
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
        ws = await WebSocket.connect(url, on_message=ignore)
        await ws.close()


async def test_tls_against_a_server_without(client_tls: ssl.SSLContext) -> None:
    """A server that does not speak TLS is a handshake error."""

    async def handler(reader: Reader, writer: Writer) -> None:
        await reader.read(1)
        writer.write(b"HTTP/1.1 400 Bad Request\r\n\r\n")
        await reader.read()

    async with raw(handler) as port:
        assert "SSLError" in str(await refused(f"wss://127.0.0.1:{port}{PATH}", ssl_context=client_tls))


async def test_tls_loses_nothing_at_the_end(server_tls: ssl.SSLContext, client_tls: ssl.SSLContext) -> None:
    """Of a TLS server that sends much and hangs up while reading is paused, every message still comes."""
    written = asyncio.Event()

    async def handler(reader: Reader, writer: Writer) -> None:
        await shake(reader, writer, text(b"first"))
        await reader.readexactly(1)
        writer.write(text(b"x" * 1000) * 200 + frame(Opcode.CLOSE, Close(1000, "").serialize()))
        tcp: asyncio.Transport = writer.transport._ssl_protocol._transport  # type: ignore[attr-defined]
        while tcp.get_write_buffer_size():
            await turns(1)
        writer.get_extra_info("socket").shutdown(socket.SHUT_WR)
        written.set()
        await reader.read()

    inbox = Inbox()
    async with raw(handler, server_tls) as port:
        ws = await WebSocket.connect(f"wss://127.0.0.1:{port}", on_message=inbox, ssl_context=client_tls)
        await inbox.hold(1)
        ws.pause()
        ws.send("go")
        await soon(written.wait())
        await turns()
        assert len(inbox.messages) == 1
        ws.resume()
        assert await soon(ws.closed) == Closed(1000, "", None)
    assert len(inbox.messages) == 201


class Proxy:
    """A CONNECT proxy: keeps what it was asked, and gives its answer, or the way through."""

    def __init__(self, answer: bytes | None = None) -> None:
        self.asked: list[dict[str, str]] = []
        self.answer = answer

    async def __call__(self, reader: Reader, writer: Writer) -> None:
        first, *lines = (await reader.readuntil(b"\r\n\r\n")).decode().split("\r\n")[:-2]
        target = first.split(" ")[1]
        headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
        self.asked.append({"first": first, **headers})
        if self.answer is not None:
            writer.write(self.answer)
            await reader.read()
            return
        there, port = target.rsplit(":", 1)
        writer.write(b"HTTP/1.1 200 Connection established\r\nVia: tests\r\n\r\n")
        await join(reader, writer, there, int(port))


async def join(reader: Reader, writer: Writer, host: str, port: int) -> None:
    """Passes bytes both ways until one side ends."""
    far_reader, far_writer = await asyncio.open_connection(host, port)

    async def pump(source: Reader, sink: Writer) -> None:
        try:
            while data := await source.read(2**16):
                sink.write(data)
                await sink.drain()
        except ConnectionError:
            pass
        sink.close()

    try:
        await asyncio.gather(pump(reader, far_writer), pump(far_reader, writer))
    finally:
        far_writer.transport.abort()


def address(url: str) -> Address:
    parsed = Address.of(url)
    assert parsed is not None
    return parsed


async def exchange(url: str, **options: Any) -> None:
    """Connects, sends, hears the echo, and closes."""
    inbox = Inbox()
    ws = await WebSocket.connect(url, on_message=inbox, **options)
    ws.send("through")
    assert await inbox.hold(1) == [b"through"]
    await ws.close()
    assert ws.closed.result() == Closed(1000, "", None)


@pytest.mark.parametrize("proxied_by", ["http", "https"])
@pytest.mark.parametrize("secured", [False, True], ids=["ws", "wss"])
async def test_through_a_proxy(
    server_tls: ssl.SSLContext, client_tls: ssl.SSLContext, secured: bool, proxied_by: str
) -> None:
    """Connections go through an HTTP proxy, itself with or without TLS, which is told host and port only."""
    proxy = Proxy()
    options = {"ssl": server_tls} if secured else {}
    proxy_tls = server_tls if proxied_by == "https" else None
    async with server(echo, **options) as (url, running), raw(proxy, proxy_tls) as port:
        by = address(f"{proxied_by}://127.0.0.1:{port}")
        await exchange(url + PATH, proxy=by, ssl_context=client_tls)
    target = f"127.0.0.1:{port_of(running.sockets[0]) if running.sockets else url.rsplit(':', 1)[1]}"
    assert proxy.asked == [{"first": f"CONNECT {target} HTTP/1.1", "host": target, "user-agent": "binance-futures-sdk"}]


async def test_a_proxy_with_a_password() -> None:
    """User and password of the proxy go to it as Proxy-Authorization, and to nobody else."""
    proxy = Proxy()
    seen: list[Any] = []

    async def handler(peer: ServerConnection) -> None:
        seen.append(peer.request)
        await echo(peer)

    async with server(handler) as (url, _), raw(proxy) as port:
        await exchange(url, proxy=address(f"http://user:p%40ss%3Aword@127.0.0.1:{port}"))
    sent = proxy.asked[0]["proxy-authorization"]
    assert base64.b64decode(sent.removeprefix("Basic ")) == b"user:p@ss:word"
    assert "Proxy-Authorization" not in seen[0].headers


async def test_the_name_of_an_ipv6_host_for_a_proxy() -> None:
    """A proxy is told an IPv6 address in brackets."""
    proxy = Proxy(b"HTTP/1.0 502 Bad Gateway\r\n\r\n")
    async with raw(proxy) as port:
        error = await refused(f"ws://[::1]:1{PATH}", proxy=address(f"http://127.0.0.1:{port}"))
    assert proxy.asked[0]["first"] == "CONNECT [::1]:1 HTTP/1.1"
    assert error.status_code == 502


@pytest.mark.parametrize(
    ("answer", "status", "told"),
    [
        (b"HTTP/1.1 407 Proxy Authentication Required\r\n\r\n", 407, "refused with HTTP 407"),
        (b"HTTP/1.1 403 Forbidden\r\nContent-Length: 3\r\n\r\nno!", 403, "refused with HTTP 403"),
        (b"SSH-2.0-OpenSSH\r\n\r\n", None, "gave no HTTP answer"),
        (b"x" * 70_000, None, "gave no HTTP answer"),
    ],
    ids=["407", "403", "not HTTP", "endless"],
)
async def test_a_proxy_that_refuses(answer: bytes, status: int | None, told: str) -> None:
    """A proxy that refuses, or is none, is a handshake error that names it, without user and password."""
    async with raw(Proxy(answer)) as port:
        by = address(f"http://user:{SECRET}@127.0.0.1:{port}")
        error = await refused(f"wss://example.com{PATH}", proxy=by)
    assert str(error) == f"wss://example.com: the proxy http://127.0.0.1 {told}"
    assert error.status_code == status


async def test_a_proxy_that_hangs_up_or_is_not_there() -> None:
    """A proxy that hangs up, before its answer or after, or that nobody serves, is a handshake error."""

    async def hangs_up(reader: Reader, writer: Writer) -> None:
        await reader.readuntil(b"\r\n\r\n")

    async with raw(hangs_up) as port:
        by = address(f"http://127.0.0.1:{port}")
        assert "gave no HTTP answer" in str(await refused(f"ws://example.com{PATH}", proxy=by))
    assert "through the proxy" in str(await refused(f"ws://example.com{PATH}", proxy=by))
    async with raw(answers(b"HTTP/1.1 200 OK\r\n\r\n")) as port:
        by = address(f"http://127.0.0.1:{port}")
        assert "no connection through the proxy" in str(await refused(f"wss://example.com{PATH}", proxy=by))
        assert "before the handshake was answered" in str(await refused(f"ws://example.com{PATH}", proxy=by))


async def socks(reader: Reader, writer: Writer) -> None:
    """A SOCKS5 proxy that asks for a password."""
    await reader.readexactly((await reader.readexactly(2))[1])
    writer.write(b"\x05\x02")
    _, size = await reader.readexactly(2)
    user = await reader.readexactly(size)
    password = await reader.readexactly((await reader.readexactly(1))[0])
    allowed = (user, password) == (b"user", b"word")
    writer.write(b"\x01\x00" if allowed else b"\x01\x01")
    if not allowed:
        return
    *_, kind = await reader.readexactly(4)
    if kind == 1:
        host = socket.inet_ntoa(await reader.readexactly(4))
    else:
        host = (await reader.readexactly((await reader.readexactly(1))[0])).decode()
    (port,) = struct.unpack("!H", await reader.readexactly(2))
    writer.write(b"\x05\x00\x00\x01" + bytes(6))
    await join(reader, writer, host, port)


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
async def test_through_a_socks_proxy(server_tls: ssl.SSLContext, client_tls: ssl.SSLContext, host: str) -> None:
    """Connections go through a SOCKS proxy with a password; one it refuses is a handshake error."""
    pytest.importorskip("python_socks")
    async with server(echo, ssl=server_tls) as (plain, _), raw(socks) as port:
        url = plain.replace("127.0.0.1", host)
        await exchange(url, proxy=address(f"socks5://user:word@127.0.0.1:{port}"), ssl_context=client_tls)
        wrong = address(f"socks5h://user:{SECRET}@127.0.0.1:{port}")
        error = await refused(url + PATH, proxy=wrong, ssl_context=client_tls)
    assert "through the proxy socks5h://127.0.0.1 (ConnectionError" in str(error)
    error = await refused(url + PATH, proxy=wrong, ssl_context=client_tls)
    assert "no connection through the proxy" in str(error)


async def test_a_socks_proxy_without_its_package(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without python-socks the error names the extra to install, and is not one to try again after."""
    monkeypatch.setitem(sys.modules, "python_socks", None)
    with pytest.raises(StreamError, match=r"\[socks\]") as caught:
        await WebSocket.connect("wss://example.com", on_message=ignore, proxy=address("socks5://127.0.0.1:1"))
    assert type(caught.value) is StreamError


@pytest.mark.parametrize("how", ["cancel", "timeout"])
@pytest.mark.parametrize("stage", ["handshake", "tls", "proxy", "tls to the proxy", "tls through the proxy", "socks"])
async def test_giving_up_leaves_nothing(
    client_tls: ssl.SSLContext, stage: str, how: str, caplog: pytest.LogCaptureFixture
) -> None:
    """At whatever stage connecting is cancelled or runs out of time, the socket is closed and nothing is logged."""
    if stage == "socks":
        pytest.importorskip("python_socks")
    reached, ended = asyncio.Event(), asyncio.Event()

    async def handler(reader: Reader, writer: Writer) -> None:
        if stage == "tls through the proxy":
            await reader.readuntil(b"\r\n\r\n")
            writer.write(b"HTTP/1.1 200 OK\r\n\r\n")
        await reader.read(1)
        reached.set()
        try:
            while await reader.read(1000):
                pass
        finally:
            ended.set()

    async with raw(handler) as port:
        here = f"127.0.0.1:{port}"
        url, by = {
            "handshake": (f"ws://{here}", None),
            "tls": (f"wss://{here}", None),
            "proxy": ("ws://example.com", f"http://{here}"),
            "tls to the proxy": ("ws://example.com", f"https://{here}"),
            "tls through the proxy": ("wss://example.com", f"http://{here}"),
            "socks": ("ws://example.com", f"socks5://{here}"),
        }[stage]
        options = {"proxy": address(by) if by else None, "ssl_context": client_tls}
        before = open_files()
        if how == "timeout":
            assert "within 0.1 s" in str(await refused(url + PATH, timeout=0.1, **options))
        else:
            task = asyncio.create_task(WebSocket.connect(url, on_message=ignore, **options))  # type: ignore[arg-type]
            await soon(reached.wait())
            task.cancel()
            with pytest.raises(asyncio.CancelledError):
                await task
        assert len(open_files()) <= len(before) + 1  # the server's side
        await soon(ended.wait())
    assert caplog.records == []


async def test_a_closed_connection_is_forgotten() -> None:
    """A WebSocket that is closed and dropped is collected."""
    import weakref

    async with server(echo) as (url, _):
        ws = await WebSocket.connect(url, on_message=ignore)
        await ws.close()
        watched = weakref.ref(ws)
        del ws
        gc.collect()
        assert watched() is None
