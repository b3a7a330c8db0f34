"""The HTTP edge over real loopback sockets: the same tests for the sync client and both async transports."""

import asyncio
import logging
import socket
import threading
import time
import traceback
from decimal import Decimal
from typing import Any

import httpx
import pytest
import respx
from loopback import Loopback, Reply, loopback

from binance_futures import (
    AsyncUMFutures,
    ExecutionUnknownError,
    ParameterError,
    ResponseError,
    TransportError,
    UMFutures,
)
from binance_futures._httpcore import AsyncHttpcoreTransport
from binance_futures._origin import Origin
from conftest import KEY, SECRET, Clients

TIME = {"serverTime": 1_767_225_600_000}


async def error_of(clients: Clients, method: Any, *args: Any, **kwargs: Any) -> Any:
    with pytest.raises(Exception) as caught:  # noqa: PT011 - which one is asserted by the caller
        await clients.call(method, *args, **kwargs)
    return caught.value


async def test_a_call_goes_over_the_wire(clients: Clients, server: Loopback) -> None:
    """A call arrives with its path, headers and Host, and its answer comes back typed."""
    server.script(Reply(TIME))
    answer = await clients.call(clients.open().time)
    (request,) = server.received
    assert answer.serverTime == TIME["serverTime"]
    assert (request.method, request.target) == ("GET", "/fapi/v1/time")
    assert request.header["host"] == server.url.removeprefix("http://")
    assert request.header["accept-encoding"].startswith("gzip")
    assert "x-mbx-apikey" not in request.header


@pytest.mark.parametrize(
    ("name", "kwargs", "query"),
    [
        (
            "query_order",
            {"symbol": "币安人生USDT", "orderId": 1},
            "symbol=%E5%B8%81%E5%AE%89%E4%BA%BA%E7%94%9FUSDT&orderId=1",
        ),
        (
            "query_order",
            {"symbol": "BTCUSDT", "origClientOrderId": "a:b/c._-"},
            "symbol=BTCUSDT&origClientOrderId=a%3Ab%2Fc._-",
        ),
        ("cancel_batch_order", {"symbol": "BTCUSDT", "orderIdList": [1, 2]}, "symbol=BTCUSDT&orderIdList=%5B1%2C2%5D"),
    ],
    ids=["chinese", "client id", "list"],
)
async def test_the_bytes_signed_are_the_bytes_sent(
    clients: Clients, server: Loopback, name: str, kwargs: dict[str, Any], query: str
) -> None:
    """No transport decodes or encodes the query again: it arrives as it was signed."""
    server.script(Reply({"code": -2013, "msg": "x"}, status=400))
    await error_of(clients, getattr(clients.open(), name), **kwargs)
    sent = server.received[0].target.partition("?")[2]
    assert sent.startswith(f"{query}&timestamp=")


async def test_a_write_carries_the_key_and_no_body(clients: Clients, server: Loopback) -> None:
    """A signed POST arrives with the API key header, its parameters in the query and an empty body."""
    server.script(Reply({"code": -2019, "msg": "x"}, status=400))
    await error_of(clients, clients.open().new_order, "BTCUSDT", "BUY", "MARKET", quantity=1)
    (request,) = server.received
    assert (request.method, request.target.partition("?")[0], request.body) == ("POST", "/fapi/v1/order", "")
    assert request.header["x-mbx-apikey"] == KEY
    assert request.parameters["quantity"] == "1"


async def test_a_write_without_parameters_says_that_it_is_empty(clients: Clients, server: Loopback) -> None:
    """A POST without a body carries Content-Length 0, without which servers wait or answer 411."""
    server.script(Reply({"listenKey": "listenKeyForTests"}))
    await clients.call(clients.open().new_listen_key)
    assert server.received[0].header["content-length"] == "0"


async def test_connections_are_kept(clients: Clients, server: Loopback) -> None:
    """Calls in a row use one connection."""
    client = clients.open()
    for _ in range(3):
        server.script(Reply(TIME))
        await clients.call(client.time)
    assert {request.connection for request in server.received} == {1}


