"""The liquidation watcher's tests: the crowd of both products is liquidated, and told of."""

import asyncio
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import liquidation_watcher
import pytest
from liquidation_watcher import MOST, Liquidation, Sizes, Window, follow, um_notional

from binance_futures.paper import PaperExchange

NOW = 1_790_000_000_000


@pytest.mark.paper_exchange(market="busy")
async def test_liquidations_of_both_products_are_told_once(paper_exchange: PaperExchange) -> None:
    """Each is told once, though the streams of both products carry it, and counts in the sums of its contract."""
    told: asyncio.Queue[Liquidation] = asyncio.Queue()
    window = Window(10_000)
    async with (
        paper_exchange.async_cm_client() as sizes,
        paper_exchange.async_um_streams() as um_streams,
        paper_exchange.async_cm_streams() as cm_streams,
    ):
        following = [
            asyncio.create_task(follow(um_streams, um_notional, window, told.put_nowait)),
            asyncio.create_task(follow(cm_streams, Sizes(sizes).notional, window, told.put_nowait)),
        ]
        everyone: list[Liquidation] = []
        async with asyncio.timeout(30):
            while len({each.symbol.endswith("USDT") for each in everyone}) < 2 or len(everyone) < 8:
                everyone.append(await told.get())
        for task in following:
            task.cancel()
        await asyncio.wait(following)
    assert len({*everyone}) == len(everyone)
    assert {each.side for each in everyone} <= {"long", "short"}
    assert all(each.notional > 0 for each in everyone)
    sums = {symbol: longs + shorts for symbol, longs, shorts in window.sums(paper_exchange.now)}
    assert all(sums[each.symbol] >= each.notional for each in everyone)


def liquidation(symbol: str, side: str, notional: int, time: int) -> Liquidation:
    return Liquidation(symbol, side, Decimal(notional), Decimal(100), time)


def test_sums_are_of_the_window_alone() -> None:
    """Longs and shorts are summed apart; the largest contract comes first, and what is too old is not counted."""
    window = Window(1)
    for each in (("AUSDT", "long", 5, 0), ("AUSDT", "long", 2, 30_000), ("BUSDT", "short", 4, 59_000)):
        window.add(liquidation(*each))
    assert window.sums(59_999) == [("AUSDT", Decimal(7), Decimal(0)), ("BUSDT", Decimal(0), Decimal(4))]
    assert window.sums(60_000) == [("BUSDT", Decimal(0), Decimal(4)), ("AUSDT", Decimal(2), Decimal(0))]
    assert window.sums(119_000) == []


def test_the_window_is_bounded() -> None:
    """However many there are, memory is not eaten: the oldest go."""
    window = Window(1)
    for _ in range(MOST + 1):
        window.add(liquidation("AUSDT", "long", 1, 0))
    assert window.sums(0) == [("AUSDT", Decimal(MOST), Decimal(0))]


def test_the_command_line(
    command_line: PaperExchange,
    ctrl_c: Callable[[], None],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Large liquidations are told, the others only summed; Ctrl-C ends it with the last sums shown."""
    real = Window.sums

    def sums(window: Window, now: int) -> list[tuple[str, Decimal, Decimal]]:
        asyncio.get_running_loop().call_soon(ctrl_c)
        return real(window, now)

    async def told(*given: Any) -> None:
        _, _, window, tell = given
        for one in (liquidation("AUSDT", "long", 999, NOW), liquidation("BUSDT", "short", 1000, NOW)):
            window.add(one)
            tell(one)

    monkeypatch.setattr(Window, "sums", sums)
    monkeypatch.setattr(liquidation_watcher, "follow", told)
    liquidation_watcher.main(["--large", "1000", "--minutes", "10000000", "--seconds", "20"])
    out = capsys.readouterr().out
    assert "BUSDT short 1,000 at 100\n" in out
    assert "AUSDT long" not in out
    assert command_line.running
