"""CPU time of the paper exchange's answers beyond its engine's own: an order placed, a fill told, a book written."""

import random
import time
from collections import deque
from collections.abc import Callable
from decimal import Decimal

from binance_futures.paper._api_orders import Orders
from binance_futures.paper._book import DepthChange
from binance_futures.paper._call import Call, Given
from binance_futures.paper._clock import VirtualClock
from binance_futures.paper._engine import Engine
from binance_futures.paper._events import Event
from binance_futures.paper._gate import Admitted
from binance_futures.paper._instruments import listed
from binance_futures.paper._keys import ApiKey
from binance_futures.paper._routes import table
from binance_futures.paper._wire_market import depth_update
from binance_futures.paper._wire_user import UserEvent, user_messages

NOW = 1_767_225_600_000
COUNT = 20_000
D = Decimal


def report(what: str, seconds: float, count: int) -> None:
    print(f"{what:58} {seconds / count * 1e6:7.1f} µs")


def timed(action: Callable[[], object]) -> float:
    start = time.perf_counter()
    for _ in range(COUNT):
        action()
    return time.perf_counter() - start


def main() -> None:
    events: deque[Event] = deque(maxlen=200)
    engine = Engine(VirtualClock(NOW), random.Random(7), listed(NOW), events.append)
    for step in range(1, 101):
        engine.place_anonymous("BTCUSDT", "BUY", D("0.5"), D(100_000) - step)
        engine.place_anonymous("BTCUSDT", "SELL", D("0.5"), D(100_000) + step)
    account = engine.open_account("alice", {("um", "USDT"): D(10_000_000)})
    orders = Orders(engine)
    route = table("um").find("POST", "/fapi/v1/order")
    if route is None:
        raise LookupError("the order endpoint is gone")
    key = ApiKey.with_secret("key-of-alice", "secret-of-benchmarks", "alice")
    given = {
        "symbol": "BTCUSDT",
        "side": "BUY",
        "type": "LIMIT",
        "timeInForce": "GTC",
        "quantity": "0.002",
        "price": "99950.0",
    }
    admitted = Admitted(route, key, given, (), {})

    def bare() -> None:
        order = engine.new_order(
            account, "BTCUSDT", "BUY", "LIMIT", quantity=D("0.002"), price=D("99950.0"), timeInForce="GTC"
        )
        engine.cancel_order(account, "BTCUSDT", orderId=order.orderId)

    def answered() -> None:
        orders.new_order(Call(engine, admitted, "um", NOW, Given(given)))
        engine.cancel_order(account, "BTCUSDT", orderId=next(reversed(account.open_orders)))

    own = timed(bare)
    report("an order placed and cancelled, engine alone", own, COUNT)
    report("answering it, beyond that", timed(answered) - own, COUNT)
    events.clear()
    engine.new_order(account, "BTCUSDT", "BUY", "MARKET", quantity=D("0.002"))
    told = [event for event in events if isinstance(event, UserEvent)]
    report("user events of a market order written", timed(lambda: [user_messages(event) for event in told]), COUNT)
    (change,) = (event for event in events if isinstance(event, DepthChange))
    instrument = engine.listings["BTCUSDT"].instrument
    report("a depth update written", timed(lambda: depth_update(change, instrument, NOW)), COUNT)


if __name__ == "__main__":
    main()