async def test_a_base_url_may_hold_a_path(clients: Clients, server: Loopback) -> None:
    """A base_url with a path, as a gateway has it, goes in front of every path."""
    await clients.call(clients.open(base_url=f"{server.url}/gate/").ping)
    assert server.received[0].target == "/gate/fapi/v1/ping"


async def test_a_compressed_answer_is_read(clients: Clients, server: Loopback) -> None:
    """A gzip answer, as the exchange sends for large ones, is unpacked."""
    import gzip
    import json

    server.script(Reply(gzip.compress(json.dumps(TIME).encode()), header={"Content-Encoding": "gzip"}))
    assert (await clients.call(clients.open().time)).serverTime == TIME["serverTime"]


async def test_a_refused_connection_says_that_nothing_was_sent(clients: Clients) -> None:
    """When nobody listens the error says so, names the call, and that nothing was sent."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    error = await error_of(clients, clients.open(base_url=f"http://127.0.0.1:{port}").time)
    assert type(error) is TransportError
    assert (error.sent, error.endpoint) == (False, "GetTime (GET /fapi/v1/time)")
    assert "nothing was sent" in str(error)


async def test_an_unknown_host_says_that_nothing_was_sent(clients: Clients) -> None:
    """A host that cannot be resolved is a transport error before sending."""
    error = await error_of(clients, clients.open(base_url="http://no-such-host.invalid").time)
    assert type(error) is TransportError
    assert error.sent is False


@pytest.mark.parametrize("then", ["reset", "truncate", "garbage"])
async def test_a_broken_answer_may_have_been_executed(clients: Clients, server: Loopback, then: Any) -> None:
    """A reset, a truncated body and an answer that is not HTTP are transport errors after sending."""
    server.script(Reply(TIME, then=then))
    error = await error_of(clients, clients.open().time)
    assert type(error) is TransportError
    assert error.sent is True
    assert "may have arrived" in str(error)


async def test_a_silent_server_runs_into_the_timeout(clients: Clients, server: Loopback) -> None:
    """A read timeout is a transport error after sending."""
    server.script(Reply(then="hang"))
    error = await error_of(clients, clients.open(timeout=0.2).time)
    assert type(error) is TransportError
    assert error.sent is True


@pytest.mark.parametrize("then", ["reset", "hang", "truncate", "garbage"])
@pytest.mark.parametrize("name", ["cancel_order", "modify_order", "new_order"])
async def test_a_write_whose_connection_breaks_is_sent_once(
    clients: Clients, server: Loopback, name: str, then: Any
) -> None:
    """No transport repeats a write by itself, on a fresh or a kept connection: its outcome is unknown."""
    client = clients.open(timeout=0.3, retries=3)
    server.script(Reply(), Reply(then=then))
    await clients.call(client.ping)
    arguments = {
        "cancel_order": {"symbol": "BTCUSDT", "orderId": 1},
        "modify_order": {"symbol": "BTCUSDT", "side": "BUY", "quantity": 1, "price": 1, "orderId": 1},
        "new_order": {"symbol": "BTCUSDT", "side": "BUY", "type": "MARKET", "quantity": 1},
    }[name]
    error = await error_of(clients, getattr(client, name), **arguments)
    assert type(error) is ExecutionUnknownError
    assert len(server.received) == 2


async def test_a_read_is_sent_again_after_a_broken_connection(clients: Clients, server: Loopback) -> None:
    """A GET whose connection broke is repeated and succeeds."""
    server.script(Reply(then="reset"), Reply(TIME))
    answer = await clients.call(clients.open(retries=1).time)
    assert answer.serverTime == TIME["serverTime"]
    assert len(server.received) == 2


async def test_a_redirect_is_not_followed(clients: Clients, server: Loopback) -> None:
    """A redirect, which would carry the key elsewhere, is an error."""
    server.script(Reply(status=307, header={"Location": f"{server.url}/elsewhere"}))
    error = await error_of(clients, clients.open().time)
    assert type(error) is ResponseError
    assert len(server.received) == 1


async def test_many_calls_at_once(clients: Clients, server: Loopback) -> None:
    """Fifty calls in flight on one client all get their answers."""
    client = clients.open()
    answers = await asyncio.gather(*[clients.call(client.ping) for _ in range(50)])
    assert len(answers) == len(server.received) == 50


async def test_sync_time_corrects_later_timestamps(clients: Clients, server: Loopback) -> None:
    """sync_time asks the exchange, returns the offset, and later calls follow its clock."""
    client = clients.open()
    ahead = int(time.time() * 1000) + 3_600_000
    server.script(Reply({"serverTime": ahead}), Reply([]))
    offset = await clients.call(client.sync_time)
    await clients.call(client.get_orders)
    assert abs(offset - 3_600_000) < 10_000
    assert client.clock_offset == offset
    assert abs(int(server.received[1].parameters["timestamp"]) - ahead) < 10_000


async def test_flags_and_view_give_the_whole_response(clients: Clients, server: Loopback) -> None:
    """show_limit_usage, show_header and with_response give data, headers and usage, also by the old names."""
    header = {"X-MBX-USED-WEIGHT-1M": "8", "Date": "today"}
    for call in (
        clients.open(show_limit_usage=True).time,
        clients.open(show_header=True).time,
        clients.open().with_response.time,
    ):
        server.script(Reply(TIME, header=header))
        response = await clients.call(call)
        assert response["data"].serverTime == response.data.serverTime == TIME["serverTime"]
        assert response["limit_usage"] == {"x-mbx-used-weight-1m": "8"}
        assert response["header"]["Date"] == "today"
        assert response.status_code == 200
        with pytest.raises(KeyError):
            response["nothing"]


async def test_the_client_remembers_the_usage(clients: Clients, server: Loopback) -> None:
    """client.limit_usage is what the latest answer told."""
    client = clients.open()
    server.script(Reply({}, header={"X-MBX-USED-WEIGHT-1M": "8"}))
    await clients.call(client.ping)
    assert client.limit_usage.used_weight == {"1m": 8}


async def test_send_takes_a_request_object(clients: Clients, server: Loopback) -> None:
    """client.send(request) is the call of that request, with and without metadata."""
    from binance_futures.models import um

    client = clients.open()
    server.script(Reply(TIME), Reply(TIME))
    assert (await clients.call(client.send, um.GetTime())).serverTime == TIME["serverTime"]
    assert (await clients.call(client.with_response.send, um.GetTime())).status_code == 200


async def test_an_own_http_client_is_used_and_stays_open(clients: Clients, server: Loopback) -> None:
    """A user's httpx client carries the calls, keeps its own settings, and is not closed with ours."""
    kind = httpx.Client if clients.kind == "sync" else httpx.AsyncClient
    own: Any = kind(headers={"X-Own": "yes"}, timeout=5)
    client = clients.open(http_client=own)
    server.script(Reply(TIME), Reply({"code": -2019, "msg": "x"}, status=400), Reply(status=302))
    await clients.call(client.time)
    await error_of(clients, client.new_order, "BTCUSDT", "BUY", "MARKET", quantity=1)
    assert type(await error_of(clients, client.time)) is ResponseError
    assert server.received[0].header["x-own"] == "yes"
    assert server.received[1].header["x-mbx-apikey"] == KEY
    await clients.call(client.close)
    assert own.is_closed is False
    await clients.call(own.close if clients.kind == "sync" else own.aclose)


