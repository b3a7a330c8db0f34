"""The paper exchange end to end, by the SDK's own clients."""

import asyncio
import socket
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from pathlib import Path
from typing import Literal

import pytest
from paper_trader import KEYS, NOW, Trader, exchange, stepped, trader
from stream_clients import open_files
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect

from binance_futures import (
    AuthenticationError,
    ClientError,
    FilterError,
    ServerError,
    TransportError,
    UMFutures,
    UnknownOrderError,
)
from binance_futures.models.um.user_events import AccountUpdate, OrderTradeUpdate
from binance_futures.paper import Limits, PaperExchange, VirtualClock

__all__ = ["exchange", "stepped", "trader"]

ORDERS = {"um": {"symbol": "BTCUSDT", "quantity": "0.01"}, "cm": {"symbol": "BTCUSD_PERP", "quantity": 3}}


# Orders and their events


@pytest.mark.parametrize("kind", KEYS)
@pytest.mark.parametrize("product", ["um", "cm"])
async def test_an_order_fills_and_its_events_arrive(trader: Trader, product: str, kind: str) -> None:
    """With each kind of key a market order is filled, and its user events come by themselves."""
    client = trader.open(f"{product}_client", kind)
    events = await trader.user_data(client)
    order = await trader.call(client.new_order, side="BUY", type="MARKET", newOrderRespType="RESULT", **ORDERS[product])
    assert order.status == "FILLED"
    names = {type(await trader.next(events)).__name__ for _ in range(3)}
    assert "OrderTradeUpdate" in names
    position = await trader.call(client.get_position_risk)
    assert any(row.symbol == ORDERS[product]["symbol"] and row.positionAmt > 0 for row in position)


async def test_a_fill_is_told_as_it_was(trader: Trader) -> None:
    """The event of a fill names the order, what was filled at which price, and then the account."""
    client = trader.open()
    events = await trader.user_data(client)
    order = await trader.call(client.new_order, "BTCUSDT", "SELL", "MARKET", quantity="0.02", newOrderRespType="RESULT")
    filled = await trader.find(events, OrderTradeUpdate)
    while filled.order.status != "FILLED":
        filled = await trader.find(events, OrderTradeUpdate)
    assert filled.order.orderId == order.orderId
    assert filled.order.executedQty == Decimal("0.02")
    account = await trader.find(events, AccountUpdate)
    assert account.account.reason == "ORDER"


@pytest.mark.parametrize("kind", KEYS)
@pytest.mark.parametrize("product", ["um", "cm"])
async def test_the_websocket_api_trades(trader: Trader, product: str, kind: str) -> None:
    """An order is placed, queried and cancelled over the WebSocket API with each kind of key."""
    api = trader.open(f"{product}_ws_api", kind)
    rest = {"side": "BUY", "type": "LIMIT", "timeInForce": "GTC", "price": "98000"}
    order = await trader.call(api.new_order, **rest, **ORDERS[product])
    which = {"symbol": order.symbol, "orderId": order.orderId}
    assert (await trader.call(api.query_order, **which)).status == "NEW"
    assert (await trader.call(api.cancel_order, **which)).status == "CANCELED"
    assert api.limit_usage
    with pytest.raises(UnknownOrderError) as gone:
        await trader.call(api.cancel_order, **which)
    assert gone.value.error_code == -2011


async def test_what_is_wrong_is_refused(trader: Trader) -> None:
    """A wrong secret, a price off the tick and an unknown symbol are refused with Binance's codes."""
    client = trader.open()
    with pytest.raises(FilterError) as off_tick:
        await trader.call(client.new_order, "BTCUSDT", "BUY", "LIMIT", timeInForce="GTC", quantity=1, price="98000.01")
    assert off_tick.value.error_code == -4014
    with pytest.raises(ClientError) as unknown:
        await trader.call(client.depth, "NOSUCH")
    assert unknown.value.error_code == -1121
    with (
        UMFutures(trader.exchange.key().key, "wrong", base_url=trader.exchange.rest_url) as wrong,
        pytest.raises(AuthenticationError) as signature,
    ):
        await asyncio.to_thread(wrong.balance)
    assert signature.value.error_code == -1022


async def test_both_products_live_on_one_port(trader: Trader) -> None:
    """The paths that both products have are told apart by the pair."""
    um, cm = trader.open("um_client"), trader.open("cm_client")
    assert (await trader.call(um.basis, "BTCUSDT", "PERPETUAL", "5m", limit=1))[0].pair == "BTCUSDT"
    assert (await trader.call(cm.basis, "BTCUSD", "PERPETUAL", "5m", limit=1))[0].pair == "BTCUSD"
    assert await trader.call(cm.taker_long_short_ratio, "BTCUSD", "PERPETUAL", "5m", limit=1)


