"""The viewer's tests: what it shows of a book that is in sync, of one that is not, and how it ends."""

import asyncio
import io
from collections.abc import AsyncIterator, Callable

import order_book_viewer
import pytest
from order_book_viewer import state, view
from rich.console import Console, RenderableType

from binance_futures import AsyncOrderBook
from binance_futures.models.um.events import AggTrade
from binance_futures.paper import PaperExchange


def shown(picture: RenderableType) -> str:
    console = Console(file=io.StringIO(), width=120)
    console.print(picture)
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


@pytest.fixture
async def book(paper_exchange: PaperExchange) -> AsyncIterator[AsyncOrderBook]:
    async with (
        asyncio.timeout(20),
        paper_exchange.async_um_streams() as streams,
        streams.order_book("BTCUSDT") as book,
    ):
        yield await book.until_in_sync()


async def test_levels_stand_around_the_spread(book: AsyncOrderBook) -> None:
    """Sellers fall and buyers fall, the best ones next to the spread, the longest bar at the largest quantity."""
    lines = shown(view(book, [], 4)).splitlines()
    bids, asks = book.bids(4), book.asks(4)
    levels = [*reversed(asks), *bids]
    assert f"BTCUSDT in sync at update {book.last_update_id}" in lines[0]
    assert [line.split()[0] for line in lines[2:6] + lines[7:11]] == [str(level.price) for level in levels]
    assert lines[6].split()[:2] == ["spread", str(asks[0].price - bids[0].price)]
    bars = [line.count("█") for line in lines[2:6] + lines[7:11]]
    largest = max(levels, key=lambda level: level.quantity)
    assert bars[levels.index(largest)] == max(bars) == order_book_viewer.WIDTH


async def test_a_lost_book_shows_no_prices(book: AsyncOrderBook, paper_exchange: PaperExchange) -> None:
    """After a gap it says so, shows nothing that could be traded on, and counts it when it is back."""
    await asyncio.to_thread(paper_exchange.faults.skip_depth, "BTCUSDT")
    async for _ in book:
        if not book.in_sync:
            break
    lost = shown(view(book, [], 4))
    assert "not in sync" in lost
    assert "no spread" in lost
    assert "█" not in lost
    await book.until_in_sync()
    assert "1 times out of sync" in shown(state(book))


def trade(number: int, *, sold: bool) -> AggTrade:
    wire = {"e": "aggTrade", "E": 1, "s": "BTCUSDT", "a": number, "p": f"{number}.50", "q": "0.002", "nq": "0.002"}
    return AggTrade.model_validate(wire | {"f": 1, "l": 1, "T": 1_767_225_600_000, "m": sold})


def test_trades_have_the_colour_of_the_taker() -> None:
    """Who sold into the book is red, who bought from it green; the newest comes first."""
    console = Console(file=io.StringIO(), width=80, force_terminal=True, color_system="standard")
    console.print(order_book_viewer.tape([trade(2, sold=True), trade(1, sold=False)]))
    assert isinstance(console.file, io.StringIO)
    _, newest, older = console.file.getvalue().splitlines()
    assert "00:00:00" in newest
    assert "\x1b[31m2.50" in newest
    assert "\x1b[32m1.50" in older


def test_the_command_line(
    command_line: PaperExchange,
    ctrl_c: Callable[[], None],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """It shows the book and the trades of a symbol; Ctrl-C ends it with the last picture shown."""
    real = order_book_viewer.view

    def shown_once(book: AsyncOrderBook, trades: list[AggTrade], levels: int) -> RenderableType:
        if trades:
            ctrl_c()
        else:
            command_line.push("ETHUSDT", book.asks()[1].price)
        return real(book, trades, levels)

    monkeypatch.setattr(order_book_viewer, "view", shown_once)
    order_book_viewer.main(["ETHUSDT", "--levels", "3", "--seconds", "20"])
    out = capsys.readouterr().out
    assert "ETHUSDT in sync" in out
    assert out.count("█") >= 6


def test_a_symbol_that_there_is_not(command_line: PaperExchange) -> None:
    """It ends with the exchange's own words."""
    with pytest.raises(SystemExit, match="-1121"):
        order_book_viewer.main(["NOSUCH", "--seconds", "20"])
    assert command_line.running