async def test_httpx_logs_no_signature(clients: Clients, server: Loopback, caplog: pytest.LogCaptureFixture) -> None:
    """Httpx logs whole URLs at INFO; with an own client the signature in them is hidden."""
    kind = httpx.Client if clients.kind == "sync" else httpx.AsyncClient
    own: Any = kind()
    server.script(Reply([]))
    with caplog.at_level(logging.DEBUG):
        await clients.call(clients.open(http_client=own).get_orders)
    await clients.call(own.close if clients.kind == "sync" else own.aclose)
    signature = server.received[0].parameters["signature"]
    assert "HTTP Request: GET" in caplog.text
    assert "signature=[hidden]" in caplog.text
    assert signature not in caplog.text


async def test_no_log_and_no_traceback_shows_a_secret(
    clients: Clients, server: Loopback, caplog: pytest.LogCaptureFixture
) -> None:
    """Neither a log of any library at DEBUG nor a traceback holds key, secret or signature."""
    server.script(Reply([]), Reply(then="reset"))
    client = clients.open()
    with caplog.at_level(logging.DEBUG):
        await clients.call(client.get_orders)
        error = await error_of(clients, client.cancel_order, "BTCUSDT", orderId=1)
    shown = caplog.text + "".join(traceback.format_exception(error)) + repr(client)
    for request in server.received:
        assert request.parameters["signature"] not in shown
    assert KEY not in shown
    assert SECRET not in shown


