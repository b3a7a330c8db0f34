"""User data: its key stays alive, nothing is lost unnoticed, and nothing stays behind."""

import asyncio
import json
import logging
import threading
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, suppress
from dataclasses import replace
from typing import Any

import pytest
from loopback import Loopback, Reply
from stream_server import StreamServer, stream_server
from websockets.exceptions import ConnectionClosed

from binance_futures import AsyncCMFutures, AsyncUMFutures, CMFutures, UMFutures
from binance_futures.errors import AuthenticationError, ParameterError, StreamError
from binance_futures.models.cm import user_events as cm_events
from binance_futures.models.um.user_events import AccountConfigUpdate, ListenKeyExpired
from binance_futures.streams._connection import Connection, Timing
from binance_futures.streams._decode import UnknownEvent
from binance_futures.streams._socket import HandshakeError
from binance_futures.streams._user_data import AsyncUserData, Reconnected, UserData

FIRST, SECOND, OWN = (f"{word}{'listenKeyOfTests' * 4}"[:64] for word in ("first", "second", "own"))
NEVER = 3000.0
NO_KEY = Reply({"code": -1125, "msg": "This listenKey does not exist."}, 400)
FAST = Timing(first_backoff=0.01, longest_backoff=0.05)


class Rest(list[Reply]):
    """The REST side, in place of a script: answers in order, for each method apart."""

    def __init__(self, server: Loopback) -> None:
        super().__init__([Reply()])  # never empty
        self.server = server
        self.changed = threading.Condition()
        self.answers: dict[str, list[Reply]] = {"POST": [Reply({"listenKey": FIRST})], "PUT": [], "DELETE": []}

    def pop(self, index: Any = 0) -> Reply:
        with self.changed:
            self.changed.notify_all()
            waiting = self.answers[self.server.received[-1].method]
            return waiting.pop(0) if waiting else Reply()

    def wait(self, condition: Callable[[], bool]) -> None:
        with self.changed:
            assert self.changed.wait_for(condition, 10), "the condition did not come to hold"

    def count(self, method: str) -> int:
        return sum(request.method == method for request in self.server.received)


@pytest.fixture(autouse=True)
def fast(monkeypatch: pytest.MonkeyPatch) -> None:
    for kind in (AsyncUserData, UserData):
        monkeypatch.setattr(kind, "_timing", staticmethod(lambda: FAST))


@pytest.fixture
def rest(server: Loopback) -> Rest:
    server.replies = made = Rest(server)
    return made


@pytest.fixture
def paused(monkeypatch: pytest.MonkeyPatch) -> asyncio.Event:
    """Set as soon as reading has paused."""
    event, pause = asyncio.Event(), Connection.pause

    def note(self: Connection) -> None:
        pause(self)
        event.set()

    monkeypatch.setattr(Connection, "pause", note)
    return event


@pytest.fixture
def exchange() -> Iterator[StreamServer]:
    with stream_server() as running:
        yield running


@pytest.fixture
async def client(rest: Rest) -> AsyncIterator[AsyncUMFutures]:
    async with AsyncUMFutures("key-of-tests", base_url=rest.server.url, retries=0) as opened:
        yield opened


@asynccontextmanager
async def user_data(
    client: AsyncUMFutures, exchange: StreamServer, key: str | None = None, keep_alive: float = NEVER, **options: Any
) -> AsyncIterator[Any]:
    async with client.user_data(key, stream_url=exchange.url, keep_alive=keep_alive, **options) as events:
        await until(exchange, lambda: len(exchange._subscribed) == 1)
        yield events


async def until(side: StreamServer | Rest, condition: Callable[[], bool]) -> None:
    await asyncio.to_thread(side.wait, condition)


async def take(events: AsyncIterator[Any]) -> Any:
    async with asyncio.timeout(10):
        return await anext(events)


def leverage(number: int) -> dict[str, Any]:
    return {"e": "ACCOUNT_CONFIG_UPDATE", "E": number, "T": number, "ac": {"s": "BTCUSDT", "l": 20}}


