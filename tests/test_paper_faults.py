"""Faults on demand, and what the SDK makes of each."""

import asyncio
import json
import time
import urllib.error
import urllib.request
from typing import Any
from unittest.mock import Mock

import pytest
from paper_trader import Trader, exchange, quick, stepped, trader
from websockets.sync.client import connect

from binance_futures import (
    BinanceError,
    ExecutionUnknownError,
    IPBannedError,
    RateLimitError,
    Reconnected,
    ResponseError,
    ServerError,
    TimestampError,
    TransportError,
)
from binance_futures.models.um.user_events import ListenKeyExpired, OrderTradeUpdate
from binance_futures.paper import Call, Faults, PaperExchange
from binance_futures.paper._faults import Plan, Sockets

__all__ = ["exchange", "quick", "stepped", "trader"]

ORDER = {"symbol": "BTCUSDT", "side": "BUY", "type": "LIMIT", "timeInForce": "GTC", "quantity": "0.01"}
PATH = "/fapi/v1/order"


def price() -> dict[str, Any]:
    return {"price": "98000", "newClientOrderId": f"t{time.monotonic_ns()}"}


async def is_there(trader: Trader, client: Any, name: str) -> bool:
    try:
        await trader.call(client.query_order, "BTCUSDT", origClientOrderId=name)
    except BinanceError:
        return False
    return True


# Requests


@pytest.mark.parametrize("fault", ["unknown", "truncate", "disconnect"])
async def test_an_order_whose_answer_is_lost_was_executed(trader: Trader, fault: str) -> None:
    """503 "unknown", half an answer and no answer: the SDK says that the order may be there, and it is."""
    client, order = trader.open(), price()
    getattr(trader.exchange.faults, fault)(method="POST", path=PATH)
    with pytest.raises(ExecutionUnknownError) as lost:
        await trader.call(client.new_order, **ORDER, **order)
    assert lost.value.client_order_ids == (order["newClientOrderId"],)
    assert await is_there(trader, client, order["newClientOrderId"])


@pytest.mark.parametrize(
    ("fault", "error", "wait"),
    [("unavailable", ServerError, None), ("rate_limit", RateLimitError, 3.0), ("ban", IPBannedError, 3.0)],
)
async def test_what_is_refused_at_the_door_was_not_executed(
    trader: Trader, fault: str, error: type[BinanceError], wait: float | None
) -> None:
    """503 before executing, 429 and 418 with their Retry-After: the order is not there."""
    client, order = trader.open(), price()
    options = {} if wait is None else {"retry_after": wait - 0.5}
    getattr(trader.exchange.faults, fault)(**options, when=lambda call: call.method == "POST")
    with pytest.raises(error) as refused:
        await trader.call(client.new_order, **ORDER, **order)
    assert getattr(refused.value, "retry_after", None) == wait
    assert not isinstance(refused.value, ExecutionUnknownError)
    assert not await is_there(trader, client, order["newClientOrderId"])


async def test_reads_are_sent_again(trader: Trader) -> None:
    """A read that meets a fault or two comes through by itself."""
    client = trader.open()
    trader.exchange.faults.unavailable(times=1, path="/fapi/v1/time")
    trader.exchange.faults.disconnect(times=1, path="/fapi/v1/time")
    assert (await trader.call(client.time)).serverTime
    assert trader.exchange.faults.planned == ()


async def test_a_slow_answer_comes_late(trader: Trader) -> None:
    """An answer that is too slow for the client's timeout leaves an order of which nothing is known."""
    client, order = trader.open(timeout=0.2), price()
    trader.exchange.faults.slow(0.5, method="POST")
    with pytest.raises(ExecutionUnknownError):
        await trader.call(client.new_order, **ORDER, **order)
    trader.exchange.faults.slow(0.01, times=None)
    assert await is_there(trader, client, order["newClientOrderId"])


async def test_a_half_answer_of_a_read(trader: Trader) -> None:
    """Reads of which only half arrives fail as such when they are not sent again."""
    client = trader.open(retries=0)
    trader.exchange.faults.truncate(path="/fapi/v1/exchangeInfo")
    with pytest.raises((TransportError, ResponseError)):
        await trader.call(client.exchange_info)


