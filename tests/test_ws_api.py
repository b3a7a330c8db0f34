"""The clients of the WebSocket API against a misbehaving local exchange: the same tests for asyncio and for threads."""

import asyncio
import base64
import gc
import hashlib
import hmac
import json
import logging
import re
import threading
from collections.abc import AsyncIterator, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from random import Random
from typing import Any

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from ws_api_server import HANG_UP, LIMITS, NOW, ORDER, PLACE, READ, ApiServer, refusal, success, ws_api_server

from binance_futures import (
    AsyncCMWebSocketAPI,
    AsyncUMWebSocketAPI,
    AuthenticationError,
    ClientError,
    CMWebSocketAPI,
    ExecutionUnknownError,
    InsufficientMarginError,
    IPBannedError,
    ParameterError,
    RateLimitError,
    ResponseError,
    Retry,
    ServerError,
    StreamError,
    TimestampError,
    TransportError,
    UMWebSocketAPI,
    UnknownEvent,
    ws_api,
)
from binance_futures._loop_thread import LoopThread
from binance_futures.models.um import user_events
from binance_futures.streams._link import Timing
from binance_futures.streams._socket import WebSocket
from binance_futures.ws_api import _transport
from binance_futures.ws_api._caller import WebSocketRequest
from binance_futures.ws_api._engine import Engine

KEY, SECRET = "key-of-tests", "not-a-real-secret"
QUICK = Timing(first_backoff=0.01, longest_backoff=0.05, tick=0.05)
ED25519 = Ed25519PrivateKey.generate()
PEM = ED25519.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
SILENT = lambda _: None  # noqa: E731 - an answer that does not come


class Clients:
    """Opens clients of one kind and calls them alike."""

    def __init__(self, kind: str, server: ApiServer) -> None:
        self.kind, self.server = kind, server
        self.opened: list[Any] = []
        self._threads = ThreadPoolExecutor(20)

    def open(self, product: str = "um", timing: Timing = QUICK, **options: Any) -> Any:
        kinds = {"um": (AsyncUMWebSocketAPI, UMWebSocketAPI), "cm": (AsyncCMWebSocketAPI, CMWebSocketAPI)}[product]
        base: Any = kinds[self.kind == "threads"]
        client = type("Quick", (base,), {"_timing": staticmethod(lambda: timing)})
        options = {"key": KEY, "stream_url": f"{self.server.url}/ws-fapi/v1", "retries": 0} | options
        if "private_key" not in options:
            options.setdefault("secret", SECRET)
        opened = client(**options)
        self.opened.append(opened)
        return opened

    async def call(self, method: Any, *args: Any, **kwargs: Any) -> Any:
        if self.kind == "threads":
            work = asyncio.get_running_loop().run_in_executor(self._threads, partial(method, *args, **kwargs))
            return await asyncio.wait_for(work, 20)
        result = method(*args, **kwargs)
        return await asyncio.wait_for(result, 20) if asyncio.iscoroutine(result) else result

    def start(self, method: Any, *args: Any, **kwargs: Any) -> "asyncio.Task[Any]":
        return asyncio.create_task(self.call(method, *args, **kwargs))

    async def next(self, subscription: Any) -> Any:
        if self.kind == "threads":
            return await asyncio.wait_for(asyncio.to_thread(next, subscription, None), 10)
        return await asyncio.wait_for(anext(subscription, None), 10)

    async def close(self) -> None:
        for client in self.opened:
            await self.call(client.close)
        self._threads.shutdown()


@pytest.fixture
def server() -> Iterator[ApiServer]:
    logging.getLogger("websockets").setLevel(logging.CRITICAL)
    with ws_api_server() as running:
        yield running


@pytest.fixture(params=["asyncio", "threads"])
async def clients(request: pytest.FixtureRequest, server: ApiServer) -> AsyncIterator[Clients]:
    opened = Clients(request.param, server)
    yield opened
    await opened.close()


async def on(server: ApiServer, method: str, *args: Any) -> None:
    """A call of the server, without blocking this loop."""
    await asyncio.to_thread(getattr(server, method), *args)


def plain(parameters: dict[str, Any]) -> bytes:
    return "&".join(f"{name}={parameters[name]}" for name in sorted(parameters.keys() - {"signature"})).encode()


# Calls


async def test_a_call_gives_what_rest_gives(clients: Clients, server: ApiServer) -> None:
    """The same signature, the same Order; the frame on the wire is signed by HMAC over its sorted parameters."""
    api = clients.open()
    order = await clients.call(api.new_order, "BTCUSDT", "SELL", "LIMIT", timeInForce="GTC", quantity=0.002, price=1)
    assert (type(order).__name__, order.orderId) == ("Order", 7)
    (frame,) = server.sent("order.place")
    parameters = frame["params"]
    assert [*parameters] == [*sorted(parameters.keys() - {"signature"}), "signature"]
    assert parameters["signature"] == hmac.new(SECRET.encode(), plain(parameters), hashlib.sha256).hexdigest()
    assert re.fullmatch("[0-9a-f]{32}", parameters["newClientOrderId"])
    assert server.paths == ["/ws-fapi/v1"]
    assert (await clients.call(api.send, READ)).orderId == 7


