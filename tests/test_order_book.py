"""Order books on the stream clients, against a local exchange: the same tests for asyncio and for threads."""

import asyncio
import threading
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from loopback import Loopback, Reply, loopback
from stream_clients import KINDS, QUICK, Clients, exchange, on
from stream_server import StreamServer

from binance_futures import AsyncUMStreams, ClientError, ParameterError, StreamError, UMStreams
from binance_futures.models.um.events import AggTrade

NAME = "btcusdt@depth@100ms"
NOW = 1_767_225_600_000


@pytest.fixture
def server() -> Iterator[StreamServer]:
    with exchange() as running:
        yield running


@pytest.fixture
def rest() -> Iterator[Loopback]:
    with loopback() as running:
        yield running


@pytest.fixture(params=KINDS)
async def clients(request: pytest.FixtureRequest, server: StreamServer) -> AsyncIterator[Clients]:
    opened = Clients(request.param, server)
    yield opened
    await opened.stop()


def update(U: int, u: int, pu: int, bids: Any = (), asks: Any = (), symbol: str = "BTCUSDT") -> dict[str, Any]:
    ids = {"E": NOW + u, "T": NOW, "s": symbol, "U": U, "u": u, "pu": pu}
    return {"e": "depthUpdate", **ids, "b": [*bids], "a": [*asks]}


def snapshot(last: int, **more: Any) -> Reply:
    levels = {"bids": [["99.0", "1"], ["98.0", "2"]], "asks": [["101.0", "3"], ["102.0", "4"]]}
    return Reply({"lastUpdateId": last, "E": NOW, "T": NOW, **levels, **more})


async def until(clients: Clients, book: Any, *, in_sync: bool) -> None:
    """Takes the changes of a book until it is in that state."""
    while book.in_sync != in_sync:
        assert await clients.next(book) is book


async def synced(clients: Clients, server: StreamServer, rest: Loopback, **options: Any) -> Any:
    """A book in sync at update 10."""
    rest.script(snapshot(5))
    book = clients.open(base_url=rest.url, **options).order_book("btcusdt")
    await on(server, "wait_subscribed", NAME)
    await on(server, "push", NAME, update(1, 10, 0, bids=[["99.5", "7"]], asks=[["101.0", "0"]]))
    await clients.call(book.until_in_sync)
    return book


def shown(levels: Any) -> list[tuple[str, str]]:
    return [(str(level.price), str(level.quantity)) for level in levels]


async def test_a_book_comes_in_sync(clients: Clients, server: StreamServer, rest: Loopback) -> None:
    """Snapshot and changes together give the exchange's book, best prices first, with exact numbers."""
    book = await synced(clients, server, rest)
    assert (book.symbol, book.names, book.last_update_id, book.event_time) == ("BTCUSDT", (NAME,), 10, NOW + 10)
    assert shown(book.bids()) == [("99.5", "7"), ("99.0", "1"), ("98.0", "2")]
    assert shown(book.asks(1)) == [("102.0", "4")]
    assert (book.best_bid.price, book.best_ask.price) == (Decimal("99.5"), Decimal(102))
    assert book.top() == (book.best_bid, book.best_ask)
    assert [(request.method, request.target) for request in rest.received] == [
        ("GET", "/fapi/v1/depth?symbol=BTCUSDT&limit=1000")
    ]
    assert server.paths == ["/public/stream"]
    assert repr(book).endswith("BTCUSDT in sync>")


async def test_coin_m_books_take_their_own_snapshots(clients: Clients, server: StreamServer, rest: Loopback) -> None:
    """A COIN-M book asks /dapi."""
    rest.script(snapshot(5, symbol="BTCUSD_PERP", pair="BTCUSD"))
    book = clients.open("cm", base_url=rest.url).order_book("BTCUSD_PERP", 500)
    await on(server, "wait_subscribed", "btcusd_perp@depth@500ms")
    event = update(1, 10, 0, symbol="BTCUSD_PERP") | {"ps": "BTCUSD"}
    await on(server, "push", "btcusd_perp@depth@500ms", event)
    await clients.call(book.until_in_sync)
    assert [request.target for request in rest.received] == ["/dapi/v1/depth?symbol=BTCUSD_PERP&limit=1000"]


async def test_a_book_gives_itself_when_it_changed(clients: Clients, server: StreamServer, rest: Loopback) -> None:
    """Iterating waits for the next change, and takes several at once when they come faster."""
    book = await synced(clients, server, rest)
    await clients.next(book)
    await on(server, "push", NAME, update(11, 11, 10, bids=[["99.6", "1"]]))
    await clients.next(book)
    assert book.best_bid.price == Decimal("99.6")
    for number in (12, 13):
        await on(server, "push", NAME, update(number, number, number - 1, bids=[["99.7", str(number)]]))
    while book.last_update_id != 13:
        await clients.next(book)
    assert shown(book.bids(1)) == [("99.7", "13")]