async def push(exchange: StreamServer, *messages: dict[str, Any]) -> None:
    """Sends to every connection that is open."""

    async def send() -> None:
        for message in messages:
            for connection in [*exchange._subscribed]:
                with suppress(ConnectionClosed):  # the client is leaving it
                    await connection.send(json.dumps(message))

    await asyncio.wrap_future(asyncio.run_coroutine_threadsafe(send(), exchange._loop))


async def test_events_come_typed_and_in_order(client: AsyncUMFutures, exchange: StreamServer, rest: Rest) -> None:
    """A key is made, its socket opened, its events are read, and the key is closed."""
    async with user_data(client, exchange) as events:
        assert exchange.paths == [f"/private/ws/{FIRST}"]
        await push(exchange, *map(leverage, range(1, 6)))
        got = [await take(events) for _ in range(5)]
    assert [event.eventTime for event in got] == [1, 2, 3, 4, 5]
    assert {type(event) for event in got} == {AccountConfigUpdate}
    assert [request.method for request in rest.server.received] == ["POST", "DELETE"]


async def test_coin_m_has_a_path_and_events_of_its_own(exchange: StreamServer, rest: Rest) -> None:
    """COIN-M connects without a group and reads its own models."""
    async with (
        AsyncCMFutures("key-of-tests", base_url=rest.server.url) as client,
        client.user_data(stream_url=exchange.url) as events,
    ):
        await until(exchange, lambda: len(exchange._subscribed) == 1)
        assert exchange.paths == [f"/ws/{FIRST}"]
        await push(exchange, leverage(1))
        assert type(await take(events)) is cm_events.AccountConfigUpdate
    assert {request.target for request in rest.server.received} == {"/dapi/v1/listenKey"}


async def test_the_key_is_kept_alive(client: AsyncUMFutures, exchange: StreamServer, rest: Rest) -> None:
    """It is renewed again and again, without a word to the consumer."""
    rest.answers["PUT"] = [Reply({"listenKey": FIRST}), Reply({})]
    async with user_data(client, exchange, keep_alive=0.01) as events:
        await until(rest, lambda: rest.count("PUT") > 3)
        await push(exchange, leverage(1))
        assert (await take(events)).eventTime == 1
    assert len(exchange.paths) == 1


async def test_a_key_that_is_gone_is_replaced(client: AsyncUMFutures, exchange: StreamServer, rest: Rest) -> None:
    """-1125 leads to a new key, a new connection and a word about it before the next event."""
    rest.answers["PUT"] = [Reply(), NO_KEY]
    rest.answers["POST"].append(Reply({"listenKey": SECOND}))
    async with user_data(client, exchange, keep_alive=0.05) as events:
        await until(exchange, lambda: exchange.paths[-1] == f"/private/ws/{SECOND}" and len(exchange._subscribed) == 1)
        await push(exchange, leverage(7))
        told = await take(events)
        assert isinstance(told, Reconnected)
        assert "-1125" in told.reason
        assert told.since <= told.until
        assert (await take(events)).eventTime == 7
    assert rest.count("DELETE") == 1


async def test_another_refusal_of_the_renewal_does_not_cost_a_key_in_force(
    client: AsyncUMFutures, exchange: StreamServer, rest: Rest
) -> None:
    """When the exchange names the same key again, the connection stays as it is."""
    rest.answers["PUT"] = [Reply({"code": -1102, "msg": "Mandatory parameter missing."}, 400)]
    rest.answers["POST"].append(Reply({"listenKey": FIRST}))
    async with user_data(client, exchange, keep_alive=0.02) as events:
        await until(rest, lambda: rest.count("POST") == 2 and rest.count("PUT") > 2)
        await push(exchange, leverage(7))
        assert (await take(events)).eventTime == 7
    assert len(exchange.paths) == 1


