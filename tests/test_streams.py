"""The stream clients against a misbehaving local exchange: the same tests for asyncio and for threads."""

import asyncio
import gc
import threading
from collections.abc import AsyncIterator, Iterator
from decimal import Decimal
from typing import Any

import pytest
from stream_clients import BOOK, KINDS, Clients, exchange, on, open_files, trade
from stream_server import StreamServer

from binance_futures import (
    AsyncCMStreams,
    AsyncUMStreams,
    CMStreams,
    ParameterError,
    StreamError,
    UMStreams,
    UnknownEvent,
)
from binance_futures.models.cm import events as cm_events
from binance_futures.models.um import events
from binance_futures.models.um.user_events import AccountConfigUpdate
from binance_futures.streams import um as s
from binance_futures.streams._connection import Timing
from binance_futures.streams._engine import route_of


@pytest.fixture
def server() -> Iterator[StreamServer]:
    with exchange() as running:
        yield running


@pytest.fixture(params=KINDS)
async def clients(request: pytest.FixtureRequest, server: StreamServer) -> AsyncIterator[Clients]:
    opened = Clients(request.param, server)
    yield opened
    await opened.stop()


# What arrives


async def test_events_arrive_typed(clients: Clients, server: StreamServer) -> None:
    """A stream's method subscribes on its route and gives typed events with exact numbers."""
    subscription = clients.open().agg_trade("BTCUSDT")
    await on(server, "wait_subscribed", "btcusdt@aggTrade")
    await on(server, "push", "btcusdt@aggTrade", trade(7))
    event = await clients.next(subscription)
    assert type(event) is events.AggTrade
    assert (event.aggregateTradeId, event.price) == (7, Decimal("87654.30"))
    assert server.paths == ["/market/stream"]


async def test_streams_of_several_routes_come_in_one_iterator(clients: Clients, server: StreamServer) -> None:
    """subscribe() merges streams, each on the connection of its route."""
    subscription = clients.open().subscribe(s.agg_trade("BTCUSDT"), s.book_ticker("BTCUSDT"))
    await on(server, "wait_subscribed", "btcusdt@aggTrade", "btcusdt@bookTicker", connections=2)
    await on(server, "push", "btcusdt@aggTrade", trade())
    assert type(await clients.next(subscription)) is events.AggTrade
    await on(server, "push", "btcusdt@bookTicker", BOOK)
    assert type(await clients.next(subscription)) is events.BookTicker
    assert sorted(server.paths) == ["/market/stream", "/public/stream"]


async def test_coin_m_has_no_routes(clients: Clients, server: StreamServer) -> None:
    """COIN-M streams share one path."""
    client = clients.open("cm")
    subscription = client.agg_trade("BTCUSD_PERP")
    client.book_ticker("BTCUSD_PERP")
    await on(server, "wait_subscribed", "btcusd_perp@aggTrade", "btcusd_perp@bookTicker")
    await on(server, "push", "btcusd_perp@aggTrade", trade() | {"s": "BTCUSD_PERP"})
    assert type(await clients.next(subscription)) is cm_events.AggTrade
    assert server.paths == ["/stream"]


async def test_a_raw_name_is_a_stream(clients: Clients, server: StreamServer) -> None:
    """Streams can be subscribed to and unsubscribed from by their names on the wire."""
    client = clients.open()
    subscription = client.subscribe(["btcusdt@aggTrade", "btcusdt@depth@100ms"])
    await on(server, "wait_subscribed", "btcusdt@aggTrade", "btcusdt@depth@100ms", connections=2)
    await on(server, "push", "btcusdt@aggTrade", trade())
    assert type(await clients.next(subscription)) is events.AggTrade
    await clients.call(client.unsubscribe, "btcusdt@depth@100ms")
    await on(server, "wait_subscribed", "btcusdt@aggTrade", connections=2)
    assert await clients.call(client.list_subscribe) == ("btcusdt@aggTrade",)