async def test_the_clock_may_be_wrong(trader: Trader) -> None:
    """Requests are judged by the skewed clock; the SDK measures it and goes on."""
    client = trader.open()
    trader.exchange.faults.skew_clock(-3_600_000)
    assert await trader.call(client.balance)
    assert client.clock_offset == pytest.approx(-3_600_000, abs=500)
    trader.exchange.faults.skew_clock(0)
    trader.exchange.faults.rate_limit(path="/fapi/v1/time", retry_after=60)
    with pytest.raises((TimestampError, RateLimitError)):
        await trader.call(client.balance)


async def test_the_websocket_api_meets_faults_too(trader: Trader) -> None:
    """A fault of requests befalls the methods of the WebSocket API."""
    faults, api = trader.exchange.faults, trader.open("um_ws_api", retries=0)
    for fault in (faults.unknown, faults.disconnect):
        fault(method="WS", path="order.place")
        with pytest.raises(ExecutionUnknownError):
            await trader.call(api.new_order, **ORDER, **price())
    faults.rate_limit(method="WS")
    with pytest.raises(RateLimitError):
        await trader.call(api.new_order, **ORDER, **price())
    faults.slow(0.01, method="WS")
    assert (await trader.call(api.new_order, **ORDER, **price())).status == "NEW"


def test_each_request_meets_one_fault() -> None:
    """The first fault told that matches method, path and predicate, as often as it was told."""
    plan = Plan()
    faults = Faults(plan, lambda work: work(), Mock(spec=Sockets))
    faults.ban(path="/a", times=2)
    faults.unknown(method="GET")
    faults.slow(1, when=lambda call: "symbol" in call.query, times=None)
    call = Call("GET", "/a")
    kinds = [fault and fault.kind for fault in (plan.take(call) for _ in range(4))]
    assert kinds == ["ban", "ban", "unknown", None]
    assert [plan.take(Call("PUT", "/b", "symbol=X")) is not None for _ in range(3)] == [True] * 3
    assert repr(faults) == "<Faults ['slow']>"
    faults.clear()
    assert faults.planned == ()
    with pytest.raises(ValueError, match="times"):
        faults.unknown(times=0)
    with pytest.raises(ValueError, match="seconds"):
        faults.slow(-1)
    with pytest.raises(ValueError, match="times"):
        faults.duplicate(0)


# Streams


async def test_dropped_connections_come_back(trader: Trader, quick: None) -> None:
    """User data reconnects after a cut, says so in line, and goes on."""
    client = trader.open()
    events = await trader.user_data(client)
    await asyncio.to_thread(trader.exchange.faults.drop_connections)
    reconnected = trader.find(events, Reconnected)
    assert "lost" in (await reconnected).reason
    order = await trader.call(client.new_order, **ORDER, **price())
    assert (await trader.find(events, OrderTradeUpdate)).order.orderId == order.orderId


async def test_an_expired_listen_key_is_replaced(trader: Trader, quick: None) -> None:
    """After listenKeyExpired the SDK gets another key, and events come again."""
    client = trader.open()
    events = await trader.user_data(client)
    await asyncio.to_thread(trader.exchange.faults.expire_listen_keys)
    await trader.find(events, ListenKeyExpired)
    await trader.find(events, Reconnected)
    order = await trader.call(client.new_order, **ORDER, **price())
    assert (await trader.find(events, OrderTradeUpdate)).order.orderId == order.orderId


async def test_events_may_come_twice(trader: Trader) -> None:
    """The next events of user data come twice, those after them once."""
    client = trader.open()
    events = await trader.user_data(client)
    trader.exchange.faults.duplicate(1)
    placed = [await trader.call(client.new_order, **ORDER, **price()) for _ in range(2)]
    seen = [(await trader.find(events, OrderTradeUpdate)).order.orderId for _ in range(3)]
    assert seen == [placed[0].orderId, placed[0].orderId, placed[1].orderId]