async def test_coin_m_is_the_same(clients: Clients, server: ApiServer) -> None:
    """COIN-M has its own requests on the same engine."""
    server.default = lambda frame: success(frame) | {"result": ORDER | {"pair": "BTCUSD", "orderId": 9}}
    api = clients.open("cm")
    order = await clients.call(api.query_order, "BTCUSD_PERP", orderId=9)
    assert (await clients.call(api.with_response.query_order, "BTCUSD_PERP", orderId=9)).data == order
    assert (type(order).__module__, order.orderId) == ("binance_futures.models.cm.orders", 9)


async def test_the_metadata_of_an_answer(clients: Clients, server: ApiServer) -> None:
    """with_response and show_limit_usage give status and usage; limit_usage keeps the latest of each kind."""
    api = clients.open()
    server.script["order.place"] = [
        lambda frame: success(frame) | {"rateLimits": [LIMITS[1] | {"count": 4}, LIMITS[1] | {"interval": "MINUTE"}]}
    ]
    response = await clients.call(api.with_response.send, READ)
    assert (response.status_code, dict(response.header), response.data.orderId) == (200, {}, 7)
    assert response.limit_usage.used_weight == {"1m": 5}
    await clients.call(api.send, PLACE)
    assert (api.limit_usage.used_weight, api.limit_usage.order_count) == ({"1m": 5}, {"10s": 4, "10m": 1})
    shown = await clients.call(clients.open(show_limit_usage=True).send, READ)
    assert shown["limit_usage"].order_count == {"10s": 1}


async def test_rate_limits_can_be_left_out(clients: Clients, server: ApiServer) -> None:
    """return_rate_limits=False asks for answers without them, and limit_usage stays empty."""
    api = clients.open(return_rate_limits=False)
    server.default = lambda frame: {"id": frame["id"], "status": 200, "result": ORDER}
    assert (await clients.call(api.send, READ)).orderId == 7
    assert (server.paths, dict(api.limit_usage)) == (["/ws-fapi/v1?returnRateLimits=false"], {})


async def test_answers_come_in_any_order(clients: Clients, server: ApiServer) -> None:
    """Each of many requests under way gets its own answer, whatever the order they come in."""
    api = clients.open()
    server.default = SILENT
    calls = [clients.start(api.query_order, "BTCUSDT", orderId=number) for number in range(1, 16)]
    await on(server, "wait_sent", "order.status", 15)
    frames = server.sent("order.status")
    assert len({frame["id"] for frame in frames}) == 15
    await on(server, "give", *[success(frame) for frame in frames[::-2] + frames[::-1]])
    assert [order.orderId for order in await asyncio.gather(*calls)] == [*range(1, 16)]


async def test_other_forms_of_an_answer_are_read(clients: Clients, server: ApiServer) -> None:
    """Members in another order, quoted ids, blanks and members of tomorrow are no trouble."""
    server.script["order.status"] = [
        lambda frame: json.dumps({"result": ORDER, "rateLimits": [], "id": str(frame["id"]), "status": 200}, indent=1),
        lambda frame: {"id": frame["id"], "status": 200, "result": ORDER, "of_tomorrow": [1]},
        lambda frame: {"id": frame["id"], "status": 200, "result": ORDER | {"rateLimits": [1]}},
    ]
    api = clients.open()
    for _ in range(3):
        assert (await clients.call(api.send, READ)).orderId == 7


async def test_whatever_happens_each_request_ends_once(clients: Clients, server: ApiServer) -> None:
    """Amid late answers, disorder and drops reads get their own answers, and no write is sent twice or lost."""
    random, held, placed = Random(4), list[dict[str, Any]](), set[str]()

    def unruly(frame: dict[str, Any]) -> Any:
        held.append(success(frame))
        if random.random() < 0.05:
            held.clear()
            return HANG_UP
        if random.random() < 0.4 and len(held) < 5:
            return None
        random.shuffle(held)
        texts, held[:] = [json.dumps(answer) for answer in held], []
        return texts

    server.default = unruly
    api = clients.open(timeout=(5.0, 0.5), retries=Retry(10, 0.01, 0.02))

    async def read(number: int) -> bool:
        return (await clients.call(api.query_order, "BTCUSDT", orderId=number)).orderId == number

    async def write(number: int) -> bool:
        request = PLACE.replaced(newClientOrderId=f"order-{number}")
        try:
            await clients.call(api.send, request)
        except ExecutionUnknownError as error:
            return error.client_order_ids == (f"order-{number}",)
        placed.add(f"order-{number}")
        return True

    outcomes = await asyncio.gather(*[call(number) for number in range(1, 81) for call in (read, write)])
    assert outcomes == [True] * 160
    sent = [frame["params"]["newClientOrderId"] for frame in server.sent("order.place")]
    assert len(sent) == len({*sent})
    assert placed <= {*sent}
    assert len(server.paths) > 1


