"""Watches the liquidations of both products, tells of large ones, and sums them by contract and side.

    python examples/programs/liquidation_watcher.py --large 100000 --minutes 15

Binance tells the largest liquidation of a contract in each second, so sums are what is known at least. Ends with
Ctrl-C, or after `--seconds`.
"""

import argparse
import asyncio
import time
from collections import defaultdict, deque
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from decimal import Decimal
from typing import Final, NamedTuple

from rich.console import Console
from rich.live import Live
from rich.table import Table

from binance_futures import AsyncCMFutures, AsyncCMStreams, AsyncUMStreams, UnknownEvent
from binance_futures.models.um.events import LiquidatedOrder
from binance_futures.paper import exchange_from_env

MOST: Final = 100_000
"""Liquidations that are remembered, however long the window is."""


class Liquidation(NamedTuple):
    """A liquidation, as far as it was filled."""

    symbol: str
    side: str
    """Side of the position, `long` or `short`; the order is of the other one."""
    notional: Decimal
    """Its value (quote asset, which is USD on COIN-M)."""
    price: Decimal
    time: int
    """Time of the trade (ms)."""


class Window:
    """The liquidations of the last minutes."""

    def __init__(self, minutes: float) -> None:
        self._length = minutes * 60_000
        self._kept: deque[Liquidation] = deque(maxlen=MOST)

    def add(self, liquidation: Liquidation) -> None:
        """Takes one."""
        self._kept.append(liquidation)

    def sums(self, now: int) -> list[tuple[str, Decimal, Decimal]]:
        """Contract, longs, shorts, the largest sum first; what is older than the window at `now` (ms) is forgotten."""
        while self._kept and self._kept[0].time <= now - self._length:
            self._kept.popleft()
        sums: defaultdict[str, dict[str, Decimal]] = defaultdict(lambda: {"long": Decimal(0), "short": Decimal(0)})
        for each in self._kept:
            sums[each.symbol][each.side] += each.notional
        rows = [(symbol, of["long"], of["short"]) for symbol, of in sums.items()]
        return sorted(rows, key=lambda row: row[1] + row[2], reverse=True)


class Sizes:
    """What contracts of COIN-M are worth in USD."""

    def __init__(self, client: AsyncCMFutures) -> None:
        self._client = client
        self._known: dict[str, int] = {}

    async def notional(self, order: LiquidatedOrder) -> Decimal:
        """The filled value of an order (USD).

        Raises:
            LookupError: There is no such contract.
        """
        if order.symbol not in self._known:  # at first, and when a contract is listed
            info = await self._client.exchange_info()
            self._known = {each.symbol: each.contractSize for each in info.symbols}
        return order.executedQty * self._known[order.symbol]


async def um_notional(order: LiquidatedOrder) -> Decimal:
    """The filled value of an order of USDⓈ-M (quote asset)."""
    return order.executedQty * order.avgPrice


async def follow(
    streams: AsyncUMStreams | AsyncCMStreams,
    notional: Callable[[LiquidatedOrder], Awaitable[Decimal]],
    window: Window,
    tell: Callable[[Liquidation], object],
) -> None:
    """Takes the liquidations of one product."""
    symbol_type = 1 if streams.product == "um" else 2
    async for event in streams.liquidation_order_all_market():
        if isinstance(event, UnknownEvent):
            continue  # of a shape that this version of the library does not know
        if event.symbolType not in (None, symbol_type):
            continue  # the stream of either product may carry both
        order = event.order
        side = "long" if order.side == "SELL" else "short"
        one = Liquidation(order.symbol, side, await notional(order), order.avgPrice, order.tradeTime)
        window.add(one)
        tell(one)


def table(rows: Sequence[tuple[str, Decimal, Decimal]], minutes: float) -> Table:
    """The sums, the largest first."""
    made = Table("contract", "longs", "shorts", box=None, padding=(0, 2), title=f"Liquidated in {minutes:g} minutes")
    for symbol, longs, shorts in rows[:20]:
        made.add_row(symbol, f"{longs:,.0f}", f"{shorts:,.0f}")
    return made


async def watch(large: Decimal, minutes: float, seconds: float | None, console: Console) -> None:
    """Watches both products until the time is over."""
    window = Window(minutes)

    def tell(one: Liquidation) -> None:
        if one.notional >= large:
            at = datetime.fromtimestamp(one.time / 1000, UTC)
            console.print(f"{at:%H:%M:%S} {one.symbol} {one.side} {one.notional:,.0f} at {one.price}", markup=False)

    async with (
        exchange_from_env() as exchange,
        exchange.async_cm_client() as cm,
        exchange.async_um_streams() as um_streams,
        exchange.async_cm_streams() as cm_streams,
    ):
        with Live(console=console, auto_refresh=False) as live, suppress(TimeoutError):
            async with asyncio.timeout(seconds), asyncio.TaskGroup() as tasks:
                tasks.create_task(follow(um_streams, um_notional, window, tell))
                tasks.create_task(follow(cm_streams, Sizes(cm).notional, window, tell))
                while True:
                    live.update(table(window.sums(time.time_ns() // 1_000_000), minutes), refresh=True)
                    await asyncio.sleep(1)


def main(argv: Sequence[str] | None = None) -> None:
    """Watches as the command line says."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--large", type=Decimal, default=Decimal(100_000), help="told one by one from here on (100000)")
    parser.add_argument("--minutes", type=float, default=15, help="window of the sums (15)")
    parser.add_argument("--seconds", type=float, help="how long; for ever without it")
    args = parser.parse_args(argv)
    with suppress(KeyboardInterrupt):
        asyncio.run(watch(args.large, args.minutes, args.seconds, Console()))


if __name__ == "__main__":
    main()