async def test_an_account_that_has_another_key_by_now(
    client: AsyncUMFutures, exchange: StreamServer, rest: Rest
) -> None:
    """A renewal that names another key means that this one is dead."""
    rest.answers["PUT"] = [Reply({"listenKey": SECOND}), *[Reply({"listenKey": SECOND})] * 500]
    rest.answers["POST"].append(Reply({"listenKey": SECOND}))
    async with user_data(client, exchange, keep_alive=0.05) as events:
        assert "another" in (await take(events)).reason
    assert exchange.paths == [f"/private/ws/{FIRST}", f"/private/ws/{SECOND}"]


@pytest.mark.parametrize("form", ["documented", "unreadable"])
async def test_an_expired_key_is_replaced(
    client: AsyncUMFutures, exchange: StreamServer, rest: Rest, form: str
) -> None:
    """The event itself is delivered, then the word about the new connection."""
    rest.answers["POST"].append(Reply({"listenKey": SECOND}))
    async with user_data(client, exchange) as events:
        time = 1788264000000 if form == "documented" else "late"
        await push(exchange, leverage(1), {"e": "listenKeyExpired", "E": time, "listenKey": FIRST})
        assert (await take(events)).eventTime == 1
        expired = await take(events)
        assert isinstance(expired, ListenKeyExpired if form == "documented" else UnknownEvent)
        assert FIRST not in repr(expired)
        assert isinstance(told := await take(events), Reconnected)
        assert "expired" in told.reason
        await until(exchange, lambda: len(exchange._subscribed) == 1)
        await push(exchange, leverage(2))
        assert (await take(events)).eventTime == 2
    assert exchange.paths == [f"/private/ws/{FIRST}", f"/private/ws/{SECOND}"]


async def test_a_lost_connection_is_told_in_line(client: AsyncUMFutures, exchange: StreamServer, rest: Rest) -> None:
    """Between the last event of the old connection and the first of the new one; the key is checked at once."""
    async with user_data(client, exchange) as events:
        for number in (1, 2, 3):
            await push(exchange, leverage(number))
            assert (await take(events)).eventTime == number
            await asyncio.to_thread(exchange.drop)
            told = await take(events)
            assert isinstance(told, Reconnected)
            assert "lost" in told.reason
            assert told.since <= told.until
            await until(exchange, lambda: len(exchange._subscribed) == 1)
        await until(rest, lambda: rest.count("PUT") > 0)
    assert {*exchange.paths} == {f"/private/ws/{FIRST}"}


async def test_a_key_that_died_while_there_was_no_connection(
    client: AsyncUMFutures, exchange: StreamServer, rest: Rest
) -> None:
    """The exchange opens a socket for a dead key and stays silent: the check after reconnecting finds it out."""
    rest.answers["PUT"] = [NO_KEY]
    rest.answers["POST"].append(Reply({"listenKey": SECOND}))
    async with user_data(client, exchange) as events:
        await asyncio.to_thread(exchange.drop)
        assert "lost" in (await take(events)).reason
        assert "-1125" in (await take(events)).reason
    assert exchange.paths[-1] == f"/private/ws/{SECOND}"


async def test_a_refused_handshake_makes_the_key_be_checked(
    client: AsyncUMFutures, exchange: StreamServer, rest: Rest
) -> None:
    """A reconnect that is refused may be for the key's sake."""
    rest.answers["PUT"] = [NO_KEY]
    rest.answers["POST"].append(Reply({"listenKey": SECOND}))
    async with user_data(client, exchange) as events:
        exchange.refuse_handshake = (401, {})
        await asyncio.to_thread(exchange.drop)
        await until(exchange, lambda: exchange.paths[-1] == f"/private/ws/{SECOND}")
        exchange.refuse_handshake = None
        told = await take(events)
        assert isinstance(told, Reconnected)


async def test_a_renewal_that_does_not_get_through_is_tried_again(
    client: AsyncUMFutures, exchange: StreamServer, rest: Rest
) -> None:
    """Neither a broken connection, nor a 5xx, nor a rate limit costs the key."""
    too_many = Reply({"code": -1003, "msg": "Too many requests."}, 429, {"Retry-After": "0"})
    rest.answers["PUT"] = [Reply(then="reset"), Reply({}, 503), Reply(b"<html>"), too_many]
    async with user_data(client, exchange, keep_alive=0.05) as events:
        await until(rest, lambda: rest.count("PUT") > 5)
        await push(exchange, leverage(1))
        assert (await take(events)).eventTime == 1
    assert rest.count("POST") == 1