# Errors


@pytest.mark.parametrize(
    ("answer", "kind", "status", "code"),
    [
        (refusal(400, -2019, "Margin is insufficient."), InsufficientMarginError, 400, -2019),
        (refusal(409, -99999), ClientError, 409, -99999),
        (refusal(503, -1008, "Request throttled by system-level protection."), ServerError, 503, -1008),
        (refusal(503, -1000, "Unknown error, please check your request or try again later."), ExecutionUnknownError,
         503, -1000),
        (lambda frame: {"id": frame["id"], "status": 403}, ClientError, 403, None),
        (lambda frame: success(frame) | {"result": {"code": -2019, "msg": "no."}}, InsufficientMarginError, 200, -2019),
        (lambda frame: {"id": frame["id"], "status": 200}, ResponseError, 200, None),
        (lambda frame: success(frame) | {"result": {"orderId": "x"}}, ResponseError, 200, None),
        (lambda frame: {"id": frame["id"], "result": ORDER}, ExecutionUnknownError, None, None),
    ],
)  # fmt: skip
async def test_errors_are_those_of_rest(
    clients: Clients, server: ApiServer, answer: Any, kind: Any, status: Any, code: Any
) -> None:
    """Each refusal raises the class REST raises for it, names the call, and the connection goes on."""
    api = clients.open()
    server.script["order.place"] = [answer]
    with pytest.raises(kind) as caught:
        await clients.call(api.send, PLACE)
    assert type(caught.value) is kind
    assert (caught.value.status_code, caught.value.error_code) == (status, code)
    assert caught.value.endpoint == "NewOrder (order.place)"
    assert (await clients.call(api.send, PLACE)).orderId == 7
    assert len(server.paths) == 1


async def test_a_read_with_a_broken_answer_is_asked_again(clients: Clients, server: ApiServer) -> None:
    """An answer without status ends the request it belongs to; a read is sent again."""
    server.script["order.status"] = [lambda frame: {"id": frame["id"]}]
    assert (await clients.call(clients.open(retries=Retry(1, 0.01)).send, READ)).orderId == 7
    assert len(server.sent("order.status")) == 2


async def test_rate_limits_tell_how_long_to_wait(clients: Clients, server: ApiServer) -> None:
    """429 and 418 raise with retry_after, from the data of the error or from its text; a short wait is kept."""
    api = clients.open(retries=Retry(1, 0.01, 1.0))
    server.script["order.place"] = [
        refusal(429, -1015, data={"serverTime": NOW, "retryAfter": NOW + 2500}),
        refusal(418, -1003, "Way too many requests; IP banned until 1000000000000."),
    ]
    with pytest.raises(RateLimitError) as limited:
        await clients.call(api.send, PLACE)
    assert (limited.value.retry_after, limited.value.status_code) == (2.5, 429)
    with pytest.raises(IPBannedError) as banned:
        await clients.call(api.send, PLACE)
    assert banned.value.retry_after == 0
    server.script["order.status"] = [refusal(429, -1003, data={"serverTime": NOW, "retryAfter": NOW + 10})]
    assert (await clients.call(api.send, READ)).orderId == 7


async def test_a_wrong_clock_is_corrected_once(clients: Clients, server: ApiServer) -> None:
    """-1021 has the clock measured by session.status, and the request sent once more with the right time."""
    api = clients.open()
    server.script["order.place"] = [refusal(400, -1021)]
    await clients.call(api.send, PLACE)
    first, second = server.sent("order.place")
    assert abs(second["params"]["timestamp"] - NOW) < 60_000
    assert first["params"]["newClientOrderId"] == second["params"]["newClientOrderId"]
    server.script["order.place"] = [refusal(400, -1021)] * 2
    with pytest.raises(TimestampError):
        await clients.call(api.send, PLACE)


async def test_the_clock_can_be_measured(clients: Clients, server: ApiServer) -> None:
    """sync_time measures by session.status, when the connection is there."""
    api = clients.open()
    offset = await clients.call(api.sync_time)
    assert (offset, len(server.sent("session.status"))) == (api.clock_offset, 2)


# Connections


