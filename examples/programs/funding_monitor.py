"""Shows the highest and lowest funding rates of all perpetual contracts, what they come to in a year, and alerts.

    python examples/programs/funding_monitor.py --top 5 --alert 50

Contracts pay every 8, 4 or 1 hours, so only annualised rates compare. Ends with Ctrl-C, or after `--seconds`.
"""

import argparse
import asyncio
from collections.abc import Iterable, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from decimal import Decimal
from typing import Final, NamedTuple

from rich.console import Console
from rich.live import Live
from rich.table import Table

from binance_futures import AsyncCMFutures, AsyncCMStreams, AsyncUMFutures, AsyncUMStreams, BinanceError
from binance_futures.models.cm.events import MarkPrice as CMMarkPrice
from binance_futures.models.um import FundingInfo
from binance_futures.models.um.events import MarkPrice as UMMarkPrice
from binance_futures.paper import exchange_from_env

DEFAULT_HOURS: Final = 8  # between fundings of what `funding_info` does not list
YEAR: Final = 365 * 24
MINUTE: Final = 60_000
HOUR: Final = 60 * MINUTE


class Funding(NamedTuple):
    """The funding of a contract as it stands."""

    symbol: str
    rate: Decimal
    """What longs pay shorts at the next funding (fraction)."""
    hours: int
    """Time between fundings."""
    time: int
    """Next funding (ms)."""
    bound: str
    """Whether the rate is at its cap or floor, where these are told."""

    @property
    def annual(self) -> Decimal:
        """The rate of a year (percent), not compounded."""
        return self.rate * 100 * YEAR / self.hours


class Monitor:
    """Keeps the funding of every contract, and knows which rates have just passed a threshold.

    Args:
        threshold: Annualised rate (percent), of either sign, from which there is an alert.
    """

    def __init__(self, threshold: Decimal) -> None:
        self._threshold = threshold
        self._rules: dict[str, FundingInfo] = {}
        self._fundings: dict[str, Funding] = {}

    def learn(self, rules: Iterable[FundingInfo]) -> None:
        """Takes intervals, caps and floors."""
        self._rules.update({rule.symbol: rule for rule in rules})

    def update(self, marks: Iterable[UMMarkPrice | CMMarkPrice]) -> list[Funding]:
        """Takes prices of a stream; gives what has passed the threshold since the time before."""
        alerts: list[Funding] = []
        for mark in marks:
            if mark.lastFundingRate is None:  # a delivery contract
                continue
            before, now = self._fundings.get(mark.symbol), self._funding(mark, mark.lastFundingRate)
            self._fundings[mark.symbol] = now
            if abs(now.annual) >= self._threshold and (before is None or abs(before.annual) < self._threshold):
                alerts.append(now)
        return alerts

    def ranked(self, now: int) -> list[Funding]:
        """The highest annualised rate first; without contracts that are gone, whose funding time has passed."""
        self._fundings = {symbol: each for symbol, each in self._fundings.items() if each.time > now - MINUTE}
        return sorted(self._fundings.values(), key=lambda each: each.annual, reverse=True)

    def _funding(self, mark: UMMarkPrice | CMMarkPrice, rate: Decimal) -> Funding:
        rule = self._rules.get(mark.symbol)
        if rule is None:
            return Funding(mark.symbol, rate, DEFAULT_HOURS, mark.nextFundingTime, "")
        at_cap, at_floor = rate >= rule.adjustedFundingRateCap, rate <= rule.adjustedFundingRateFloor
        bound = "at its cap" if at_cap else "at its floor" if at_floor else ""
        return Funding(mark.symbol, rate, rule.fundingIntervalHours, mark.nextFundingTime, bound)


def table(ranked: Sequence[Funding], top: int) -> Table:
    """The highest rates, and the lowest."""
    made = Table("contract", "a year", "rate", "every", "next (UTC)", "", box=None, padding=(0, 2))
    for index, each in enumerate(ranked):
        if index < top or index >= len(ranked) - top:
            at = datetime.fromtimestamp(each.time / 1000, UTC)
            rates = f"{each.annual:+.2f} %", f"{each.rate * 100:+.4f} %"
            made.add_row(each.symbol, *rates, f"{each.hours} h", f"{at:%H:%M}", each.bound)
        elif index == top:
            made.add_row("…")
    return made


async def follow(
    client: AsyncUMFutures | AsyncCMFutures,
    streams: AsyncUMStreams | AsyncCMStreams,
    monitor: Monitor,
    live: Live,
    top: int,
) -> None:
    """Shows the contracts of one product; their rules are asked for anew every hour, for Binance changes them."""
    symbol_type = 1 if client.product == "um" else 2
    due = 0
    async for marks in streams.mark_price_all_market():
        if not isinstance(marks, list) or not marks:
            continue  # of a shape that this version of the library does not know
        now = marks[0].eventTime
        if now >= due:
            try:
                monitor.learn(await client.funding_info())
                due = now + HOUR
            except BinanceError as error:
                live.console.print(f"Intervals and caps are old, asking again in a minute: {error}", markup=False)
                due = now + MINUTE
        # The stream of either product may carry both.
        for alert in monitor.update(mark for mark in marks if mark.symbolType in (None, symbol_type)):
            live.console.print(f"[bold]{alert.symbol}[/]: {alert.annual:+.2f} % a year {alert.bound}")
        live.update(table(monitor.ranked(now), top), refresh=True)


async def watch(threshold: Decimal, top: int, seconds: float | None, console: Console) -> None:
    """Shows both products until the time is over."""
    monitor = Monitor(threshold)
    async with (
        exchange_from_env() as exchange,
        exchange.async_um_client() as um,
        exchange.async_cm_client() as cm,
        exchange.async_um_streams() as um_streams,
        exchange.async_cm_streams() as cm_streams,
    ):
        with Live(console=console, auto_refresh=False) as live, suppress(TimeoutError):
            async with asyncio.timeout(seconds), asyncio.TaskGroup() as tasks:
                tasks.create_task(follow(um, um_streams, monitor, live, top))
                tasks.create_task(follow(cm, cm_streams, monitor, live, top))


def main(argv: Sequence[str] | None = None) -> None:
    """Watches as the command line says."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--top", type=int, default=5, help="contracts shown at either end (5)")
    parser.add_argument("--alert", type=Decimal, default=Decimal(50), help="percent a year (50)")
    parser.add_argument("--seconds", type=float, help="how long; for ever without it")
    args = parser.parse_args(argv)
    with suppress(KeyboardInterrupt):
        asyncio.run(watch(args.alert, args.top, args.seconds, Console()))


if __name__ == "__main__":
    main()