async def test_limits_are_counted(trader: Trader) -> None:
    """Answers tell the weight and the orders that were used."""
    client = trader.open()
    await trader.call(client.depth, "BTCUSDT")
    assert int(client.limit_usage["x-mbx-used-weight-1m"]) > 0
    await trader.call(client.new_order_test, "BTCUSDT", "BUY", "MARKET", quantity=1)


# Start and stop


def test_nothing_is_left_after_the_end() -> None:
    """A stopped exchange leaves no thread, no socket and no file behind; its port is free."""
    with PaperExchange():
        pass  # so that modules and loggers are there
    before, threads = open_files(), {*threading.enumerate()}
    with PaperExchange() as running:
        port = running.port
        with (
            running.um_client() as client,
            running.um_streams() as streams,
            running.um_ws_api() as api,
            client.user_data(),
            streams.agg_trade("BTCUSDT"),
        ):
            api.session_status()
    for thread in {*threading.enumerate()} - threads:
        thread.join(5)  # a worker that called for a listen key ends by itself
    assert (open_files(), {*threading.enumerate()} - threads) == (before, set())
    with socket.create_server(("127.0.0.1", port)):
        pass
    running.stop()
    assert repr(running) == "<PaperExchange not running>"


def test_connections_are_told_of_the_end() -> None:
    """Stream connections get serverShutdown and then the close frame when the exchange stops."""
    running = PaperExchange().start()
    with connect(f"{running.stream_url}/market/ws") as stream:
        running.stop()
        assert "serverShutdown" in stream.recv()
        with pytest.raises(ConnectionClosed, match="1001"):
            stream.recv()


def test_the_end_does_not_wait_for_slow_answers() -> None:
    """A stop within a second cuts off who still waits for an answer; a second stop does nothing."""
    running = PaperExchange().start()
    asked = threading.Event()

    def note(_: object) -> bool:
        asked.set()
        return True

    running.faults.slow(30, when=note)
    with running.um_client(retries=0) as client, ThreadPoolExecutor() as pool:
        answer = pool.submit(client.ping)
        assert asked.wait(5)
        start = time.monotonic()
        running.stop()
        assert time.monotonic() - start < 1
        with pytest.raises(TransportError):
            answer.result(5)
    running.stop()


def test_a_stop_before_the_start_holds(exchange: PaperExchange) -> None:
    """An exchange that is stopped while it starts does not stay."""
    one = PaperExchange()
    one._stopping = True
    one._thread = threading.Thread(target=one._run)
    one._thread.start()
    one.stop()
    assert not one.running


async def test_it_runs_beside_an_event_loop() -> None:
    """In `async with` it answers although the loop of the program is blocked."""
    async with PaperExchange() as running:
        with running.um_client() as client:
            assert client.ping() is not None  # the loop is blocked meanwhile


def test_it_is_started_once(exchange: PaperExchange) -> None:
    """A second start, a taken port, and use while it does not run say what is wrong."""
    with pytest.raises(RuntimeError, match="make another"):
        exchange.start()
    with pytest.raises(OSError, match="in use"):
        PaperExchange(port=exchange.port).start()
    idle = PaperExchange()
    with pytest.raises(RuntimeError, match="not running"):
        idle.rest_url  # noqa: B018 - reading it is what fails
    with pytest.raises(RuntimeError, match="not running"):
        idle.advance(1)


async def test_a_start_that_fails_in_async_with_leaves_nothing(exchange: PaperExchange) -> None:
    """The error of a start reaches `async with`."""
    with pytest.raises(OSError, match="in use"):
        async with PaperExchange(port=exchange.port):
            raise AssertionError


