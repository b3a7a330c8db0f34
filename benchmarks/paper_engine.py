"""CPU time in the paper exchange's engine: an order placed and cancelled, a fill. No I/O."""

import random
import time
from collections import deque
from decimal import Decimal

from binance_futures.paper._clock import VirtualClock
from binance_futures.paper._engine import Engine
from binance_futures.paper._instruments import listed

NOW = 1_767_225_600_000
COUNT = 20_000
D = Decimal


def engine() -> Engine:
    fresh = Engine(VirtualClock(NOW), random.Random(7), listed(NOW), deque(maxlen=1).append)
    for symbol, unit in (("BTCUSDT", D("0.5")), ("BTCUSD_PERP", D(500))):
        for step in range(1, 101):
            fresh.place_anonymous(symbol, "BUY", unit, D(100_000) - step)
            fresh.place_anonymous(symbol, "SELL", unit, D(100_000) + step)
    return fresh


def report(what: str, seconds: float, count: int) -> None:
    print(f"{what:58} {seconds / count * 1e6:7.1f} µs")


def main() -> None:
    for symbol, quantity in (("BTCUSDT", D("0.002")), ("BTCUSD_PERP", D(2))):
        exchange = engine()
        account = exchange.open_account("alice", {("um", "USDT"): D(10_000_000), ("cm", "BTC"): D(100)})
        price = D(99_950)
        start = time.perf_counter()
        for _ in range(COUNT):
            order = exchange.new_order(
                account, symbol, "BUY", "LIMIT", quantity=quantity, price=price, timeInForce="GTC"
            )
            exchange.cancel_order(account, symbol, orderId=order.orderId)
        report(f"{symbol}: limit order placed and cancelled", time.perf_counter() - start, COUNT)

        start = time.perf_counter()
        for number in range(COUNT):
            exchange.new_order(account, symbol, "BUY" if number % 2 else "SELL", "MARKET", quantity=quantity)
        report(f"{symbol}: market order filled by nobody's order", time.perf_counter() - start, COUNT)

        maker = exchange.open_account("bob", {("um", "USDT"): D(10_000_000), ("cm", "BTC"): D(100)})
        start = time.perf_counter()
        for _ in range(COUNT // 2):
            exchange.new_order(maker, symbol, "SELL", "LIMIT", quantity=quantity, price=D(100_000), timeInForce="GTC")
            exchange.new_order(account, symbol, "BUY", "MARKET", quantity=quantity)
            exchange.new_order(maker, symbol, "BUY", "LIMIT", quantity=quantity, price=D(100_000), timeInForce="GTC")
            exchange.new_order(account, symbol, "SELL", "MARKET", quantity=quantity)
        report(f"{symbol}: limit order placed, market order fills it", time.perf_counter() - start, COUNT)

        start = time.perf_counter()
        for _ in range(COUNT):
            nobody = exchange.place_anonymous(symbol, "BUY", quantity, price)
            exchange.cancel_anonymous(symbol, nobody.orderId)
        report(f"{symbol}: nobody's order placed and cancelled", time.perf_counter() - start, COUNT)


if __name__ == "__main__":
    main()