async def test_a_new_key_that_does_not_come_is_asked_for_again(
    client: AsyncUMFutures, exchange: StreamServer, rest: Rest
) -> None:
    """The stream goes on as soon as the exchange gives a key."""
    rest.answers["POST"] += [Reply({}, 503), Reply(then="reset"), Reply({"listenKey": SECOND})]
    async with user_data(client, exchange) as events:
        await push(exchange, {"e": "listenKeyExpired", "E": 1, "listenKey": FIRST})
        assert isinstance(await take(events), ListenKeyExpired)
        assert isinstance(await take(events), Reconnected)
    assert exchange.paths[-1] == f"/private/ws/{SECOND}"


async def test_a_revoked_api_key_is_raised_after_what_waits(
    client: AsyncUMFutures, exchange: StreamServer, rest: Rest
) -> None:
    """What cannot get better by itself is not hidden behind silence."""
    revoked = Reply({"code": -2015, "msg": "Invalid API-key, IP, or permissions for action."}, 401)
    rest.answers["POST"].append(revoked)
    async with user_data(client, exchange) as events:
        await push(exchange, leverage(1), {"e": "listenKeyExpired", "E": 2, "listenKey": FIRST})
        assert (await take(events)).eventTime == 1
        assert isinstance(await take(events), ListenKeyExpired)
        for _ in range(2):
            with pytest.raises(AuthenticationError):
                await take(events)


async def test_an_own_key_is_renewed_and_not_closed(client: AsyncUMFutures, exchange: StreamServer, rest: Rest) -> None:
    """It is nobody else's to end; how long it was in force is asked at once."""
    async with user_data(client, exchange, OWN):
        assert exchange.paths == [f"/private/ws/{OWN}"]
        await until(rest, lambda: rest.count("PUT") == 1)
    assert [request.method for request in rest.server.received] == ["PUT"]


async def test_an_own_key_that_is_gone(client: AsyncUMFutures, exchange: StreamServer, rest: Rest) -> None:
    """The one that takes its place was created here, and is closed."""
    rest.answers["PUT"] = [NO_KEY]
    async with user_data(client, exchange, OWN) as events:
        assert "-1125" in (await take(events)).reason
    assert exchange.paths == [f"/private/ws/{OWN}", f"/private/ws/{FIRST}"]
    assert rest.count("DELETE") == 1


async def test_unknown_events_are_kept(client: AsyncUMFutures, exchange: StreamServer) -> None:
    """What this library does not know comes as it is."""
    async with user_data(client, exchange) as events:
        await push(exchange, {"e": "NEWS", "E": 1, "x": [1, 2]}, leverage(2))
        event = await take(events)
        assert (event.eventType, event.data) == ("NEWS", {"e": "NEWS", "E": 1, "x": [1, 2]})
        assert (await take(events)).eventTime == 2


async def test_a_slow_consumer_loses_nothing(
    client: AsyncUMFutures, exchange: StreamServer, paused: asyncio.Event
) -> None:
    """Reading pauses while few may wait, and every event comes in the end."""
    many = 20_000
    async with user_data(client, exchange, size=2) as events:

        async def flood() -> None:
            for connection in [*exchange._subscribed]:
                for number in range(many):
                    await connection.send(json.dumps(leverage(number)))

        sending = asyncio.wrap_future(asyncio.run_coroutine_threadsafe(flood(), exchange._loop))
        await paused.wait()
        got = [(await take(events)).eventTime for _ in range(many)]
        await sending
    assert got == [*range(many)]
    assert len(exchange.paths) == 1