async def test_an_iterator_ends_with_its_last_stream(clients: Clients, server: StreamServer) -> None:
    """Streams that are unsubscribed from by name leave an iterator, and the last of them ends it."""
    client = clients.open()
    subscription = client.subscribe(["btcusdt@aggTrade", "btcusdt@kline_1m"])
    await on(server, "wait_subscribed", "btcusdt@aggTrade", "btcusdt@kline_1m")
    await clients.call(client.unsubscribe, "btcusdt@kline_1m")
    await on(server, "wait_subscribed", "btcusdt@aggTrade")
    await on(server, "push", "btcusdt@aggTrade", trade())
    assert type(await clients.next(subscription)) is events.AggTrade
    await clients.call(client.unsubscribe, "btcusdt@aggTrade")
    with pytest.raises(StopAsyncIteration):
        await clients.next(subscription)


async def test_two_subscriptions_share_a_stream(clients: Clients, server: StreamServer) -> None:
    """A stream two subscriptions want is asked for once, and goes when the last of them closes."""
    client = clients.open()
    first, second = client.agg_trade("BTCUSDT"), client.agg_trade("BTCUSDT")
    await on(server, "wait_subscribed", "btcusdt@aggTrade")
    await on(server, "push", "btcusdt@aggTrade", trade())
    assert (await clients.next(first)) is (await clients.next(second))  # read once
    await clients.call(first.close)
    await on(server, "push", "btcusdt@aggTrade", trade(2))
    assert (await clients.next(second)).aggregateTradeId == 2
    await clients.call(second.close)
    await on(server, "wait_subscribed")


async def test_user_data_of_a_key_of_ones_own(clients: Clients, server: StreamServer) -> None:
    """The stream of a listen key gives typed user events on the private route; a refusal does not show the key."""
    key = "k" * 64
    subscription = clients.open().user_data(key)
    await on(server, "wait_subscribed", key)
    event = {"e": "ACCOUNT_CONFIG_UPDATE", "E": 1788200000003, "T": 1788200000000, "ac": {"s": "BTCUSDT", "l": 20}}
    await on(server, "push", key, event)
    assert type(await clients.next(subscription)) is AccountConfigUpdate
    assert server.paths == ["/private/stream"]
    server.refuse_names = {"x" * 64}
    with pytest.raises(StreamError, match=r"^\[hidden\]: refused"):
        await clients.next(clients.opened[0].user_data("x" * 64))


async def test_an_unknown_event_is_kept(clients: Clients, server: StreamServer) -> None:
    """A message that does not fit its stream arrives as UnknownEvent with its data; the stream goes on."""
    subscription = clients.open().agg_trade("BTCUSDT")
    await on(server, "wait_subscribed", "btcusdt@aggTrade")
    await on(server, "push", "btcusdt@aggTrade", {"e": "ofTomorrow", "x": 1})
    await on(server, "push", "btcusdt@aggTrade", trade())
    unknown = await clients.next(subscription)
    assert (type(unknown), unknown.eventType, unknown.data) == (UnknownEvent, "ofTomorrow", {"e": "ofTomorrow", "x": 1})
    assert type(await clients.next(subscription)) is events.AggTrade


async def test_nonsense_between_messages_is_passed_over(clients: Clients, server: StreamServer) -> None:
    """Text that is not JSON, an answer to nobody and a shutdown notice do not end the stream."""
    subscription = clients.open().agg_trade("BTCUSDT")
    await on(server, "wait_subscribed", "btcusdt@aggTrade")
    for text in ("not json", '{"result":null,"id":99}', '{"event":{"e":"serverShutdown","E":1}}', "[1]"):
        await on(server, "send_raw", text)
    await on(server, "push", "btcusdt@aggTrade", trade())
    assert type(await clients.next(subscription)) is events.AggTrade


