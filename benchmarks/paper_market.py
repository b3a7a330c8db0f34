"""CPU time of the paper exchange's market: its start, a second of all contracts, what streams and answers ask for."""

import random
import time
import tracemalloc
from collections.abc import Callable

from binance_futures.paper._clock import VirtualClock
from binance_futures.paper._engine import Engine
from binance_futures.paper._events import Event
from binance_futures.paper._instruments import listed
from binance_futures.paper._market import Intensity, Market

NOW = 1_767_225_600_000
SECONDS = 60


def market(intensity: Intensity = "normal") -> tuple[VirtualClock, Market]:
    clock, rng = VirtualClock(NOW), random.Random(7)

    def publish(event: Event) -> None:
        fresh.observe(event)

    engine = Engine(clock, rng, listed(NOW), publish)
    fresh = Market(engine, clock, rng, intensity=intensity)
    fresh.warm_up()
    return clock, fresh


def run(clock: VirtualClock, moving: Market, seconds: int) -> None:
    for _ in range(seconds * 10):
        clock.advance(100)
        moving.step()
    moving.take_changes()


def report(what: str, seconds: float, unit: str = "ms") -> None:
    print(f"{what:58} {seconds * (1e3 if unit == 'ms' else 1e6):7.1f} {unit}")


def each(what: str, call: Callable[[], object], count: int = 2000) -> None:
    start = time.process_time()
    for _ in range(count):
        call()
    report(what, (time.process_time() - start) / count, "µs")


def main() -> None:
    start = time.process_time()
    market()
    report("a market of 8 contracts made and warmed up", time.process_time() - start)
    for intensity in ("calm", "normal", "busy"):
        clock, moving = market(intensity)
        start = time.process_time()
        run(clock, moving, SECONDS)
        report(f"a second of it, {intensity}", (time.process_time() - start) / SECONDS)
    clock, moving = market()
    data = moving.data
    each("a running candlestick of 4 h", lambda: data.klines("BTCUSDT", "4h", limit=1))
    each("500 candlesticks of 1 m", lambda: data.klines("BTCUSDT", "1m", limit=500))
    each("a 24 h ticker", lambda: data.ticker_24h("BTCUSDT"))
    each("a book ticker", lambda: data.book_ticker("BTCUSDT"))
    tracemalloc.start()
    clock, moving = market()
    for minutes in (0, 10, 30):
        run(clock, moving, minutes * 60)
        print(f"memory after {minutes:2} minutes more {tracemalloc.get_traced_memory()[0] / 2**20:35.1f} MiB")


if __name__ == "__main__":
    main()