def test_a_failure_of_the_market_is_not_hidden(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """What ends the exchange is logged, and raised when it is stopped."""
    running = PaperExchange().start()

    def fail() -> None:
        raise ArithmeticError("the market broke")

    monkeypatch.setattr(running._backend.market, "step", fail)
    assert running._thread is not None
    running._thread.join(10)
    assert not running.running
    with pytest.raises(ArithmeticError, match="the market broke"):
        running.stop()
    assert "the paper exchange ended" in caplog.text


def test_a_bug_is_answered_as_one(
    exchange: PaperExchange, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """What fails inside is answered with 500 and logged."""

    def fail(*args: object, **kwargs: object) -> None:
        raise ArithmeticError("inside")

    monkeypatch.setattr(exchange._backend.api, "answer", fail)
    with exchange.um_client(retries=0) as client, pytest.raises(ServerError, match="-1000"):
        client.ping()
    assert "ping failed" in caplog.text


def test_secrets_are_not_shown(exchange: PaperExchange) -> None:
    """No secret is in the repr of a key."""
    for kind in KEYS:
        key = exchange.key(kind)
        assert key.key not in repr(key)
        assert key.signs_with not in repr(key)
        assert exchange.key(kind) is key


# Time


def test_time_moves_by_hand(stepped: PaperExchange) -> None:
    """With a virtual clock the market moves as far as it is told; the SDK follows the clock by itself."""
    start = stepped.now
    with stepped.um_client() as client:
        assert client.time().serverTime == start
        price = client.ticker_price("BTCUSDT").price
        stepped.advance(30)
        assert client.time().serverTime == stepped.now == start + 30_000
        assert client.ticker_price("BTCUSDT").price != price
        assert client.balance()
        stepped.advance(9 * 3600)
        assert client.funding_rate("BTCUSDT")[-1].fundingTime > start


def test_a_clock_that_moves_by_itself_is_not_moved(exchange: PaperExchange) -> None:
    """`advance` needs a virtual clock."""
    with pytest.raises(RuntimeError, match="VirtualClock"):
        exchange.advance(1)


def test_the_same_seed_is_the_same_exchange() -> None:
    """Two exchanges of one seed have the same keys, and the same books after the same time."""

    def book() -> object:
        with PaperExchange(3, clock=VirtualClock(NOW)) as running, running.um_client() as client:
            running.advance(2)
            return client.depth("ETHUSDT", limit=20).bids, running.key().key

    assert book() == book()


def test_recorded_trades_are_replayed(tmp_path: Path) -> None:
    """A file of trades takes the place of the simulated flow of its symbol."""
    path = tmp_path / "ETHUSDT-trades-2026-01-01.csv"
    rows = [f"{number},{3000 + number}.00,1.5,4500,{1000 * number},true" for number in range(1, 20)]
    path.write_text("\n".join(rows))
    with PaperExchange(clock=VirtualClock(NOW), replay=path, speed=2) as running, running.um_client() as client:
        running.advance(5)
        assert client.ticker_price("ETHUSDT").price == Decimal("3011.00")
    with pytest.raises(ValueError, match="ETHUSDT"):
        PaperExchange(replay={"ETHUSDT": []})


def test_balances_and_limits_are_ours(tmp_path: Path) -> None:
    """The demo account has what it is given, and limits are the given ones."""
    limits = Limits(orders_10s=1)
    with PaperExchange(balances={("um", "USDT"): "250.5"}, limits=limits) as running, running.um_client() as client:
        assert {row.asset: row.balance for row in client.balance() if row.balance} == {"USDT": Decimal("250.5")}
        place = {"symbol": "BTCUSDT", "side": "BUY", "type": "LIMIT", "timeInForce": "GTC", "price": "98000"}
        client.new_order(quantity="0.001", **place)
        with pytest.raises(ClientError) as refused:
            client.new_order(quantity="0.001", **place)
    assert refused.value.error_code == -1015


@pytest.mark.parametrize("side", ["BUY", "SELL"])
def test_somebody_moves_the_price(exchange: PaperExchange, side: Literal["BUY", "SELL"]) -> None:
    """`push` trades through everything up to a price, a user's order included."""
    with exchange.um_client() as client:
        mark = round(client.mark_price("BTCUSDT").markPrice, 1)
        price = mark - 300 if side == "BUY" else mark + 300
        order = client.new_order("BTCUSDT", side, "LIMIT", timeInForce="GTC", quantity=0.01, price=price)
        exchange.push("BTCUSDT", price - 1 if side == "BUY" else price + 1)
        assert client.query_order("BTCUSDT", orderId=order.orderId).status == "FILLED"


@pytest.mark.parametrize(("symbol", "price"), [("NOUSDT", 1), ("BTCUSDT", "100000.03"), ("BTCUSDT", 0)])
def test_a_price_that_cannot_be_is_refused(exchange: PaperExchange, symbol: str, price: float | str) -> None:
    """`push` takes listed contracts and prices on their grid."""
    with pytest.raises(ValueError, match=symbol):
        exchange.push(symbol, price)