async def test_a_refused_subscription_raises(clients: Clients, server: StreamServer) -> None:
    """A stream the exchange refuses ends its iterator with StreamError naming it; others go on."""
    server.refuse_names = {"nonsense"}
    client = clients.open()
    good = client.agg_trade("BTCUSDT")
    bad = client.subscribe("nonsense")
    with pytest.raises(StreamError, match="nonsense: refused"):
        await clients.next(bad)
    await on(server, "wait_subscribed", "btcusdt@aggTrade")
    await on(server, "push", "btcusdt@aggTrade", trade())
    assert type(await clients.next(good)) is events.AggTrade


# Staying alive


@pytest.mark.parametrize("fault", ["drop", "close"])
async def test_a_lost_connection_is_made_again(clients: Clients, server: StreamServer, fault: str) -> None:
    """After a reset or an orderly close the client reconnects, subscribes again and tells of the gap."""
    subscription = clients.open().agg_trade("BTCUSDT")
    for number in (1, 2, 3):
        await on(server, "wait_subscribed", "btcusdt@aggTrade")
        await on(server, "push", "btcusdt@aggTrade", trade(number))
        assert (await clients.next(subscription)).aggregateTradeId == number
        await on(server, fault)
        await on(server, "wait", lambda seen=number: len(server.paths) == seen + 1)
    assert len(subscription.gaps) >= 2
    assert all(gap.since <= gap.until for gap in subscription.gaps)


async def test_a_refused_handshake_is_tried_again(clients: Clients, server: StreamServer) -> None:
    """A 429 at the handshake is told to on_error, and tried again until it succeeds."""
    failures: list[Exception] = []
    seen = threading.Event()

    def on_error(_: Any, error: Exception) -> None:
        failures.append(error)
        seen.set()

    server.refuse_handshake = (429, {"Retry-After": "0"})
    subscription = clients.open(on_error=on_error).agg_trade("BTCUSDT")
    assert await asyncio.to_thread(seen.wait, 10)
    server.refuse_handshake = None
    await on(server, "wait_subscribed", "btcusdt@aggTrade")
    await on(server, "push", "btcusdt@aggTrade", trade())
    assert type(await clients.next(subscription)) is events.AggTrade
    assert "429" in str(failures[0])


async def test_a_connection_that_answers_nothing_is_replaced(clients: Clients, server: StreamServer) -> None:
    """When a subscription is not acknowledged the connection is left for another."""
    server.answers = False
    subscription = clients.open(timing=Timing(0.01, 0.05, patience=0.1, tick=0.05)).agg_trade("BTCUSDT")
    await on(server, "wait", lambda: len(server.paths) >= 2)
    server.answers = True
    await on(server, "wait_subscribed", "btcusdt@aggTrade")
    await on(server, "push", "btcusdt@aggTrade", trade())
    assert type(await clients.next(subscription)) is events.AggTrade


async def test_a_subscription_without_data_is_tried_on_another_connection(
    clients: Clients, server: StreamServer
) -> None:
    """Acknowledged, but no data: after a while the connection is replaced."""
    subscription = clients.open(timing=Timing(0.01, 0.05, no_data=0.2, tick=0.05)).agg_trade("BTCUSDT")
    await on(server, "wait", lambda: len(server.paths) >= 2)
    await on(server, "wait_subscribed", "btcusdt@aggTrade")
    await on(server, "push", "btcusdt@aggTrade", trade())
    assert type(await clients.next(subscription)) is events.AggTrade


async def test_an_old_connection_hands_over_without_loss(clients: Clients, server: StreamServer) -> None:
    """Before its life ends a connection is followed by a new one; every event comes once, in order, without a gap."""
    timing = Timing(0.01, 0.05, lifetime=0.3, overlap=0.2, tick=0.05)
    subscription = clients.open(timing=timing).agg_trade("BTCUSDT")
    await on(server, "wait_subscribed", "btcusdt@aggTrade")
    number, got = 0, list[int]()
    while len(server.paths) < 3:
        number += 1
        await on(server, "push", "btcusdt@aggTrade", trade(number))
        got.append((await clients.next(subscription)).aggregateTradeId)
    assert got == [*range(1, number + 1)]
    assert not subscription.gaps