async def test_a_reconnect_in_front_of_a_full_queue(
    client: AsyncUMFutures, exchange: StreamServer, paused: asyncio.Event
) -> None:
    """The word about it takes a place like an event; nothing is lost, and reading goes on."""
    async with user_data(client, exchange, size=1) as events:
        await push(exchange, leverage(1))
        await paused.wait()
        await asyncio.to_thread(exchange.drop)
        assert (await take(events)).eventTime == 1
        assert isinstance(await take(events), Reconnected)
        await until(exchange, lambda: len(exchange._subscribed) == 1)
        await push(exchange, leverage(2), leverage(3))
        assert [(await take(events)).eventTime for _ in range(2)] == [2, 3]


async def test_a_change_over_repeats_and_loses_nothing(
    client: AsyncUMFutures, exchange: StreamServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Before its 24 hours are over a connection hands over to another; both carry the same events meanwhile."""
    timing = replace(FAST, lifetime=0.2, overlap=0.1, tick=0.02)
    monkeypatch.setattr(AsyncUserData, "_timing", staticmethod(lambda: timing))
    got = list[int]()
    async with client.user_data(stream_url=exchange.url, keep_alive=NEVER) as events:
        number = 0
        while len(exchange.paths) < 4:
            number += 1
            await push(exchange, leverage(number))
            event = await take(events)
            assert isinstance(event, AccountConfigUpdate)
            got.append(event.eventTime)
    assert got == [*range(1, number + 1)]


async def test_nothing_is_left_behind(client: AsyncUMFutures, exchange: StreamServer, rest: Rest) -> None:
    """Within a second tasks and sockets are gone, in the middle of anything."""
    before = asyncio.all_tasks()
    rest.answers["PUT"] = [Reply(then="hang")]
    rest.answers["DELETE"] = [Reply({}, 500)]
    async with asyncio.timeout(3), user_data(client, exchange, keep_alive=0.01):
        await until(rest, lambda: rest.count("PUT") == 1)
        assert len(asyncio.all_tasks()) > len(before)
    assert asyncio.all_tasks() == before
    await until(exchange, lambda: not exchange._subscribed)


async def test_closing_does_not_wait_for_the_exchange(
    client: AsyncUMFutures, exchange: StreamServer, rest: Rest, caplog: pytest.LogCaptureFixture
) -> None:
    """A key that cannot be closed is told in the log and expires by itself."""
    rest.answers["DELETE"] = [Reply(then="hang")]
    loop = asyncio.get_running_loop()
    async with user_data(client, exchange):
        started = loop.time()
    assert loop.time() - started < 2
    assert "could not be closed" in caplog.text


async def test_it_can_be_cancelled(client: AsyncUMFutures, exchange: StreamServer, rest: Rest) -> None:
    """A consumer that is cancelled while it waits closes all of it."""
    before = asyncio.all_tasks()

    async def consume() -> None:
        async with client.user_data(stream_url=exchange.url) as events:
            async for _ in events:
                pass

    task = asyncio.create_task(consume())
    await until(exchange, lambda: len(exchange._subscribed) == 1)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert asyncio.all_tasks() == before
    assert rest.count("DELETE") == 1


async def test_closing_ends_the_iteration(
    client: AsyncUMFutures, exchange: StreamServer, paused: asyncio.Event
) -> None:
    """What waits is still given; closing twice does no harm, opening twice is refused."""
    async with user_data(client, exchange, size=1) as events:
        with pytest.raises(StreamError, match="before"):
            await events.open()
        await push(exchange, leverage(1))
        await paused.wait()
        await events.close()
        assert [event.eventTime async for event in events] == [1]


async def test_what_fails_at_opening_is_raised(client: AsyncUMFutures, exchange: StreamServer, rest: Rest) -> None:
    """No connection, no key: the caller knows at once, and a key that was made is closed."""
    before = asyncio.all_tasks()
    exchange.refuse_handshake = (503, {})
    with pytest.raises(HandshakeError, match="503"):
        await client.user_data(stream_url=exchange.url).open()
    assert rest.count("DELETE") == 1
    rest.answers["POST"] = [Reply({"code": -2015, "msg": "Invalid API-key."}, 401)]
    with pytest.raises(AuthenticationError):
        await client.user_data(stream_url=exchange.url).open()
    assert asyncio.all_tasks() == before


async def test_it_has_to_be_opened(client: AsyncUMFutures) -> None:
    """Iterating without `async with` is told, not waited for."""
    with pytest.raises(StreamError, match="async with"):
        await anext(client.user_data())


@pytest.mark.parametrize("moment", ["key", "socket"])
async def test_closing_while_it_is_opened(
    client: AsyncUMFutures, exchange: StreamServer, rest: Rest, monkeypatch: pytest.MonkeyPatch, moment: str
) -> None:
    """Whoever waits for it to open is told, and nothing is left."""
    before = asyncio.all_tasks()
    events = client.user_data(stream_url=exchange.url)
    new = events._keys.new

    async def closed_before() -> str:
        key = await new()
        if moment == "key":
            await events.close()
        else:
            asyncio.get_running_loop().call_soon(lambda: closing.append(asyncio.create_task(events.close())))
        return key

    closing = list[asyncio.Task[None]]()
    monkeypatch.setattr(events._keys, "new", closed_before)
    with pytest.raises(StreamError, match="closed while"):
        await events.open()
    await asyncio.gather(*closing)
    assert asyncio.all_tasks() == before
    assert rest.count("DELETE") == 1


async def test_the_flags_of_the_client_do_not_matter(exchange: StreamServer, rest: Rest) -> None:
    """A client that returns whole responses has user data all the same."""
    async with (
        AsyncUMFutures("key-of-tests", base_url=rest.server.url, show_header=True) as client,
        user_data(client, exchange) as events,
    ):
        await push(exchange, leverage(1))
        assert (await take(events)).eventTime == 1


async def test_hosts_and_proxies_follow_the_client() -> None:
    """The environment's streams, even with an own base_url; what is given goes first."""
    async with AsyncUMFutures("k", environment="testnet", base_url="http://127.0.0.1:1") as client:
        assert repr(client.user_data()) == "<AsyncUserData wss://fstream.binancefuture.com>"
        assert repr(client.user_data(environment="demo")) == "<AsyncUserData wss://demo-fstream.binance.com>"
    async with AsyncCMFutures("k", proxies="http://127.0.0.1:8080") as cm:
        assert repr(cm.user_data()) == "<AsyncUserData wss://dstream.binance.com>"
        proxy = cm.user_data()._settings.place.proxy
        assert proxy is not None
        assert proxy.port == 8080
        assert cm.user_data(proxies={})._settings.place.proxy is None


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("listen_key", " "),
        ("listen_key", 5),
        ("keep_alive", 0),
        ("keep_alive", 3600),
        ("keep_alive", True),
        ("size", 0),
        ("timeout", -1),
        ("stream_url", "https://fstream.binance.com"),
        ("environment", "moon"),
    ],
)
async def test_arguments_are_checked(client: AsyncUMFutures, name: str, value: Any) -> None:
    """What cannot work is refused before anything is sent."""
    options: dict[str, Any] = {name: value}
    with pytest.raises(ParameterError, match=name):
        client.user_data(**options)