async def test_a_gap_empties_the_book_until_it_is_in_sync_again(
    clients: Clients, server: StreamServer, rest: Loopback
) -> None:
    """When an update is missing the book is empty at once, says so, and comes back by itself."""
    book = await synced(clients, server, rest)
    rest.script(Reply(then="hang"))
    await on(server, "push", NAME, update(21, 22, 20))
    await until(clients, book, in_sync=False)
    assert (book.best_bid, book.best_ask, book.bids(), book.asks(), book.last_update_id) == (None, None, [], [], None)
    assert (book.event_time, book.resyncs) == (None, 1)
    assert repr(book).endswith("BTCUSDT not in sync>")


async def test_a_gap_is_mended(clients: Clients, server: StreamServer, rest: Loopback) -> None:
    """After a gap a new snapshot is fetched and joined."""
    book = await synced(clients, server, rest)
    rest.script(snapshot(21))
    await on(server, "push", NAME, update(21, 22, 20, bids=[["100.0", "9"]]))
    while book.last_update_id != 22:
        await clients.next(book)
    assert (book.in_sync, book.resyncs, shown(book.bids(1))) == (True, 1, [("100.0", "9")])


async def test_a_lost_connection_empties_the_book(clients: Clients, server: StreamServer, rest: Loopback) -> None:
    """While there is no connection the book is not in sync, for nobody knows the exchange's."""
    book = await synced(clients, server, rest)
    rest.script(snapshot(31))
    server.refuse_handshake = (503, {})
    await on(server, "drop")
    await until(clients, book, in_sync=False)
    assert book.bids() == []
    await on(server, "wait_subscribed", connections=0)
    server.refuse_handshake = None
    await on(server, "wait_subscribed", NAME)
    await on(server, "push", NAME, update(30, 32, 29))
    await until(clients, book, in_sync=True)
    assert (book.last_update_id, book.resyncs, len(book.gaps)) == (32, 1, 1)


@pytest.mark.parametrize(
    "first",
    [
        Reply({"code": -1000, "msg": "unknown"}, 500),
        Reply({"code": -1003, "msg": "too many"}, 429, {"Retry-After": "0"}),
        Reply(then="reset"),
        Reply({"not": "a book"}),
        snapshot(0),
    ],
    ids=["server error", "rate limit", "reset", "nonsense", "too old"],
)
async def test_a_snapshot_that_fails_is_asked_for_again(
    clients: Clients, server: StreamServer, rest: Loopback, first: Reply
) -> None:
    """What may get better is tried again: failures, limits, and snapshots older than the changes."""
    rest.script(first, snapshot(5))
    book = clients.open(base_url=rest.url).order_book("BTCUSDT")
    await on(server, "wait_subscribed", NAME)
    await on(server, "push", NAME, update(5, 10, 4))
    await clients.call(book.until_in_sync)
    assert len(rest.received) == 2


async def test_a_symbol_that_there_is_not_ends_the_book(clients: Clients, server: StreamServer, rest: Loopback) -> None:
    """What the exchange refuses for good is raised, by the iterator and by until_in_sync."""
    rest.script(Reply({"code": -1121, "msg": "Invalid symbol."}, 400))
    book = clients.open(base_url=rest.url).order_book("BTCUSDT")
    await on(server, "wait_subscribed", NAME)
    await on(server, "push", NAME, update(1, 10, 0))
    for call in (book.until_in_sync, None):
        with pytest.raises(ClientError, match="Invalid symbol"):
            await (clients.call(call) if call else clients.next(book))
    assert repr(book).endswith("BTCUSDT ended>")


async def test_a_refused_stream_ends_the_book(clients: Clients, server: StreamServer, rest: Loopback) -> None:
    """A stream that the exchange refuses is an error of the book."""
    server.refuse_names = {NAME}
    book = clients.open(base_url=rest.url).order_book("BTCUSDT")
    with pytest.raises(StreamError, match="refused"):
        await clients.next(book)


async def test_an_event_that_cannot_be_read_is_a_gap(clients: Clients, server: StreamServer, rest: Loopback) -> None:
    """An event of another shape is passed over: the one after it shows the gap, which is mended."""
    book = await synced(clients, server, rest)
    rest.script(snapshot(12))
    await on(server, "push", NAME, {"e": "depthUpdate", "u": "?"})
    await on(server, "push", NAME, update(12, 13, 11))
    while book.last_update_id != 13:
        await clients.next(book)
    assert book.resyncs == 1