async def test_an_announced_shutdown_is_forestalled(clients: Clients, server: StreamServer) -> None:
    """When the exchange says that it will close the connection, another takes over before it does, without a gap."""
    subscription = clients.open(timing=Timing(0.01, 0.05, overlap=0.05, tick=0.05)).agg_trade("BTCUSDT")
    await on(server, "wait_subscribed", "btcusdt@aggTrade")
    await on(server, "send_raw", '{"event":{"e":"serverShutdown","E":1770123456789}}')
    number, got = 0, list[int]()
    while len(server.paths) < 2 or len(server.subscribed) > 1:
        number += 1
        await on(server, "push", "btcusdt@aggTrade", trade(number))
        got.append((await clients.next(subscription)).aggregateTradeId)
    assert got == [*range(1, number + 1)]
    assert not subscription.gaps


async def test_a_failed_change_over_is_tried_again_soon(clients: Clients, server: StreamServer) -> None:
    """When no successor comes about the old connection goes on, and the change is tried again long before it is due."""
    timing = Timing(0.01, 0.05, lifetime=0.2, overlap=0.05, tick=0.02)
    subscription = clients.open(timing=timing).agg_trade("BTCUSDT")
    await on(server, "wait_subscribed", "btcusdt@aggTrade")
    server.refuse_handshake = (503, {})
    await on(server, "wait", lambda: len(server.paths) >= 3)
    await on(server, "push", "btcusdt@aggTrade", trade(1))
    assert (await clients.next(subscription)).aggregateTradeId == 1
    server.refuse_handshake = None
    tries = len(server.paths)
    await on(server, "wait", lambda: len(server.paths) > tries)
    await on(server, "wait_subscribed", "btcusdt@aggTrade")
    assert not subscription.gaps


async def test_what_changes_during_the_change_over_holds_afterwards(clients: Clients, server: StreamServer) -> None:
    """Streams that come and go while a new connection takes over are right on the new one."""
    client = clients.open(timing=Timing(0.01, 0.05, lifetime=0.2, overlap=0.3, tick=0.05))
    gone = client.agg_trade("BTCUSDT")
    await on(server, "wait", lambda: len(server.paths) == 2)
    client.agg_trade("ETHUSDT")
    await clients.call(gone.close)
    await on(server, "wait", lambda: server.subscribed == [["ethusdt@aggTrade"]])


async def test_a_question_whose_connection_is_lost_raises(clients: Clients, server: StreamServer) -> None:
    """list_subscribe() raises when the connection goes before its answer, instead of waiting for ever."""
    client = clients.open()
    client.agg_trade("BTCUSDT")
    await on(server, "wait_subscribed", "btcusdt@aggTrade")
    server.answers = False
    question = asyncio.create_task(clients.call(client.list_subscribe))
    await on(server, "wait", lambda: server.frames[-1]["method"] == "LIST_SUBSCRIPTIONS")
    await on(server, "drop")
    with pytest.raises(StreamError, match="lost before it answered"):
        await question


async def test_many_names_are_sent_in_few_frames(clients: Clients, server: StreamServer) -> None:
    """Hundreds of streams are subscribed to within the ten messages a second that the exchange takes."""
    names = [f"coin{number}usdt@aggTrade" for number in range(300)]
    clients.open().subscribe(names)
    await on(server, "wait_subscribed", *names)
    assert len(server.frames) <= 8


# A slow consumer