async def test_a_dropped_write_is_unknown_and_a_dropped_read_is_repeated(clients: Clients, server: ApiServer) -> None:
    """A write whose connection drops may live: it names its id and is not repeated; a read is sent again."""
    api = clients.open(retries=Retry(2, 0.01))
    await clients.call(api.session_status)
    server.script = {"order.place": [SILENT], "order.status": [SILENT]}
    write, read = clients.start(api.send, PLACE), clients.start(api.send, READ)
    await on(server, "wait_sent", "order.place")
    await on(server, "wait_sent", "order.status")
    await on(server, "drop")
    with pytest.raises(ExecutionUnknownError, match="connection was lost") as caught:
        await write
    assert caught.value.client_order_ids == (server.sent("order.place")[0]["params"]["newClientOrderId"],)
    assert (await read).orderId == 7
    assert (len(server.sent("order.place")), len(server.sent("order.status")), len(server.paths)) == (1, 2, 2)


async def test_a_request_waits_for_the_connection(clients: Clients, server: ApiServer) -> None:
    """What is asked while there is no connection is sent, once, when there is one again."""
    server.refuse_handshake = (503, {})
    api = clients.open()
    call = clients.start(api.send, PLACE)
    await on(server, "wait", lambda: len(server.paths) >= 3)
    server.refuse_handshake = None
    assert (await call).orderId == 7
    assert len(server.sent("order.place")) == 1


async def test_without_a_connection_nothing_was_sent(clients: Clients, server: ApiServer) -> None:
    """When time runs out before there is a connection, the error says so, and why."""
    server.refuse_handshake = (503, {})
    with pytest.raises(
        TransportError, match=r"no connection within 0\.2 s .last failure.*HTTP 503.*nothing was"
    ) as caught:
        await clients.call(clients.open(timeout=(5.0, 0.2)).send, PLACE)
    assert (caught.value.sent, caught.value.endpoint) == (False, "NewOrder (order.place)")


async def test_time_runs_out(clients: Clients, server: ApiServer) -> None:
    """A write without an answer is unknown, a read is repeated; where nothing comes at all, it connects anew."""
    mute = Timing(first_backoff=0.01, patience=0.1)
    api = clients.open(timeout=(5.0, 0.2), retries=Retry(1, 0.01), timing=mute)
    await clients.call(api.session_status)
    server.script = {"order.place": [SILENT], "order.status": [SILENT]}
    with pytest.raises(ExecutionUnknownError, match=r"no answer within 0\.2 s"):
        await clients.call(api.send, PLACE)
    assert (await clients.call(api.send, READ)).orderId == 7
    assert len(server.paths) >= 2
    server.default = SILENT
    with pytest.raises(TransportError, match=r"no (answer|connection) within") as caught:
        await clients.call(api.send, READ)
    assert caught.value.sent == ("no answer" in caught.value.message)


async def test_a_refused_handshake_is_the_answer(clients: Clients, server: ApiServer) -> None:
    """What is forbidden or banned at the handshake raises at once, with the time to wait; nothing is unknown."""
    server.refuse_handshake = (403, {})
    with pytest.raises(ClientError, match="firewall") as caught:
        await clients.call(clients.open().send, PLACE)
    assert caught.value.status_code == 403
    server.refuse_handshake = (418, {"Retry-After": "30"})
    api = clients.open()
    for _ in range(2):
        with pytest.raises(IPBannedError) as banned:
            await clients.call(api.send, PLACE)
        assert banned.value.retry_after == 30
    server.refuse_handshake = (429, {"Retry-After": "0"})
    api = clients.open(retries=Retry(5, 0.01))
    with pytest.raises(RateLimitError):
        await clients.call(api.send, PLACE)
    call = clients.start(api.send, READ)
    server.refuse_handshake = None
    assert (await call).orderId == 7


async def test_a_connection_that_grows_old_is_replaced(clients: Clients, server: ApiServer) -> None:
    """Before its life ends a new connection takes over; what is under way on the old one is still answered."""
    api = clients.open(timing=Timing(first_backoff=0.01, lifetime=0.2, tick=0.02))
    server.default = SILENT
    call = clients.start(api.send, PLACE)
    await on(server, "wait", lambda: len(server.paths) >= 2)
    await on(server, "give", success(server.sent("order.place")[0]))
    assert (await call).orderId == 7
    server.default = success
    for _ in range(20):
        assert (await clients.call(api.send, PLACE)).orderId == 7
    assert len(server.sent("order.place")) == 21


async def test_an_announced_shutdown_is_heeded(clients: Clients, server: ApiServer) -> None:
    """ServerShutdown makes a new connection take over, before the old one is closed."""
    api = clients.open()
    await clients.call(api.session_status)
    await on(server, "give", {"event": {"e": "serverShutdown", "E": NOW}})
    await on(server, "wait", lambda: len(server.paths) == 2 and len(server._subscribed) == 1)
    assert (await clients.call(api.send, READ)).orderId == 7