async def test_a_book_of_which_nothing_comes_finds_out_why(
    clients: Clients, server: StreamServer, rest: Loopback
) -> None:
    """The exchange takes a subscription to any name: the snapshot tells that there is no such symbol."""
    rest.script(Reply({"code": -1121, "msg": "Invalid symbol."}, 400))
    book = clients.open(timing=replace(QUICK, patience=0.2), base_url=rest.url).order_book("NOSUCH")
    with pytest.raises(ClientError, match="Invalid symbol"):
        await clients.call(book.until_in_sync)


async def test_a_quiet_book_waits_with_its_snapshot(clients: Clients, server: StreamServer, rest: Loopback) -> None:
    """A snapshot that was fetched before anything came fits the first event."""
    rest.script(snapshot(5))
    book = clients.open(timing=replace(QUICK, patience=0.2), base_url=rest.url).order_book("BTCUSDT")
    await on(server, "wait_subscribed", NAME)
    await asyncio.to_thread(rest.arrived.wait, 10)
    await on(server, "push", NAME, update(1, 10, 0))
    await clients.call(book.until_in_sync)
    assert len(rest.received) == 1


async def test_closing_a_book_unsubscribes(clients: Clients, server: StreamServer, rest: Loopback) -> None:
    """close(), or leaving its context, ends iterators and the stream, and fetches no more."""
    rest.script(Reply(then="hang"))
    book = clients.open(base_url=rest.url).order_book("BTCUSDT")
    await on(server, "wait_subscribed", NAME)
    await on(server, "push", NAME, update(1, 10, 0))
    await asyncio.to_thread(rest.arrived.wait, 10)
    if clients.kind == "threads":
        with book:
            pass
    else:
        async with book:
            pass
    await on(server, "wait_subscribed")
    with pytest.raises(StopAsyncIteration):
        await clients.next(book)
    with pytest.raises(StreamError, match="was closed"):
        await clients.call(book.until_in_sync)


async def test_a_book_whose_stream_is_unsubscribed_by_name_ends(
    clients: Clients, server: StreamServer, rest: Loopback
) -> None:
    """Without its stream a book would grow stale: it is empty, and its iterator ends."""
    book = await synced(clients, server, rest)
    await clients.next(book)
    await clients.call(clients.opened[0].unsubscribe, NAME)
    with pytest.raises(StopAsyncIteration):
        await clients.next(book)
    assert not book.in_sync
    assert book.bids() == []


async def test_stopping_ends_books_within_a_second(clients: Clients, server: StreamServer, rest: Loopback) -> None:
    """stop() ends the books of a client, also while a snapshot is on its way; nothing is left."""
    rest.script(Reply(then="hang"))
    client = clients.open(base_url=rest.url)
    book = client.order_book("BTCUSDT")
    await on(server, "wait_subscribed", NAME)
    await on(server, "push", NAME, update(1, 10, 0))
    await asyncio.to_thread(rest.arrived.wait, 10)
    started = asyncio.get_running_loop().time()
    await clients.call(client.stop)
    assert asyncio.get_running_loop().time() - started < 1
    assert book.ended
    assert [task for task in asyncio.all_tasks() if "order book" in task.get_name()] == []
    assert [thread for thread in threading.enumerate() if "binance_futures" in thread.name] == []
    with pytest.raises(StopAsyncIteration):
        await clients.next(book)


async def test_a_book_and_other_streams_share_a_client(clients: Clients, server: StreamServer, rest: Loopback) -> None:
    """A book does not disturb the streams beside it."""
    book = await synced(clients, server, rest)
    trades = clients.opened[0].agg_trade("BTCUSDT")
    await on(server, "wait_subscribed", NAME, "btcusdt@aggTrade", connections=2)
    head = {"e": "aggTrade", "E": NOW, "s": "BTCUSDT", "a": 1, "p": "87654.30", "q": "0.002"}
    await on(server, "push", "btcusdt@aggTrade", head | {"nq": "0.002", "f": 1, "l": 2, "T": NOW, "m": True})
    assert type(await clients.next(trades)) is AggTrade
    assert book.in_sync


def test_a_thread_may_wait_for_a_while(server: StreamServer, rest: Loopback) -> None:
    """until_in_sync of the thread client gives up after its timeout."""
    with UMStreams(stream_url=server.url, base_url=rest.url) as client:
        book = client.order_book("BTCUSDT")
        with pytest.raises(TimeoutError, match="BTCUSDT is not in sync"):
            book.until_in_sync(0.01)


async def test_snapshots_of_another_exchange_are_refused(server: StreamServer) -> None:
    """With a stream_url of one's own the REST host must be told too, or the book would mix two exchanges."""
    client = AsyncUMStreams(stream_url=server.url)
    with pytest.raises(ParameterError, match="base_url"):
        client.order_book("BTCUSDT")
    with pytest.raises(ParameterError, match="speed"):
        client.order_book("BTCUSDT", 7)
    await client.stop()