async def test_the_oldest_events_are_dropped_and_counted(clients: Clients, server: StreamServer) -> None:
    """With drop_oldest a full queue loses its oldest events and counts them."""
    client = clients.open()
    slow = client.subscribe(s.agg_trade("BTCUSDT"), policy="drop_oldest", size=3)
    other = client.agg_trade("BTCUSDT")
    await on(server, "wait_subscribed", "btcusdt@aggTrade")
    for number in range(1, 11):
        await on(server, "push", "btcusdt@aggTrade", trade(number))
        await clients.next(other)
    assert (slow.dropped, len(slow)) == (7, 3)
    assert [(await clients.next(slow)).aggregateTradeId for _ in range(3)] == [8, 9, 10]


async def test_only_the_latest_event_of_each_stream_is_kept(clients: Clients, server: StreamServer) -> None:
    """With latest a slow consumer gets the newest event of each stream."""
    client = clients.open()
    slow = client.subscribe(s.agg_trade("BTCUSDT"), s.agg_trade("ETHUSDT"), policy="latest")
    other = client.subscribe(s.agg_trade("BTCUSDT"), s.agg_trade("ETHUSDT"))
    await on(server, "wait_subscribed", "btcusdt@aggTrade", "ethusdt@aggTrade")
    for number in (1, 2, 3):
        for name in ("btcusdt@aggTrade", "ethusdt@aggTrade"):
            await on(server, "push", name, trade(number))
            await clients.next(other)
    assert [(await clients.next(slow)).aggregateTradeId for _ in range(2)] == [3, 3]
    assert slow.dropped == 4


async def test_a_full_queue_can_end_the_subscription(clients: Clients, server: StreamServer) -> None:
    """With raise a consumer that is too slow gets what waited, then StreamError."""
    client = clients.open()
    slow = client.subscribe(s.agg_trade("BTCUSDT"), policy="raise", size=2)
    other = client.agg_trade("BTCUSDT")
    await on(server, "wait_subscribed", "btcusdt@aggTrade")
    for number in (1, 2, 3):
        await on(server, "push", "btcusdt@aggTrade", trade(number))
        await clients.next(other)
    assert [(await clients.next(slow)).aggregateTradeId for _ in range(2)] == [1, 2]
    with pytest.raises(StreamError, match="too slow"):
        await clients.next(slow)


async def test_a_blocking_subscription_loses_nothing_and_stalls_nobody(clients: Clients, server: StreamServer) -> None:
    """With block reading stops on a connection of its own until the consumer has caught up; others go on."""
    client = clients.open()
    slow = client.subscribe(s.agg_trade("BTCUSDT"), policy="block", size=4)
    other = client.agg_trade("BTCUSDT")
    await on(server, "wait_subscribed", "btcusdt@aggTrade", "btcusdt@aggTrade", connections=2)
    for number in range(1, 201):
        await on(server, "push", "btcusdt@aggTrade", trade(number))
        assert (await clients.next(other)).aggregateTradeId == number
    got = [(await clients.next(slow)).aggregateTradeId for _ in range(200)]
    assert (got, slow.dropped) == ([*range(1, 201)], 0)


@pytest.mark.parametrize(("options", "parameter"), [({"policy": "lose"}, "policy"), ({"size": 0}, "size")])
async def test_a_bad_policy_is_refused(clients: Clients, options: dict[str, Any], parameter: str) -> None:
    """A policy or a size that is none is a ParameterError."""
    with pytest.raises(ParameterError, match=parameter):
        clients.open().subscribe("x@aggTrade", **options)


# Callbacks, as in the old connector


