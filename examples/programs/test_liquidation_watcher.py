"""The liquidation watcher's tests: real liquidations of both products, on a clock that is moved."""

import asyncio
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any

import liquidation_watcher
import pytest
from liquidation_watcher import MOST, Liquidation, Sizes, Window, follow, um_notional

from binance_futures import CMFutures, UMFutures
from binance_futures.paper import PaperExchange, VirtualClock

NOW = 1_790_000_000_000


@pytest.fixture
def exchange() -> Iterator[PaperExchange]:
    with PaperExchange(clock=VirtualClock(NOW)) as exchange:
        yield exchange


def liquidate(exchange: PaperExchange, client: UMFutures | CMFutures, symbol: str, quantity: str) -> None:
    """Holds a long and a short position with the highest leverage until the market has closed one of them."""
    client.change_margin_type(symbol, "ISOLATED")
    client.change_leverage(symbol, 125)
    client.new_order(symbol, "BUY", "MARKET", quantity=quantity, positionSide="LONG")
    client.new_order(symbol, "SELL", "MARKET", quantity=quantity, positionSide="SHORT")
    while not client.force_orders(symbol):
        exchange.advance(600)
    exchange.advance(2)


async def test_liquidations_of_both_products_are_told_once(exchange: PaperExchange) -> None:
    """Each is told once, though the streams of both carry it, with its side and what was filled of it in quote."""
    told: asyncio.Queue[Liquidation] = asyncio.Queue()
    um_opened, cm_opened = asyncio.Event(), asyncio.Event()
    window = Window(10_000)
    with exchange.um_client() as um, exchange.cm_client() as cm:
        async with (
            exchange.async_cm_client() as sizes,
            exchange.async_um_streams(on_open=lambda _: um_opened.set()) as um_streams,
            exchange.async_cm_streams(on_open=lambda _: cm_opened.set()) as cm_streams,
        ):
            following = [
                asyncio.create_task(follow(um_streams, um_notional, window, told.put_nowait)),
                asyncio.create_task(follow(cm_streams, Sizes(sizes).notional, window, told.put_nowait)),
            ]
            async with asyncio.timeout(20):
                await asyncio.gather(um_opened.wait(), cm_opened.wait())
                assert await um_streams.list_subscribe()
                assert await cm_streams.list_subscribe()
                await asyncio.to_thread(um.change_position_mode, dualSidePosition=True)
                await asyncio.to_thread(liquidate, exchange, um, "BTCUSDT", "0.1")
                one = await told.get()
                await asyncio.to_thread(liquidate, exchange, cm, "BTCUSD_PERP", "20")
                other = await told.get()
            assert told.empty()
            for task in following:
                task.cancel()
            await asyncio.wait(following)
        (order,) = um.force_orders("BTCUSDT")
        (held,) = um.get_position_risk("BTCUSDT")
    assert one.side == ("long" if held.positionSide == "SHORT" else "short")
    assert (one.symbol, one.notional, one.price) == ("BTCUSDT", order.executedQty * order.avgPrice, order.avgPrice)
    assert (other.symbol, other.notional) == ("BTCUSD_PERP", Decimal(20 * 100))
    sums = {symbol: longs + shorts for symbol, longs, shorts in window.sums(exchange.now)}
    assert sums == {one.symbol: one.notional, other.symbol: other.notional}


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