async def test_a_quiet_connection_is_asked(
    clients: Clients, server: ApiServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where nothing comes for a while a ping asks; an answer keeps the connection, silence replaces it."""
    ponged, told = threading.Event(), Engine._ponged

    def note(engine: Engine, payload: bytes) -> None:
        told(engine, payload)
        ponged.set()

    monkeypatch.setattr(Engine, "_ponged", note)
    api = clients.open(timing=Timing(first_backoff=0.01, silence=0.1, tick=0.02))
    await clients.call(api.session_status)
    assert await asyncio.to_thread(ponged.wait, 5)
    assert len(server.paths) == 1
    await on(server, "freeze")
    await on(server, "wait", lambda: len(server.paths) == 2)
    assert (await clients.call(api.send, READ)).orderId == 7
    await on(server, "drop")


async def test_a_failed_replacement_leaves_the_old_connection(clients: Clients, server: ApiServer) -> None:
    """When no successor comes about, requests go on over the connection there is."""
    api = clients.open(timing=Timing(first_backoff=0.01, longest_backoff=0.05, lifetime=0.1, tick=0.02))
    await clients.call(api.session_status)
    server.refuse_handshake = (403, {})
    await on(server, "wait", lambda: len(server.paths) >= 3)
    assert (await clients.call(api.send, READ)).orderId == 7


async def test_garbage_is_logged(clients: Clients, server: ApiServer, caplog: pytest.LogCaptureFixture) -> None:
    """Messages that are no answers, and answers nobody asked for, are logged without secrets; requests go on."""
    api = clients.open()
    await clients.call(api.session_status)
    with caplog.at_level(logging.WARNING, "binance_futures"):
        await on(server, "give", "<html>", "[]", {"id": 4711, "status": 200, "result": {}}, {"id": 4711},
                 '{"listenKey": "do-not-show"}')  # fmt: skip
        assert (await clients.call(api.send, READ)).orderId == 7
    assert [record.getMessage().partition(":")[2][:32] for record in caplog.records] == [
        " a message that is no answer: <h",
        " a message that is no answer: []",
        " an answer nobody waits for, of ",
        ' an answer without status: {"id"',
        ' a message that is no answer: {"',
    ]
    assert "do-not-show" not in caplog.text


async def test_the_log_shows_no_secret(clients: Clients, server: ApiServer, caplog: pytest.LogCaptureFixture) -> None:
    """At DEBUG requests and answers are shown, without key and signature."""
    with caplog.at_level(logging.DEBUG, "binance_futures"):
        await clients.call(clients.open().send, PLACE)
    assert '"symbol":"BTCUSDT"' in caplog.text
    assert "NewOrder (order.place) 200: {" in caplog.text
    assert KEY not in caplog.text
    assert server.sent("order.place")[0]["params"]["signature"] not in caplog.text


# Sessions


def verify(frame: dict[str, Any]) -> None:
    parameters = frame["params"]
    ED25519.public_key().verify(base64.b64decode(parameters["signature"]), plain(parameters))


async def test_an_ed25519_key_logs_on(clients: Clients, server: ApiServer) -> None:
    """The connection logs on first; requests then carry only their time; after a reconnect it logs on first again."""
    api = clients.open(private_key=PEM)
    await clients.call(api.send, PLACE)
    await on(server, "drop")
    await on(server, "wait_sent", "session.logon", 2)
    await clients.call(api.send, PLACE)
    assert [frame["method"] for frame in server.frames] == ["session.logon", "order.place"] * 2
    for frame in server.sent("session.logon"):
        verify(frame)
    for frame in server.sent("order.place"):
        assert frame["params"].keys() & {"apiKey", "signature", "timestamp"} == {"timestamp"}


async def test_a_successor_logs_on_too(clients: Clients, server: ApiServer) -> None:
    """The connection that takes over from an old one is logged on before it does."""
    api = clients.open(private_key=PEM, timing=Timing(first_backoff=0.01, lifetime=0.2, tick=0.02))
    await clients.call(api.send, PLACE)
    await on(server, "wait_sent", "session.logon", 2)
    for _ in range(10):
        await clients.call(api.send, PLACE)
    assert all("signature" not in frame["params"] for frame in server.sent("order.place"))


async def test_without_a_logon_every_request_is_signed(clients: Clients, server: ApiServer) -> None:
    """logon=False and a refused logon both leave requests that bring their own signature."""
    await clients.call(clients.open(private_key=PEM, logon=False).send, PLACE)
    server.script["session.logon"] = [refusal(401, -2015)]
    await clients.call(clients.open(private_key=PEM).send, PLACE)
    assert [frame["method"] for frame in server.frames] == ["order.place", "session.logon", "order.place"]
    for frame in server.sent("order.place"):
        verify(frame)


async def test_a_session_can_be_begun_and_ended(clients: Clients, server: ApiServer) -> None:
    """session_logon, session_status and session_logout are calls; what follows is signed or not accordingly."""
    api = clients.open(private_key=PEM, logon=False)
    logon = await clients.call(api.session_logon)
    assert (logon.apiKey, logon.authorizedSince) == (KEY, NOW)
    await clients.call(api.send, PLACE)
    logout = await clients.call(api.session_logout)
    assert (logout.apiKey, (await clients.call(api.session_status)).serverTime) == (None, NOW)
    await clients.call(api.send, PLACE)
    bare, signed = server.sent("order.place")
    assert "signature" not in bare["params"]
    verify(signed)
    with pytest.raises(ParameterError, match="Ed25519"):
        await clients.call(clients.open().session_logon)


async def test_a_logon_with_a_wrong_clock_is_repeated(clients: Clients, server: ApiServer) -> None:
    """-1021 at the logon has the clock measured on the same connection first."""
    server.script["session.logon"] = [refusal(400, -1021)]
    await clients.call(clients.open(private_key=PEM).send, PLACE)
    methods = [frame["method"] for frame in server.frames]
    assert methods == ["session.logon", "session.status", "session.logon", "order.place"]
    assert "signature" not in server.sent("order.place")[0]["params"]


async def test_a_connection_lost_at_the_logon_is_made_again(clients: Clients, server: ApiServer) -> None:
    """A drop before the logon is answered costs nothing but a new connection and logon."""
    server.script["session.logon"] = [lambda _: HANG_UP]
    api = clients.open(private_key=PEM, retries=Retry(1, 0.01))
    assert (await clients.call(api.send, PLACE)).orderId == 7
    assert [frame["method"] for frame in server.frames] == ["session.logon", "session.logon", "order.place"]


async def test_a_connection_lost_while_its_clock_is_asked_for(clients: Clients, server: ApiServer) -> None:
    """A drop in the middle of a logon that is being repeated is a drop like any other."""
    server.script = {"session.logon": [refusal(400, -1021)], "session.status": [lambda _: HANG_UP]}
    api = clients.open(private_key=PEM, retries=Retry(1, 0.01))
    assert (await clients.call(api.send, PLACE)).orderId == 7
    assert "signature" not in server.sent("order.place")[0]["params"]


async def test_a_logon_that_is_not_answered(clients: Clients, server: ApiServer) -> None:
    """Requests do not wait for ever for a logon; when its answer comes after all, they go bare from then on."""
    server.script["session.logon"] = [SILENT]
    api = clients.open(private_key=PEM, timeout=None, timing=Timing(first_backoff=0.01, patience=0.1))
    await clients.call(api.send, PLACE)
    await on(server, "give", success(server.sent("session.logon")[0]))
    await clients.call(api.send, PLACE)
    signed, bare = server.sent("order.place")
    verify(signed)
    assert "signature" not in bare["params"]


async def test_what_meets_a_closing_connection_waits_for_the_next(
    clients: Clients, server: ApiServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither a logon nor a request is lost on a connection that is closing: nothing was sent."""
    closing, send_all = [True], WebSocket.send_all

    def refuse(socket: WebSocket, texts: list[bytes]) -> None:
        if closing:
            closing.pop()
            socket.abort()
        send_all(socket, texts)

    monkeypatch.setattr(WebSocket, "send_all", refuse)
    api = clients.open(private_key=PEM)
    assert (await clients.call(api.send, PLACE)).orderId == 7
    closing.append(True)
    assert (await clients.call(api.send, PLACE)).orderId == 7
    assert (len(server.paths), len(server.sent("order.place"))) == (3, 2)


async def test_a_successor_that_cannot_log_on_is_not_taken(clients: Clients, server: ApiServer) -> None:
    """When the new connection drops at its logon, the old one goes on."""
    server.script["session.logon"] = [success, *[lambda _: HANG_UP] * 5]
    api = clients.open(
        private_key=PEM, timing=Timing(first_backoff=0.01, longest_backoff=0.05, lifetime=0.1, tick=0.02)
    )
    await clients.call(api.send, PLACE)
    await on(server, "wait_sent", "session.logon", 3)
    assert (await clients.call(api.send, PLACE)).orderId == 7


def revoked(_: Any) -> dict[str, Any]:
    return {"id": None, "status": 401, "error": {"code": -2015, "msg": "Invalid API-key, IP, or permissions."}}


async def test_a_revoked_session_is_told(clients: Clients, server: ApiServer) -> None:
    """An answer with id null and 401 is that of the only request under way; what follows is signed one by one."""
    api = clients.open(private_key=PEM)
    await clients.call(api.send, PLACE)
    server.script["order.place"] = [revoked]
    with pytest.raises(AuthenticationError) as caught:
        await clients.call(api.send, PLACE)
    assert (caught.value.error_code, caught.value.endpoint) == (-2015, "NewOrder (order.place)")
    await clients.call(api.send, PLACE)
    verify(server.sent("order.place")[-1])


async def test_with_several_under_way_nobody_is_blamed(clients: Clients, server: ApiServer) -> None:
    """Whose an answer with id null is cannot be known then: the others get theirs, that one is unknown in time."""
    api = clients.open(private_key=PEM, timeout=(5.0, 0.5))
    await clients.call(api.send, PLACE)
    server.script["order.place"] = [SILENT, SILENT]
    calls = [clients.start(api.send, PLACE) for _ in range(2)]
    await on(server, "wait_sent", "order.place", 3)
    await on(server, "give", revoked(None), success(server.sent("order.place")[-1]))
    outcomes = await asyncio.gather(*calls, return_exceptions=True)
    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["ExecutionUnknownError", "Order"]


# Events


async def test_events_go_to_user_data(clients: Clients, server: ApiServer) -> None:
    """What nobody asked for comes typed from events(), wrapped or bare; unknown kinds come, too."""
    api = clients.open()
    await clients.call(api.session_status)
    events, other = api.events(), api.events(size=1)
    update = json.loads((Path(__file__).parent / "contracts/um_user_events/order_trade_update.json").read_text())
    await on(server, "give", {"event": update["answers"][0]}, update["answers"][0], {"e": "OF_TOMORROW"})
    found = [await clients.next(events) for _ in range(3)]
    assert [type(event) for event in found] == [user_events.OrderTradeUpdate] * 2 + [UnknownEvent]
    assert (type(await clients.next(other)), other.dropped) == (UnknownEvent, 2)
    await clients.call(other.close)
    await clients.call(other.close)
    await on(server, "give", {"e": "OF_TOMORROW"})
    assert type(await clients.next(events)) is UnknownEvent
    await clients.call(api.close)
    assert await clients.next(events) is None
    assert await clients.next(other) is None
    assert await clients.next(api.events()) is None
    with pytest.raises(ParameterError, match="size"):
        api.events(size=0)


# The end


async def test_closing_ends_what_is_under_way(clients: Clients, server: ApiServer) -> None:
    """close() ends requests within a second: a write is unknown if it was sent; later calls are refused."""
    api = clients.open()
    await clients.call(api.session_status)
    server.default = SILENT
    call = clients.start(api.send, PLACE)
    await on(server, "wait_sent", "order.place")
    async with asyncio.timeout(1.5):
        await clients.call(api.close)
    with pytest.raises(ExecutionUnknownError, match="the client was closed"):
        await call
    await clients.call(api.close)
    with pytest.raises(TransportError, match="client is closed") as caught:
        await clients.call(api.send, PLACE)
    assert not caught.value.sent


async def test_nothing_is_left(clients: Clients, server: ApiServer) -> None:
    """After close() there is no task, thread or file that was not there before."""
    before = _held()
    for _ in range(3):
        client = clients.open()
        if clients.kind == "threads":
            await asyncio.to_thread(_within, client)
        else:
            async with client as api:
                await api.send(PLACE)
    gc.collect()
    assert "binance_futures ws_api" not in [thread.name for thread in threading.enumerate()]
    await on(server, "wait", lambda: not server._subscribed)
    async with asyncio.timeout(5):
        while _held() > before:
            await on(server, "give")


def _held() -> tuple[int, int]:
    return len(asyncio.all_tasks()), len([*Path("/proc/self/fd").iterdir()])


def _within(client: Any) -> None:
    with client as api:
        api.send(PLACE)


async def test_a_call_that_meets_the_end_is_refused(clients: Clients, server: ApiServer) -> None:
    """A request that comes to an engine, loop or thread that has just ended fails; nothing waits for ever."""
    api = clients.open()
    await clients.call(api.session_status)
    if clients.kind == "asyncio":
        await api._asyncio._engine.close()
    else:
        engine, thread = api._threads._running
        await asyncio.to_thread(thread.run, engine.close())
    with pytest.raises(TransportError, match="client is closed; nothing was sent"):
        await clients.call(api.send, PLACE)
    if clients.kind == "threads":
        await asyncio.to_thread(thread.end, asyncio.sleep(0))
        with pytest.raises(TransportError, match="client is closed"):
            await clients.call(api.send, PLACE)
        api._threads._running = None


def test_a_thread_does_not_wait_for_the_dead(monkeypatch: pytest.MonkeyPatch) -> None:
    """A request whose engine ended before it came to it is refused."""
    monkeypatch.setattr(_transport, "_CHECK", 0.01)
    thread = LoopThread("a loop")
    thread.end(asyncio.sleep(0))
    waiter = _transport._Waiter()
    with pytest.raises(TransportError, match="client is closed"):
        waiter.wait(WebSocketRequest(READ, "order.status", "QueryOrder"), thread)
    assert waiter.done()


async def test_a_client_that_was_never_used_closes(clients: Clients) -> None:
    """Neither thread nor connection is made before there is something to do."""
    await clients.call(clients.open().close)


# One kind alone


async def test_a_cancelled_call_leaves_the_connection_sound(server: ApiServer) -> None:
    """Cancelling the caller's task, before or after sending, disturbs no other request; its answer goes nowhere."""
    opened = Clients("asyncio", server)
    api = opened.open()
    early = asyncio.create_task(api.send(PLACE))
    await asyncio.sleep(0)
    early.cancel()
    await api.session_status()
    server.default = SILENT
    calls = [asyncio.create_task(api.query_order("BTCUSDT", orderId=number)) for number in (1, 2, 3)]
    await on(server, "wait_sent", "order.status", 3)
    calls[1].cancel()
    frames = {frame["params"]["orderId"]: frame for frame in server.sent("order.status")}
    await on(server, "give", *[success(frames[number]) for number in (2, 1, 3)])
    assert [(await calls[index]).orderId for index in (0, 2)] == [1, 3]
    assert calls[1].cancelled()
    assert server.sent("order.place") == []
    await opened.close()


def test_one_client_serves_many_threads(server: ApiServer) -> None:
    """Calls from several threads at once each get their own answer."""
    with UMWebSocketAPI(KEY, SECRET, stream_url=server.url) as api:
        found: dict[int, list[int]] = {}

        def work(place: int) -> None:
            found[place] = [api.query_order("BTCUSDT", orderId=place * 100 + turn).orderId for turn in range(25)]

        threads = [threading.Thread(target=work, args=(place,)) for place in range(1, 9)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert found == {place: [place * 100 + turn for turn in range(25)] for place in range(1, 9)}


def test_a_request_that_cannot_be_written_fails_alone(server: ApiServer) -> None:
    """What is wrong with one request is raised to its caller; the connection goes on."""

    async def main() -> None:
        async with AsyncUMWebSocketAPI(KEY, SECRET, stream_url=server.url) as api:
            broken = READ.replaced(symbol=object())
            outcomes = await asyncio.gather(api.send(READ), api.send(broken), api.send(READ), return_exceptions=True)
            assert [type(outcome).__name__ for outcome in outcomes] == ["Order", "TypeError", "Order"]

    asyncio.run(main())
    with UMWebSocketAPI(KEY, SECRET, stream_url=server.url) as api:
        api.session_status()
        with pytest.raises(TypeError):
            api.send(READ.replaced(symbol=object()))
        assert api.send(READ).orderId == 7


@pytest.mark.parametrize(
    ("options", "parameter"),
    [
        ({"environment": "demo"}, "environment"),
        ({"stream_url": "https://x"}, "stream_url"),
        ({"stream_url": 7}, "stream_url"),
        ({"key": "a b"}, "key"),
        ({"secret": " s"}, "secret"),
        ({"timeout": 0}, "timeout"),
        ({"retries": -1}, "retries"),
        ({"proxies": "ftp://x"}, "proxies"),
        ({"key": "k", "secret": "s", "logon": True}, "logon"),
    ],
)
def test_arguments_that_are_not_usable_are_refused(options: dict[str, Any], parameter: str) -> None:
    """Each is refused by its name, before any connection."""
    with pytest.raises(ParameterError) as caught:
        UMWebSocketAPI(**options)
    assert [problem.parameter for problem in caught.value.problems] == [parameter]


def test_a_socks_proxy_needs_its_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without python-socks a SOCKS proxy is refused at once."""
    UMWebSocketAPI(proxies="socks5://127.0.0.1:1")
    monkeypatch.setattr("binance_futures.streams._place.find_spec", lambda _: None)
    with pytest.raises(ParameterError, match="socks"):
        UMWebSocketAPI(proxies="socks5://127.0.0.1:1")


def test_the_environment_picks_the_url() -> None:
    """Product and environment give the URL; repr shows it and no secret."""
    assert repr(UMWebSocketAPI(KEY, SECRET)) == "<UMWebSocketAPI wss://ws-fapi.binance.com/ws-fapi/v1>"
    assert CMWebSocketAPI(environment="testnet").stream_url == "wss://testnet.binancefuture.com/ws-dapi/v1"


def test_names_are_loaded_when_asked_for() -> None:
    """`binance_futures.ws_api` gives its clients and nothing else."""
    assert ws_api.UMWebSocketAPI is UMWebSocketAPI
    assert dir(ws_api) == [*ws_api.__all__]
    with pytest.raises(AttributeError, match="no_such_name"):
        ws_api.no_such_name  # noqa: B018 - the access is the test


async def test_too_slow_for_events_can_be_an_error(server: ApiServer) -> None:
    """policy="raise" ends an iterator nobody reads."""
    opened = Clients("asyncio", server)
    api = opened.open()
    await api.session_status()
    events = api.events(policy="raise", size=1)
    await on(server, "give", {"e": "OF_TOMORROW"}, {"e": "OF_TOMORROW"})
    await api.session_status()
    assert type(await anext(events)) is UnknownEvent
    with pytest.raises(StreamError, match="too slow"):
        await anext(events)
    await opened.close()