async def test_messages_and_states_come_to_the_callbacks(clients: Clients, server: StreamServer) -> None:
    """on_open, on_message with the answer under the given id and the raw data, and on_close are called."""
    told: list[tuple[str, Any]] = []
    lock = threading.Condition()

    def tell(kind: str) -> Any:
        def callback(_: Any, *what: Any) -> None:
            with lock:
                told.append((kind, *what))
                lock.notify_all()

        return callback

    def seen(kind: str, count: int = 1) -> bool:
        with lock:
            return lock.wait_for(lambda: [each[0] for each in told].count(kind) >= count, 10)

    names = ("on_open", "on_message", "on_close", "on_ping", "on_pong")
    client = clients.open(**{name: tell(name) for name in names})
    subscription = client.agg_trade(symbol="BNBUSDT", id="my_request_id")
    await on(server, "wait_subscribed", "bnbusdt@aggTrade")
    await on(server, "push", "bnbusdt@aggTrade", trade())
    assert await asyncio.to_thread(seen, "on_message", 2)
    await clients.call(client.ping)
    assert await asyncio.to_thread(seen, "on_pong")
    await on(server, "drop")
    assert await asyncio.to_thread(seen, "on_close")
    messages = [each[1] for each in told if each[0] == "on_message"]
    assert messages[0] == '{"result":null,"id":"my_request_id"}'
    assert messages[1].startswith('{"e":"aggTrade"')
    assert told[0] == ("on_open",)
    with pytest.raises(StreamError, match="on_message"):
        await clients.next(subscription)


async def test_combined_messages_keep_their_envelope(clients: Clients, server: StreamServer) -> None:
    """With is_combined on_message gets the stream's name with the data; action UNSUBSCRIBE ends a stream."""
    messages: list[str] = []
    arrived = threading.Event()

    def on_message(_: Any, text: str) -> None:
        if text.startswith('{"stream"'):
            messages.append(text)
            arrived.set()

    client = clients.open(on_message=on_message, is_combined=True)
    client.agg_trade(symbol="btcusdt")
    await on(server, "wait_subscribed", "btcusdt@aggTrade")
    await on(server, "push", "btcusdt@aggTrade", trade())
    assert await asyncio.to_thread(arrived.wait, 10)
    assert messages[0].startswith('{"stream":"btcusdt@aggTrade","data":{"e":"aggTrade"')
    client.agg_trade(symbol="btcusdt", action="UNSUBSCRIBE")
    await on(server, "wait_subscribed")


async def test_a_callback_that_raises_is_told_to_on_error(
    clients: Clients, server: StreamServer, caplog: pytest.LogCaptureFixture
) -> None:
    """What on_message raises is logged and given to on_error; the stream goes on."""
    errors: list[Exception] = []
    twice = threading.Semaphore(0)

    def on_message(_: Any, text: str) -> None:
        if "aggTrade" in text:
            raise LookupError(text)

    def on_error(_: Any, error: Exception) -> None:
        errors.append(error)
        twice.release()
        raise ValueError("also this one")

    client = clients.open(on_message=on_message, on_error=on_error)
    client.agg_trade("BTCUSDT")
    await on(server, "wait_subscribed", "btcusdt@aggTrade")
    for number in (1, 2):
        await on(server, "push", "btcusdt@aggTrade", trade(number))
        assert await asyncio.to_thread(twice.acquire, timeout=10)
    assert [type(error) for error in errors] == [LookupError, LookupError]
    assert "a stream callback failed" in caplog.text


# The end


async def test_stopping_ends_iterators_threads_tasks_and_sockets(clients: Clients, server: StreamServer) -> None:
    """stop() ends every iterator and leaves no thread, task or file descriptor behind; it may be called twice."""
    gc.collect()
    descriptors = open_files()
    client = clients.open()
    subscription = client.subscribe(s.agg_trade("BTCUSDT"), s.book_ticker("BTCUSDT"))
    await on(server, "wait_subscribed", "btcusdt@aggTrade", "btcusdt@bookTicker", connections=2)
    await clients.call(client.stop)
    await clients.call(client.stop)
    with pytest.raises(StopAsyncIteration):
        await clients.next(subscription)
    with pytest.raises(StreamError):
        client.agg_trade("BTCUSDT")
    await on(server, "wait", lambda: not server.subscribed)
    mine = [task.get_name() for task in asyncio.all_tasks() if "binance_futures" in task.get_name()]
    assert mine == []
    assert not [thread for thread in threading.enumerate() if "binance_futures" in thread.name]
    assert open_files() <= descriptors


