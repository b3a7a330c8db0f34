"""Shows the order book of a symbol live in the terminal: levels, spread, last trades, and whether it is in sync.

    python examples/programs/order_book_viewer.py BTCUSDT --levels 12

Ends with Ctrl-C, or after `--seconds`.
"""

import argparse
import asyncio
from collections import deque
from collections.abc import Iterable, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from decimal import Decimal
from typing import Final

from rich.console import Console, Group
from rich.live import Live
from rich.table import Table
from rich.text import Text

from binance_futures import AsyncOrderBook, BinanceError, UnknownEvent
from binance_futures.models.um import Level
from binance_futures.models.um.events import AggTrade
from binance_futures.paper import exchange_from_env
from binance_futures.streams import um as s

WIDTH: Final = 20  # of the longest bar
TRADES: Final = 10


def state(book: AsyncOrderBook) -> Text:
    """Whether the book may be believed, and how often it could not."""
    losses = f"{book.resyncs} times out of sync, {len(book.gaps)} without a connection"
    if book.in_sync:
        return Text.assemble(book.symbol, (" in sync ", "bold green"), f"at update {book.last_update_id}; {losses}")
    return Text.assemble(book.symbol, (" not in sync: nobody knows it now ", "bold red"), losses)


def spread(bid: Level | None, ask: Level | None) -> str:
    """The spread of the best prices, also in basis points of their mean."""
    if bid is None or ask is None:
        return "no spread"
    gap = ask.price - bid.price
    return f"spread {gap} ({gap / (ask.price + bid.price) * 20_000:.2f} bp)"


def ladder(book: AsyncOrderBook, levels: int) -> Table:
    """The best levels: sellers above, buyers below, each with a bar of its quantity."""
    bids, asks = book.bids(levels), book.asks(levels)
    most = max((level.quantity for level in (*bids, *asks)), default=Decimal(1))
    made = Table("price", "quantity", "", box=None, padding=(0, 1))

    def rows(side: Iterable[Level], colour: str) -> None:
        for level in side:
            bar = "█" * max(round(level.quantity / most * WIDTH), 1)
            made.add_row(Text(str(level.price), colour), str(level.quantity), Text(bar, colour))

    rows(reversed(asks), "red")
    made.add_row("", "", spread(bids[0] if bids else None, asks[0] if asks else None))
    rows(bids, "green")
    return made


def tape(trades: Iterable[AggTrade]) -> Table:
    """The last trades, the newest first, in the colour of the taker."""
    made = Table("time", "price", "quantity", box=None, padding=(0, 1))
    for trade in trades:
        at = datetime.fromtimestamp(trade.tradeTime / 1000, UTC)
        colour = "red" if trade.isBuyerMaker else "green"
        made.add_row(f"{at:%H:%M:%S}", Text(str(trade.price), colour), str(trade.quantity))
    return made


def view(book: AsyncOrderBook, trades: Iterable[AggTrade], levels: int) -> Group:
    """The whole picture."""
    both = Table.grid(padding=(0, 4))
    both.add_row(ladder(book, levels), tape(trades))
    return Group(state(book), both)


async def watch(symbol: str, levels: int, seconds: float | None, console: Console) -> None:
    """Shows the book whenever it changed, until the time is over.

    Raises:
        BinanceError: There is no such symbol.
    """
    latest: deque[AggTrade] = deque(maxlen=TRADES)
    async with (
        exchange_from_env() as exchange,
        exchange.async_um_client() as client,
        exchange.async_um_streams() as streams,
    ):
        await client.depth(symbol, limit=5)  # a stream of no symbol would stay silent for ever
        trades = streams.subscribe(s.agg_trade(symbol), size=TRADES)
        with Live(console=console, auto_refresh=False) as live, suppress(TimeoutError):
            async with asyncio.timeout(seconds), streams.order_book(symbol) as book:
                async for _ in book:
                    for _ in range(len(trades)):  # those that have come meanwhile
                        trade = await anext(trades)
                        if not isinstance(trade, UnknownEvent):
                            latest.appendleft(trade)
                    live.update(view(book, latest, levels), refresh=True)


def main(argv: Sequence[str] | None = None) -> None:
    """Shows what the command line says."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("symbol", nargs="?", default="BTCUSDT")
    parser.add_argument("--levels", type=int, default=12, help="of either side (12)")
    parser.add_argument("--seconds", type=float, help="how long; for ever without it")
    args = parser.parse_args(argv)
    try:
        asyncio.run(watch(args.symbol, args.levels, args.seconds, Console()))
    except BinanceError as error:
        raise SystemExit(str(error)) from None
    except KeyboardInterrupt:
        pass


if __name__ == "__main__":
    main()