async def test_a_book_with_a_gap_is_taken_anew(trader: Trader, quick: None) -> None:
    """When depth updates are missing the SDK's book is out of sync, and comes back."""
    streams = trader.open("um_streams")
    book = streams.order_book("BTCUSDT")
    if trader.kind == "sync":
        await trader.call(book.until_in_sync, 10)
    else:
        await asyncio.wait_for(book.until_in_sync(), 10)
    trader.exchange.faults.skip_depth("BTCUSDT")
    async with asyncio.timeout(10):
        while not book.resyncs:
            await trader.next(book)
        while not book.in_sync:
            await trader.next(book)
    assert book.best_bid.price < book.best_ask.price


def test_silent_connections_stay_open(stepped: PaperExchange) -> None:
    """A silenced connection is open and gives nothing, not even a pong; a new one works."""
    url = f"{stepped.stream_url}/public/ws/btcusdt@bookTicker"
    with connect(url, close_timeout=0.1) as dead, connect(url) as live:
        assert dead.ping().wait(5)
        stepped.advance(1)
        assert "bookTicker" in dead.recv()
        stepped.faults.silence_connections()
        while True:
            try:
                dead.recv(timeout=0.05)
            except TimeoutError:
                break
        assert not dead.ping().wait(0.05)
        with connect(url) as fresh:
            stepped.advance(1)
            assert "bookTicker" in fresh.recv()
        with pytest.raises(TimeoutError):
            dead.recv(timeout=0.05)
        assert "bookTicker" in live.recv()


def test_streams_that_nobody_has_cannot_fail(exchange: PaperExchange) -> None:
    """A gap or a duplicate needs a stream that is open."""
    with pytest.raises(LookupError, match="SOLUSDT"):
        exchange.faults.skip_depth("SOLUSDT")
    with pytest.raises(LookupError, match="nobody has"):
        exchange.faults.duplicate(stream="solusdt@aggTrade")


# The control endpoint


def control(exchange: PaperExchange, path: str, body: object = None) -> tuple[int, Any]:
    data = None if body is None else body if isinstance(body, bytes) else json.dumps(body).encode()
    try:
        with urllib.request.urlopen(f"{exchange.rest_url}{path}", data) as answer:
            return answer.status, json.load(answer)
    except urllib.error.HTTPError as error:
        with error:
            return error.code, json.load(error)


def test_other_processes_control_it(stepped: PaperExchange) -> None:
    """State, time and faults are there over HTTP, without key and outside the limits."""
    start = stepped.now
    status, state = control(stepped, "/paper/state")
    assert status == 200
    assert state["time"] == start
    assert state["accounts"] == ["demo"]
    assert control(stepped, "/paper/advance", {"seconds": 1.5})[1]["time"] == start + 1500
    asked = {"fault": "rate_limit", "retry_after": 5, "path": "/fapi/v1/ping", "times": 2}
    assert control(stepped, "/paper/faults", asked)[1]["faults"] == ["rate_limit"]
    with stepped.um_client(retries=0) as client, pytest.raises(RateLimitError):
        client.ping()
    assert control(stepped, "/paper/faults", {"fault": "skew_clock", "ms": 5})[1]["clockSkew"] == 5
    assert control(stepped, "/paper/faults", {"fault": "drop_connections"})[0] == 200
    assert control(stepped, "/paper/faults", {"fault": "clear"})[1]["faults"] == []


@pytest.mark.parametrize(
    ("path", "body", "told"),
    [
        ("/paper/faults", {"fault": "none"}, "fault is one of"),
        ("/paper/faults", {"fault": "unknown", "times": 0}, "times is at least 1"),
        ("/paper/faults", {"fault": "unknown", "what": 0}, "what"),
        ("/paper/faults", [], "JSON object"),
        ("/paper/faults", b"{", "JSONDecodeError"),
        ("/paper/advance", {}, "seconds"),
        ("/paper/advance", {"seconds": 1}, "VirtualClock"),
    ],
)
def test_wrong_control_requests_are_told_why(exchange: PaperExchange, path: str, body: object, told: str) -> None:
    """What cannot be done is answered with 400 and the reason."""
    status, answer = control(exchange, path, body)
    assert (status, told in answer["error"]) == (400, True), answer


def test_what_is_no_control_request(exchange: PaperExchange) -> None:
    """Another path is answered with 404 and the paths there are."""
    assert control(exchange, "/paper/nothing")[0] == 404
