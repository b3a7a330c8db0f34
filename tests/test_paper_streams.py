"""The stream connections of the paper exchange: names, routes, control frames, speeds, lives."""

import asyncio
import json
from collections.abc import Iterator
from decimal import Decimal
from functools import partial
from typing import Any
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest
from contracts import untyped
from paper_trader import NOW, exchange, stepped
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync import client as ws

from binance_futures.paper import PaperExchange, VirtualClock
from binance_futures.paper._control_frames import answer
from binance_futures.paper._demo_keys import demo_key
from binance_futures.paper._streams import Streams
from binance_futures.paper._topics import topic_of
from binance_futures.streams import cm, um
from binance_futures.streams._settings import decoder_of

__all__ = ["exchange", "stepped"]

connect = partial(ws.connect, max_queue=None)  # so that nothing keeps the close frame from being read


# Names


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("btcusdt@aggTrade", ("aggTrade", "BTCUSDT", "", "", 0, "market")),
        ("btcusdt@markPrice", ("markPrice", "BTCUSDT", "", "", 3000, "market")),
        ("!markPrice@arr@1s", ("markPrices", "", "", "", 1000, "market")),
        ("btcusd@indexPrice@1s", ("indexPrice", "BTCUSD", "", "", 1000, "market")),
        ("btcusd_perp@kline_1M", ("kline", "BTCUSD_PERP", "1M", "", 250, "market")),
        ("btcusd_current_quarter@continuousKline_3m",
         ("continuousKline", "BTCUSD", "3m", "CURRENT_QUARTER", 250, "market")),
        ("btcusdt@miniTicker", ("miniTicker", "BTCUSDT", "", "", 2000, "market")),
        ("btcusd_perp@ticker", ("ticker", "BTCUSD_PERP", "", "", 500, "market")),
        ("btcusdt@depth", ("depth", "BTCUSDT", "", "", 250, "public")),
        ("btcusdt@depth@100ms", ("depth", "BTCUSDT", "", "", 100, "public")),
        ("btcusdt@depth20@500ms", ("partialDepth", "BTCUSDT", "20", "", 500, "public")),
        ("!bookTicker", ("bookTickers", "", "", "", 5000, "public")),
        ("币安人生usdt@bookTicker", ("bookTicker", "币安人生USDT", "", "", 0, "public")),
    ],
)  # fmt: skip
def test_a_name_tells_what_is_wanted(name: str, told: tuple[object, ...]) -> None:
    """Kind, symbol, interval, speed and route follow from the name of a stream."""
    topic = topic_of(name)
    assert topic is not None
    assert (topic.kind, topic.target, topic.detail, topic.contract, topic.period, topic.group) == told


@pytest.mark.parametrize("name", ["", "btcusdt", "btcusdt@", "btcusdt@depth7", "btcusdt@kline_2m", "a" * 64, "@depth"])
def test_what_is_no_name(name: str) -> None:
    """Other texts are no streams; they may be listen keys."""
    assert topic_of(name) is None


@pytest.mark.parametrize("product", ["um", "cm"])
def test_every_stream_of_the_catalogue_has_a_topic(product: str) -> None:
    """Each stream that the SDK offers is known, on the route the SDK uses."""
    for name, stream in catalogue(product):
        topic = topic_of(name)
        assert topic is not None, name
        if product == "um":
            assert topic.group == stream.route


def catalogue(product: str) -> Iterator[tuple[str, Any]]:
    names: Any = um if product == "um" else cm
    symbol, pair = ("btcusdt", "btcusdt") if product == "um" else ("btcusd_perp", "btcusd")
    contract = {"contractType": "perpetual", "assetSymbol": "btcusd"}
    values = {"symbol": symbol, "pair": pair, "interval": "1m", "levels": 5} | contract
    for kind in names.streams().values():
        if "listen_key" not in kind.model_fields:
            stream = kind(**{name: value for name, value in values.items() if f"{{{name}}}" in kind.pattern})
            yield stream.stream_name(), stream