async def test_the_key_is_nowhere_to_be_seen(
    client: AsyncUMFutures, exchange: StreamServer, rest: Rest, caplog: pytest.LogCaptureFixture
) -> None:
    """Neither in logs, nor in reprs, task names or errors."""
    caplog.set_level(logging.DEBUG)
    shown = list[str]()

    def look(events: object) -> None:
        shown.append(repr(events))
        shown.extend(repr(task) for task in asyncio.all_tasks())
        shown.extend(task.get_name() for task in asyncio.all_tasks())

    rest.answers["PUT"] = [NO_KEY]
    rest.answers["POST"].append(Reply({"listenKey": SECOND}))
    async with user_data(client, exchange) as events:
        look(events)
        await push(exchange, {"e": "NEWS", "key": FIRST}, {"e": "NEWS", "listenKey": FIRST})
        shown.extend([repr(await take(events)), repr(await take(events))])
        await asyncio.to_thread(exchange.drop)
        shown.extend([repr(await take(events)), repr(await take(events))])
        look(events)
        exchange.refuse_handshake = (404, {})
        await asyncio.to_thread(exchange.drop)
        count = len(exchange.paths)
        await until(exchange, lambda: len(exchange.paths) > count)
        look(events)
        exchange.refuse_handshake = None
        shown.append(repr(await take(events)))
    rest.answers["POST"] = [Reply({"listenKey": FIRST})]
    exchange.refuse_handshake = (404, {})
    with pytest.raises(HandshakeError) as caught:
        await client.user_data(stream_url=exchange.url).open()
    shown.extend([str(caught.value), repr(caught.value), str(caught.value.__cause__)])
    shown.extend(f"{record.name} {record.getMessage()}" for record in caplog.records if "server" not in record.name)
    text = "\n".join(shown)
    assert "Reconnected" in text
    assert FIRST not in text
    assert SECOND not in text