async def test_leaving_the_context_stops(server: StreamServer) -> None:
    """`async with` and `with` stop the client."""
    async with AsyncUMStreams(stream_url=server.url) as client, client.agg_trade("BTCUSDT") as trades:
        await on(server, "wait_subscribed", "btcusdt@aggTrade")
    assert trades.ended

    def blocking() -> Any:
        with UMStreams(server.url) as other, other.agg_trade("BTCUSDT") as subscription:
            server.wait_subscribed("btcusdt@aggTrade")
        return subscription

    assert (await asyncio.to_thread(blocking)).ended


async def test_two_tasks_cannot_read_one_subscription(server: StreamServer) -> None:
    """A second reader of a subscription is refused instead of taking every other event."""
    async with AsyncUMStreams(stream_url=server.url) as client:
        trades = client.agg_trade("BTCUSDT")
        first = asyncio.create_task(anext(trades))
        await on(server, "wait_subscribed", "btcusdt@aggTrade")
        with pytest.raises(StreamError, match="two tasks"):
            await anext(trades)
        first.cancel()
        with pytest.raises(asyncio.CancelledError):
            await first
        await on(server, "push", "btcusdt@aggTrade", trade())
        assert (await anext(trades)).aggregateTradeId == 1


# Without a connection


@pytest.mark.parametrize(
    ("name", "route"),
    [
        ("btcusdt@bookTicker", "public"),
        ("!bookTicker", "public"),
        ("btcusdt@depth20@100ms", "public"),
        ("btcusdt@rpiDepth@500ms", "public"),
        ("btcusdt@aggTrade", "market"),
        ("!forceOrder@arr", "market"),
        ("a" * 64, "private"),
    ],
)
def test_a_name_tells_its_route(name: str, route: str) -> None:
    """The route of a stream asked for by name follows from the name."""
    assert route_of(name) == route


@pytest.mark.parametrize(
    ("client", "raw", "kind"),
    [
        (UMStreams, '{"e":"bookTicker","u":1,"E":1,"T":1,"s":"A","b":"1","B":"1","a":"1","A":"1"}', events.BookTicker),
        (AsyncUMStreams, b'{"stream":"x","data":{"e":"listenKeyExpired","E":1}}', None),
        (UMStreams, '{"e":"nothing"}', UnknownEvent),
        (CMStreams, "no json", UnknownEvent),
        (AsyncCMStreams, "[]", UnknownEvent),
    ],
)
def test_decode_reads_one_message(client: Any, raw: Any, kind: Any) -> None:
    """decode() turns a raw or combined message into its event without any connection."""
    decoded = client.decode(raw)
    assert type(decoded) is kind if kind is not None else type(decoded).__name__ == "ListenKeyExpired"


def test_decode_reads_an_array_as_a_list() -> None:
    """An array stream's message decodes to a list of events, also when it is wrapped with other blanks."""
    row = '{"e":"24hrMiniTicker","E":1,"s":"A","c":"1","o":"1","h":"1","l":"1","v":"1","q":"1"}'
    for raw in (f"[{row},{row}]", f'{{ "data": [{row}, {row}], "stream": "!miniTicker@arr" }}'):
        assert [type(event) for event in UMStreams.decode(raw)] == [events.MiniTicker] * 2


@pytest.mark.parametrize("url", ["https://x", "fstream.binance.com", "ws://"])
def test_a_bad_stream_url_is_refused(url: str) -> None:
    """A stream_url that is none is a ParameterError."""
    for client in (AsyncUMStreams, UMStreams):
        with pytest.raises(ParameterError, match="stream_url"):
            client(stream_url=url)