DELIVERY = 1_774_598_400_000
"""2026-03-27 08:00 UTC."""
NOTHING_HERE = ("btcusdt@compositeIndex", "tradingSession", "!contractInfo")


@pytest.mark.parametrize("product", ["um", "cm"])
def test_every_stream_tells_what_is_documented(product: Any) -> None:
    """Each stream of the market comes, and the SDK knows every field of it."""
    wanted = [name for name, _ in catalogue(product) if not name.endswith(NOTHING_HERE)]
    seen: dict[str, int] = {}
    with (
        PaperExchange(clock=VirtualClock(NOW - 5_000), market="busy") as running,
        connect(f"{running.stream_url}/stream?streams={'/'.join(wanted)}") as stream,
    ):
        running.advance(8)
        while len(seen) < len(wanted):
            message = json.loads(stream.recv(timeout=5))
            name, data = message["stream"], message["data"]
            seen[name] = seen.get(name, 0) + 1
            for row in data if isinstance(data, list) else [data]:
                event = decoder_of(product).decode(json.dumps(row))
                assert type(event).__name__ != "UnknownEvent"
                assert [*untyped(event, row)] == [], name
    assert sorted(seen) == sorted(wanted)


# Speeds


def collect(exchange: PaperExchange, names: str, seconds: float) -> list[dict[str, Any]]:
    """What streams tell while time passes, up to the mark of a last stream."""
    with connect(f"{exchange.stream_url}/stream?streams={names}") as stream:
        exchange.advance(seconds)
        stream.send('{"method": "LIST_SUBSCRIPTIONS", "id": "last"}')
        found: list[dict[str, Any]] = []
        while (message := json.loads(stream.recv(timeout=5))).get("id") != "last":
            found.append(message)
        return found


PERIODS = {
    "btcusdt@depth@100ms": 100,
    "btcusdt@depth": 250,
    "btcusdt@depth@500ms": 500,
    "btcusdt@markPrice": 3000,
    "!markPrice@arr@1s": 1000,
    "!ticker@arr": 1000,
    "btcusdt@ticker": 2000,
    "btcusd_perp@ticker": 500,
}