def blocking_push(exchange: StreamServer, *messages: dict[str, Any]) -> None:
    exchange.wait(lambda: len(exchange._subscribed) == 1)
    for message in messages:
        exchange.send_raw(json.dumps(message))


@pytest.mark.parametrize("kind", [UMFutures, CMFutures])
def test_without_asyncio(exchange: StreamServer, rest: Rest, kind: type[UMFutures] | type[CMFutures]) -> None:
    """The blocking twin: typed events, a lost connection, an expired key, and nothing left."""
    threads = {*threading.enumerate()}
    rest.answers["POST"].append(Reply({"listenKey": SECOND}))
    with (
        kind("key-of-tests", base_url=rest.server.url, show_header=True) as client,
        client.user_data(stream_url=exchange.url, size=1) as events,
    ):
        blocking_push(exchange, *map(leverage, range(1, 50)))
        assert [next(events).eventTime for _ in range(1, 50)] == [*range(1, 50)]  # type: ignore[union-attr]
        exchange.drop()
        assert "lost" in next(events).reason  # type: ignore[union-attr]
        blocking_push(exchange, {"e": "listenKeyExpired", "E": 1, "listenKey": FIRST})
        assert isinstance(next(events), ListenKeyExpired)
        assert "expired" in next(events).reason  # type: ignore[union-attr]
        with pytest.raises(StreamError, match="before"):
            events.open()
    assert [*events] == []
    events.close()
    left = [thread for thread in {*threading.enumerate()} - threads if not thread.name.startswith("asyncio_")]
    assert left == []
    assert rest.count("DELETE") == 1
    exchange.wait(lambda: not exchange._subscribed)


def test_without_asyncio_errors_are_raised(exchange: StreamServer, rest: Rest) -> None:
    """At opening at once, later after what waits."""
    revoked = Reply({"code": -2015, "msg": "Invalid API-key, IP, or permissions for action."}, 401)
    rest.answers["POST"].append(revoked)
    with UMFutures("key-of-tests", base_url=rest.server.url) as client:
        with pytest.raises(StreamError, match="`with`"):
            next(client.user_data())
        with client.user_data(stream_url=exchange.url) as events:
            blocking_push(exchange, {"e": "listenKeyExpired", "E": 1, "listenKey": FIRST})
            assert isinstance(next(events), ListenKeyExpired)
            with pytest.raises(AuthenticationError):
                next(events)
        rest.answers["POST"].append(revoked)
        with pytest.raises(AuthenticationError):
            client.user_data(stream_url=exchange.url).open()
        assert FIRST not in repr(events)


def test_a_client_tells_where_its_streams_are() -> None:
    """`user_data` connects to the client's `stream_url` unless it is given another."""
    for client in (UMFutures, CMFutures):
        with client("k", "s", stream_url="ws://127.0.0.1:1") as opened:
            assert "ws://127.0.0.1:1" in repr(opened.user_data())
            assert "ws://127.0.0.1:2" in repr(opened.user_data(stream_url="ws://127.0.0.1:2"))