def test_one_sync_client_serves_many_threads(server: Loopback) -> None:
    """A blocking client may be used from threads at once."""
    with UMFutures(base_url=server.url) as client:
        server.script(*[Reply(TIME) for _ in range(40)])
        answers: list[Any] = []
        threads = [threading.Thread(target=lambda: answers.extend(client.time() for _ in range(5))) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert len(answers) == 40


async def test_cancelling_ends_the_call_and_leaves_the_client_sound(server: Loopback) -> None:
    """A cancelled call raises CancelledError at once; the client serves the next call."""
    async with AsyncUMFutures(base_url=server.url, retries=3) as client:
        server.script(Reply(then="hang"), Reply(TIME))
        task = asyncio.create_task(client.time())
        await asyncio.to_thread(server.arrived.wait)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        assert (await client.time()).serverTime == TIME["serverTime"]


def test_waiting_before_a_retry_blocks_only_so_long(server: Loopback) -> None:
    """The blocking client waits as Retry-After tells, then succeeds."""
    server.script(Reply({"code": -1003, "msg": "x"}, status=429, header={"Retry-After": "0.05"}), Reply(TIME))
    with UMFutures(base_url=server.url, retries=1) as client:
        assert client.time().serverTime == TIME["serverTime"]


async def test_the_async_client_waits_without_blocking(server: Loopback) -> None:
    """The async client waits in its loop before it sends again."""
    server.script(Reply({"code": -1003, "msg": "x"}, status=429, header={"Retry-After": "0.05"}), Reply(TIME))
    async with AsyncUMFutures(base_url=server.url, retries=1) as client:
        assert (await client.time()).serverTime == TIME["serverTime"]


async def test_respx_can_stand_in_for_the_exchange() -> None:
    """Users' own tests can mock the HTTP edge with respx, with and without asyncio."""
    with respx.mock(base_url="https://fapi.binance.com") as exchange:
        exchange.get("/fapi/v1/time").respond(json=TIME)
        exchange.get("/fapi/v2/ticker/price", params={"symbol": "BTCUSDT"}).respond(
            json={"symbol": "BTCUSDT", "price": "59808.10", "time": 1_767_225_600_000}
        )
        with UMFutures() as client:
            assert client.time().serverTime == TIME["serverTime"]
            assert client.ticker_price("BTCUSDT").price == Decimal("59808.10")
        other = AsyncUMFutures()
        other._transport = AsyncHttpcoreTransport(other._origin)
        async with other:
            assert (await other.time()).serverTime == TIME["serverTime"]


# Proxies


@pytest.mark.parametrize("name", ["http", "http://", "all", "all://"])
async def test_a_proxy_by_scheme_is_used(clients: Clients, server: Loopback, name: str) -> None:
    """The old connector's dict picks the proxy for the scheme of the base URL; its password goes to the proxy only."""
    with loopback() as proxy:
        proxy.script(Reply(TIME))
        url = proxy.url.replace("http://", "http://user:word@")
        answer = await clients.call(clients.open(proxies={name: url}).time)
    assert answer.serverTime == TIME["serverTime"]
    assert proxy.received[0].target == f"{server.url}/fapi/v1/time"
    assert proxy.received[0].header["proxy-authorization"].startswith("Basic ")
    assert server.received == []


async def test_a_proxy_may_be_one_url(clients: Clients) -> None:
    """A plain URL is the proxy for everything."""
    with loopback() as proxy:
        proxy.script(Reply(TIME))
        await clients.call(clients.open(proxies=proxy.url).time)
        assert len(proxy.received) == 1


async def test_a_proxy_of_another_scheme_is_not_used(clients: Clients, server: Loopback) -> None:
    """A dict that names only https leaves http alone."""
    await clients.call(clients.open(proxies={"https": "http://127.0.0.1:9"}).ping)
    assert len(server.received) == 1


async def test_a_proxy_that_is_down_says_that_nothing_was_sent(clients: Clients) -> None:
    """A proxy nobody listens on is a transport error before sending."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    error = await error_of(clients, clients.open(proxies=f"http://127.0.0.1:{port}").time)
    assert type(error) is TransportError
    assert error.sent is False


def test_the_environment_names_the_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without `proxies` the variables HTTPS_PROXY and NO_PROXY hold, as in the old connector."""
    monkeypatch.setenv("HTTPS_PROXY", "http://1.2.3.4:8080")
    monkeypatch.setenv("NO_PROXY", "dapi.binance.com")
    assert Origin("https://fapi.binance.com", None, 1, None).proxy.host == "1.2.3.4"
    assert Origin("https://dapi.binance.com", None, 1, None).proxy is None
    assert Origin("https://fapi.binance.com", None, 1, {}).proxy is None


# Bad arguments


@pytest.mark.parametrize("client", [UMFutures, AsyncUMFutures])
@pytest.mark.parametrize(
    ("options", "parameter"),
    [
        ({"base_url": "fapi.binance.com"}, "base_url"),
        ({"base_url": "https://"}, "base_url"),
        ({"base_url": "ftp://x"}, "base_url"),
        ({"base_url": "https://x?signature=1"}, "base_url"),
        ({"environment": "live"}, "environment"),
        ({"key": "with blank"}, "key"),
        ({"key": "line\n"}, "key"),
        ({"secret": "end\n"}, "secret"),
        ({"private_key": ""}, "private_key"),
        ({"private_key": "-----BEGIN PRIVATE KEY-----"}, "private_key"),
        ({"timeout": 0}, "timeout"),
        ({"timeout": "1"}, "timeout"),
        ({"timeout": (1, -1)}, "timeout"),
        ({"timeout": float("nan")}, "timeout"),
        ({"retries": -1}, "retries"),
        ({"retries": 1.5}, "retries"),
        ({"retries": True}, "retries"),
        ({"proxies": {"https": "1.2.3.4:8080"}}, "proxies"),
        ({"http_client": "client"}, "http_client"),
    ],
    ids=lambda value: str(value)[:40],
)
def test_a_bad_constructor_argument_is_refused(client: Any, options: dict[str, Any], parameter: str) -> None:
    """A constructor argument that cannot work is a ParameterError that names it."""
    with pytest.raises(ParameterError) as caught:
        client(**options)
    assert [problem.parameter for problem in caught.value.problems] == [parameter]


def test_an_own_http_client_brings_its_own_proxies() -> None:
    """Proxies beside an own http_client are refused: they would be ignored."""
    with httpx.Client() as own, pytest.raises(ParameterError, match="proxies"):
        UMFutures(http_client=own, proxies="http://1.2.3.4:1")


def test_no_timeout_means_no_limit() -> None:
    """None turns timeouts off; a pair gives connect and read apart."""
    assert set(Origin("https://x", None, None, {}).timeout.values()) == {None}
    assert Origin("https://x", None, (1, 2), {}).timeout == {"connect": 1, "read": 2, "write": 2, "pool": 1}