def test_streams_keep_their_speed(stepped: PaperExchange) -> None:
    """A stream tells at most once in its period, and tells often."""
    told: dict[str, list[int]] = {name: [] for name in PERIODS}
    for message in collect(stepped, "/".join(PERIODS), 12):
        data = message["data"]
        told[message["stream"]].append((data[0] if isinstance(data, list) else data)["E"])
    for name, period in PERIODS.items():
        times = told[name]
        assert len(times) >= 12_000 // period * 0.7, name
        assert all(time // period != before // period for time, before in zip(times[1:], times, strict=False)), name


def test_depth_updates_follow_each_other(stepped: PaperExchange) -> None:
    """The `pu` of each update is the `u` of the one before; the book that they make is the exchange's."""
    updates = [message["data"] for message in collect(stepped, "ethusdt@depth@100ms", 5)]
    assert all(after["pu"] == before["u"] for after, before in zip(updates[1:], updates, strict=False))
    with stepped.um_client() as client:
        assert client.depth("ETHUSDT", limit=5).lastUpdateId == updates[-1]["u"]


def test_a_candlestick_is_closed_before_the_next(stepped: PaperExchange) -> None:
    """The last message of a candlestick says so, and the next one opens right after it."""
    stepped.advance(55 - stepped.now % 60_000 / 1000)
    start = stepped.now // 60_000 * 60_000
    bars = [message["data"]["k"] for message in collect(stepped, "btcusdt@kline_1m", 8)]
    closed = [index for index, bar in enumerate(bars) if bar["x"]]
    assert [bars[index]["t"] for index in closed] == [start]
    assert all(bar["t"] == start for bar in bars[: closed[0]])
    assert all(bar["t"] == start + 60_000 for bar in bars[closed[0] + 1 :])
    assert bars[closed[0] + 1 :]


def test_a_sleep_tells_closed_candlesticks() -> None:
    """When hours pass at once, candlesticks and deliveries of that time are told all the same."""
    kinds = ("kline_1h", "continuousKline_1h", "indexPriceKline_1h", "markPriceKline_1h")
    targets = ("btcusdt", "btcusd_perpetual", "btcusd", "btcusd_perp")
    names = "/".join(f"{target}@{kind}" for target, kind in zip(targets, kinds, strict=True))
    with PaperExchange(clock=VirtualClock(DELIVERY - 5_400_000)) as running:
        told = collect(running, f"{names}/!contractInfo", 2 * 3600)
    closed = [message["stream"] for message in told if message["data"].get("k", {}).get("x")]
    assert {name.partition("@")[2] for name in closed} == {*kinds}
    (delivered,) = [message["data"] for message in told if message["stream"] == "!contractInfo"]
    assert (delivered["s"], delivered["cs"]) == ("BTCUSD_260327", "DELIVERED")


def test_forced_orders_are_told() -> None:
    """A liquidation is told on the stream of its symbol and on that of all."""
    with PaperExchange(clock=VirtualClock(NOW), balances={("um", "USDT"): 3000}) as running:
        engine = running._backend.engine
        with running.um_client() as client:
            client.change_leverage("BTCUSDT", 125)
            client.new_order("BTCUSDT", "BUY", "MARKET", quantity=2)
        with connect(f"{running.stream_url}/stream?streams=btcusdt@forceOrder/!forceOrder@arr") as stream:
            assert ask(stream, "LIST_SUBSCRIPTIONS")
            running._run_inside(lambda: engine.set_mark_price("BTCUSDT", Decimal(95_000)))
            running.advance(2)
            told = {json.loads(stream.recv(timeout=5))["stream"] for _ in range(2)}
    assert told == {"btcusdt@forceOrder", "!forceOrder@arr"}


def test_the_crowds_liquidations_are_told() -> None:
    """Nobody of the exchange needs to be liquidated for the stream to tell, one a second and symbol at most."""
    with PaperExchange(clock=VirtualClock(NOW)) as running:
        told = [message["data"]["o"] for message in collect(running, "!forceOrder@arr", 40)]
    assert len(told) >= 8
    assert {order["X"] for order in told} == {"FILLED"}
    seconds = [(order["s"], order["T"] // 1000) for order in told]
    assert len(set(seconds)) == len(seconds)


# Routes


def ask(stream: ws.ClientConnection, method: str, *params: object) -> Any:
    stream.send(json.dumps({"method": method, "params": params, "id": 1} if params else {"method": method, "id": 1}))
    while (told := json.loads(stream.recv(timeout=5))).get("id") != 1:
        pass
    return told


@pytest.mark.parametrize(
    ("path", "comes"),
    [("/public/ws/btcusdt@bookTicker", True), ("/market/ws/btcusdt@bookTicker", False),
     ("/private/stream?streams=btcusdt@bookTicker", False), ("/ws/btcusdt@bookTicker", True),
     ("/stream?streams=btcusdt@bookTicker", True)],
)  # fmt: skip
def test_streams_live_on_their_route(stepped: PaperExchange, path: str, comes: bool) -> None:
    """On the wrong route a stream is silent, but listed; without a route everything comes."""
    with connect(stepped.stream_url + path) as stream:
        assert ask(stream, "LIST_SUBSCRIPTIONS")["result"] == ["btcusdt@bookTicker"]
        stepped.advance(0.5)
        stream.send('{"method": "LIST_SUBSCRIPTIONS", "id": 2}')
        messages = 0
        while json.loads(stream.recv(timeout=5)).get("id") != 2:
            messages += 1
        assert bool(messages) == comes


def test_both_products_have_stream_clients(exchange: PaperExchange) -> None:
    """Stream clients of COIN-M connect to the same port."""
    with exchange.cm_streams() as streams, streams.book_ticker("BTCUSD_PERP") as events:
        assert next(events).pair == "BTCUSD"


def test_streams_of_what_is_not_listed_are_silent(stepped: PaperExchange) -> None:
    """Names of symbols, pairs and things that are not there are taken, and nothing comes."""
    kinds = (
        "ticker",
        "depth5",
        "kline_1m",
        "indexPrice",
        "indexPriceKline_1m",
        "markPrice",
        "bookTicker",
        "assetIndex",
    )
    names = "/".join(f"nosuch@{kind}" for kind in kinds)
    assert collect(stepped, f"{names}/nosuch_perpetual@continuousKline_1m/tradingSession", 3.5) == []


def test_candlesticks_of_seconds_are_silent(stepped: PaperExchange) -> None:
    """The exchange keeps none; it takes the names, tells nothing and goes on."""
    assert collect(stepped, "btcusdt_perpetual@continuousKline_1s/btcusdt@kline_1s", 2) == []
    assert collect(stepped, "btcusdt_perpetual@continuousKline_1m", 1)


@pytest.mark.parametrize("path", ["/nothing", "/public", "/public/stream/x", "/a/ws/b"])
def test_other_paths_are_refused(exchange: PaperExchange, path: str) -> None:
    """A handshake elsewhere is answered with 404."""
    with pytest.raises(InvalidStatus, match="404"), connect(exchange.stream_url + path):
        raise AssertionError


@pytest.mark.parametrize(
    "path", ["/private/ws/{}", "/private/ws?listenKey={}", "/private/stream?streams={}", "/ws/{}",
             "/private/stream?listenKey={}&events=ORDER_TRADE_UPDATE/TRADE_LITE"]
)  # fmt: skip
def test_user_data_comes_by_its_key(exchange: PaperExchange, path: str) -> None:
    """The listen key is taken in path and query; of the events only those that are named."""
    with exchange.um_client() as client:
        key = client.new_listen_key().listenKey
        with connect(exchange.stream_url + path.format(key)) as stream:
            client.new_order("BTCUSDT", "BUY", "MARKET", quantity="0.01")
            told = [json.loads(stream.recv(timeout=5)) for _ in range(3)]
            if "stream?" in path:
                assert {message["stream"] for message in told} == {key}
                told = [message["data"] for message in told]
            rest = [] if "events" in path else [json.loads(stream.recv(timeout=5))]
            rest = [message.get("data", message)["e"] for message in rest]
            assert rest in ([], ["ACCOUNT_UPDATE"])
            assert {message["e"] for message in told} == {"ORDER_TRADE_UPDATE", "TRADE_LITE"}
            if not rest:
                stream.send('{"method": "LIST_SUBSCRIPTIONS", "id": 1}')
                assert json.loads(stream.recv(timeout=5))["id"] == 1


def test_a_listen_key_ends_by_itself(stepped: PaperExchange) -> None:
    """After 60 minutes without a sign of life the key ends: the stream is told, and silent."""
    with stepped.um_client() as client:
        key = client.new_listen_key().listenKey
        with connect(f"{stepped.stream_url}/private/ws/{key}") as stream:
            stepped.advance(3601)
            assert json.loads(stream.recv(timeout=5)) == {"e": "listenKeyExpired", "E": stepped.now, "listenKey": key}
            assert client.new_listen_key().listenKey != key


# Control frames


def test_streams_are_changed_as_they_run(stepped: PaperExchange) -> None:
    """SUBSCRIBE, UNSUBSCRIBE, LIST_SUBSCRIPTIONS and the property `combined` work on an open connection."""
    with connect(f"{stepped.stream_url}/market/ws/btcusdt@aggTrade") as stream:
        assert ask(stream, "SUBSCRIBE", "ethusdt@aggTrade", "btcusdt@aggTrade")["result"] is None
        assert ask(stream, "LIST_SUBSCRIPTIONS")["result"] == ["btcusdt@aggTrade", "ethusdt@aggTrade"]
        assert ask(stream, "GET_PROPERTY", "combined")["result"] is False
        assert ask(stream, "SET_PROPERTY", "combined", True)["result"] is None
        assert ask(stream, "UNSUBSCRIBE", "btcusdt@aggTrade", "never@aggTrade")["result"] is None
        stepped.advance(10)
        assert json.loads(stream.recv(timeout=5))["stream"] == "ethusdt@aggTrade"


@pytest.mark.parametrize(
    ("frame", "code"),
    [("no json", 3), ("[]", 2), ('{"method": "SUBSCRIBE", "params": ["a"]}', 2), ('{"id": true, "method": "A"}', 2),
     ('{"id": 1, "method": "UNKNOWN"}', 2), ('{"id": 1, "method": []}', 2), ('{"id": 1, "method": "SUBSCRIBE"}', 2),
     ('{"id": 1, "method": "SUBSCRIBE", "params": [1]}', 2), ('{"id": 1, "method": "UNSUBSCRIBE", "params": "a"}', 2),
     ('{"id": 1, "method": "SET_PROPERTY", "params": ["combined", "true"]}', 1),
     ('{"id": 1, "method": "SET_PROPERTY", "params": ["other", true]}', 0),
     ('{"id": 1, "method": "SET_PROPERTY"}', 0), ('{"id": 1, "method": "GET_PROPERTY", "params": ["other"]}', 0)],
)  # fmt: skip
def test_malformed_frames_are_told_why(frame: str, code: int) -> None:
    """What is no request is answered with the documented code."""
    session = Streams().open(lambda _: None, None, combined=False)
    told = answer(session, frame)
    assert told.get("error", told)["code"] == code
    assert session.streams == []


def test_a_connection_has_1024_streams() -> None:
    """More are refused, and nothing changes; a closed connection leaves nothing behind."""
    streams = Streams()
    session = streams.open(lambda _: None, None, combined=True)
    assert session.subscribe(f"s{number}@depth" for number in range(1024))
    assert "error" in answer(session, '{"id": 1, "method": "SUBSCRIBE", "params": ["one@more"]}')
    assert len(session.streams) == len(streams) == 1024
    session.close()
    assert len(streams) == 0
    assert [*streams.of("depth", "S1")] == [*streams.periods()] == [*streams._of] == []


# Lives


def ending(stream: ws.ClientConnection) -> int | None:
    """The close code with which a connection ends, after what it still gives."""
    try:
        while True:
            stream.recv(timeout=5)
    except ConnectionClosed as closed:
        return closed.rcvd.code if closed.rcvd is not None else 1006


def test_too_many_streams_in_the_url_end_it(exchange: PaperExchange) -> None:
    """A URL with more than 1024 streams is answered with a close."""
    names = [f"coin{number}usdt@depth@100ms" for number in range(1025)]
    with connect(f"{exchange.stream_url}/stream?streams={'/'.join(names[1:])}") as stream:
        assert ask(stream, "LIST_SUBSCRIPTIONS")["result"] == names[1:]
        assert "too many" in ask(stream, "SUBSCRIBE", names[0])["error"]["msg"]
    with connect(f"{exchange.stream_url}/stream?streams={'/'.join(names)}") as stream:
        assert ending(stream) == 1008


def test_who_says_too_much_is_sent_away(exchange: PaperExchange) -> None:
    """More than 10 messages in a second, pings among them, end the connection."""
    with connect(f"{exchange.stream_url}/market/ws") as stream:
        for _ in range(6):
            stream.ping()
            stream.send('{"method": "LIST_SUBSCRIPTIONS", "id": 1}')
        assert ending(stream) == 1008


def test_binary_messages_end_it(exchange: PaperExchange) -> None:
    """The exchange takes text only."""
    with connect(f"{exchange.stream_url}/market/ws") as stream:
        stream.send(b"{}")
        assert ending(stream) == 1003


async def test_connections_are_pinged_and_end_after_a_day(stepped: PaperExchange) -> None:
    """Every 3 minutes a ping, and after 24 hours the end, by the exchange's clock."""
    reader, writer = await asyncio.open_connection("127.0.0.1", stepped.port)
    key = "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\nSec-WebSocket-Version: 13"
    writer.write(f"GET /ws HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n{key}\r\n\r\n".encode())
    assert b" 101 " in await reader.readuntil(b"\r\n\r\n")
    await asyncio.to_thread(stepped.advance, 181)
    assert await asyncio.wait_for(reader.readexactly(2), 5) == b"\x89\x00"
    await asyncio.to_thread(stepped.advance, 24 * 3600)
    assert await asyncio.wait_for(reader.readexactly(4), 5) == b"\x88\x02\x03\xe9"
    writer.close()


def test_who_never_answers_is_sent_away(stepped: PaperExchange) -> None:
    """A connection without any sign of life for 10 minutes ends."""
    with connect(f"{stepped.stream_url}/market/ws") as stream:
        assert stream.ping().wait(10)  # from then on it is served
        (socket,) = stepped._guests._open
        socket.heard -= 601
        stepped.advance(1)
        assert ending(stream) == 1001


def test_a_slow_consumer_is_cut_off(exchange: PaperExchange, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who does not read is cut off when too much waits for it; the others get everything."""
    monkeypatch.setattr("binance_futures.paper._sockets._MOST_WAITING", 2**20)
    path = f"{exchange.stream_url}/ws/solusdt@aggTrade"
    with ws.connect(path, max_queue=1) as slow, connect(path, max_size=None) as quick:
        channel = exchange._backend.streams.named("solusdt@aggTrade")
        assert channel is not None
        for _ in range(40):
            exchange._run_inside(lambda: channel.send({"fill": "x" * 500_000}))
            while "fill" not in quick.recv(timeout=5):
                pass
            if len(channel.sessions) == 1:
                break
        assert len(channel.sessions) == 1
        assert ending(slow) == 1006


# Odd handshakes and requests


def test_the_websocket_api_refuses_a_banned_address() -> None:
    """A handshake beyond the limits is answered with HTTP."""
    from binance_futures.paper import Limits

    with PaperExchange(limits=Limits(weight=9)) as running:
        with connect(running.ws_api_url("um")):
            pass
        with pytest.raises(InvalidStatus, match="429"), connect(running.ws_api_url("um")):
            raise AssertionError


def test_answers_may_leave_the_limits_out(exchange: PaperExchange) -> None:
    """With returnRateLimits=false in the URL of the WebSocket API no answer tells them; a broken frame is told so."""
    with connect(f"{exchange.ws_api_url('cm')}?returnRateLimits=false") as stream:
        assert stream.ping().wait(5)
        stream.send("no json")
        assert json.loads(stream.recv(timeout=5))["error"]["code"] == -1013


def test_a_plain_request_to_a_stream_path_is_a_request(exchange: PaperExchange) -> None:
    """Without an upgrade a stream's path is one of REST that does not exist."""
    with pytest.raises(HTTPError) as refused:
        urlopen(Request(exchange.rest_url + "/ws/btcusdt@depth"))
    with refused.value:
        assert json.load(refused.value)["code"] == -5000


def test_keys_of_a_seed_are_the_same() -> None:
    """The same seed gives the same HMAC and Ed25519 keys, another seed others."""
    assert demo_key("hmac", "demo", 1).credentials == demo_key("hmac", "demo", 1).credentials
    assert demo_key("ed25519", "demo", 1).credentials != demo_key("ed25519", "demo", 2).credentials
