"""The trailing stop's tests: its way to the end, and what goes wrong on it, on a clock that stands."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import suppress
from decimal import Decimal

import pytest
import trailing_stop
from trailing_stop import TrailingStop

from binance_futures import AsyncUMFutures, ClientError, InsufficientMarginError, Reconnected
from binance_futures.models.um.user_events import AlgoUpdate, UserEvent
from binance_futures.paper import Call, PaperExchange, VirtualClock
from binance_futures.streams import AsyncUserData

SYMBOL, QUANTITY = "BTCUSDT", Decimal("0.01")
STOPS = "/fapi/v1/algoOrder"


@pytest.fixture
def exchange() -> Iterator[PaperExchange]:
    with PaperExchange(clock=VirtualClock(1_790_000_000_000)) as exchange:
        yield exchange


class Desk:
    """Starts the bot, moves the price, and looks at the account as a second program would."""

    def __init__(self, exchange: PaperExchange, client: AsyncUMFutures, events: AsyncUserData[UserEvent]) -> None:
        self.exchange, self.client, self.events = exchange, client, events
        self.bot = TrailingStop(client, SYMBOL, "BUY", QUANTITY, Decimal("0.1"))

    def start(self) -> "asyncio.Task[None]":
        return asyncio.create_task(asyncio.wait_for(self.bot.run(), 10))

    async def guarded(self) -> None:
        """Waits until the stop is there."""
        async with asyncio.timeout(30):
            async for event in self.events:
                if isinstance(event, AlgoUpdate) and event.algoOrder.isActivated:
                    return

    async def push(self, *changes: int) -> None:
        """Lets the market trade at other prices."""
        for change in changes:
            price = (await self.client.ticker_price(SYMBOL)).price
            await asyncio.to_thread(self.exchange.push, SYMBOL, price + change)

    async def traded(self) -> list[Decimal]:
        """What was bought, and what was sold."""
        rows = await self.client.get_account_trades(SYMBOL)
        return [sum((row.qty for row in rows if row.side == side), Decimal(0)) for side in ("BUY", "SELL")]

    async def ended(self, *stops: str) -> bool:
        """Whether nothing is left, and the stops there were ended so."""
        positions = await self.client.get_position_risk(SYMBOL)
        found = [each.algoStatus for each in await self.client.get_all_algo_orders(SYMBOL)]
        return found == [*stops] and not any(position.positionAmt for position in positions)


@pytest.fixture
async def desk(exchange: PaperExchange) -> AsyncIterator[Desk]:
    async with exchange.async_um_client() as client, client.user_data() as events:
        yield Desk(exchange, client, events)


async def test_the_stop_follows_the_price_and_closes(desk: Desk) -> None:
    """The price rises, comes back by the callback rate, and the position is closed with what it had gained."""
    running = desk.start()
    await desk.guarded()
    await desk.push(200, -50, -60)
    await running
    assert await desk.traded() == [QUANTITY, QUANTITY]
    assert await desk.ended("FINISHED")
    assert "SELL 0.010 for" in await desk.bot.result()


async def test_a_position_that_somebody_else_closed_leaves_no_stop(desk: Desk) -> None:
    """It is closed by hand: the bot notices and removes the stop."""
    running = desk.start()
    await desk.guarded()
    await desk.client.new_order(SYMBOL, "SELL", "MARKET", quantity=QUANTITY, reduceOnly=True)
    await running
    assert await desk.ended("CANCELED")


async def test_a_stop_that_is_gone_leaves_no_position(desk: Desk) -> None:
    """The stop is cancelled by hand: an unguarded position is closed."""
    running = desk.start()
    await desk.guarded()
    await desk.client.cancel_algo_open_orders(SYMBOL)
    await running
    assert await desk.traded() == [QUANTITY, QUANTITY]
    assert await desk.ended("CANCELED")


async def test_a_stop_that_the_market_rejected_leaves_no_position(desk: Desk) -> None:
    """A crash takes every buyer away, and the stop finds none: the bot tries to close until there are some again."""
    running = desk.start()
    await desk.guarded()
    await desk.push(-2000)
    await asyncio.to_thread(desk.exchange.advance, 1)
    await running
    assert await desk.traded() == [QUANTITY, QUANTITY]
    assert await desk.ended("REJECTED")


async def test_an_end_that_nobody_told_is_noticed(desk: Desk) -> None:
    """The connection breaks, and the stop closes the position meanwhile: the bot asks when it is back."""
    running = desk.start()
    await desk.guarded()
    await asyncio.to_thread(desk.exchange.faults.drop_connections)
    await desk.push(-150)
    await running
    assert await desk.ended("FINISHED")


async def test_a_break_in_which_nothing_happened_ends_nothing(desk: Desk) -> None:
    """The connection breaks and comes back: position and stop stay."""
    running = desk.start()
    await desk.guarded()
    await asyncio.to_thread(desk.exchange.faults.drop_connections)
    async for event in desk.events:
        if isinstance(event, Reconnected):
            break
    await desk.push(-150)
    await running
    assert await desk.ended("FINISHED")
    assert await desk.traded() == [QUANTITY, QUANTITY]


@pytest.mark.parametrize("path", ["/fapi/v1/order", STOPS])
async def test_an_order_whose_answer_got_lost_is_not_sent_twice(desk: Desk, path: str) -> None:
    """503 "unknown" after executing, for the entry or for the stop: the bot finds it and goes on."""
    desk.exchange.faults.unknown(method="POST", path=path)
    running = desk.start()
    await desk.guarded()
    await desk.push(-150)
    await running
    assert await desk.traded() == [QUANTITY, QUANTITY]
    assert await desk.ended("FINISHED")


async def test_without_a_stop_there_is_no_position(desk: Desk) -> None:
    """The exchange refuses the stop: what was opened is closed at once, and the refusal is told."""
    desk.exchange.faults.rate_limit(method="POST", path=STOPS)
    with pytest.raises(ClientError, match="429"):
        await desk.start()
    assert await desk.traded() == [QUANTITY, QUANTITY]
    assert await desk.ended()


async def test_closing_is_tried_until_it_is_done(desk: Desk) -> None:
    """The exchange fails, refuses and loses answers while the bot leaves: in the end nothing is left."""
    running = desk.start()
    await desk.guarded()
    faults = desk.exchange.faults
    faults.unavailable(method="POST", path="/fapi/v1/order")
    faults.rate_limit(method="DELETE", path=STOPS, retry_after=0)
    faults.unknown(method="DELETE", path=STOPS)
    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running
    assert faults.planned == ()
    assert await desk.traded() == [QUANTITY, QUANTITY]
    assert await desk.ended("CANCELED")


async def test_a_bot_that_is_stopped_while_an_answer_is_late_leaves_nothing(desk: Desk) -> None:
    """Cancelled between sending the entry and its answer, the bot finds out what it holds, and closes it."""
    sent, loop = asyncio.Event(), asyncio.get_running_loop()

    def arrived(_: Call) -> bool:
        loop.call_soon_threadsafe(sent.set)
        return True

    desk.exchange.faults.slow(30, method="POST", path="/fapi/v1/order", when=arrived)
    running = desk.start()
    await sent.wait()
    running.cancel()
    with suppress(asyncio.CancelledError):
        await running
    assert await desk.traded() == [QUANTITY, QUANTITY]
    assert await desk.ended()


async def test_a_refused_entry_ends_at_once(desk: Desk) -> None:
    """Without the margin there is no position, no stop, and no wait for an order that cannot come."""
    bot = TrailingStop(desk.client, SYMBOL, "SELL", Decimal(100), Decimal(1))
    with pytest.raises(InsufficientMarginError):
        await bot.run()
    assert await desk.ended()


async def test_a_position_that_was_there_is_left_alone(desk: Desk) -> None:
    """The bot closes all of a position in the end: it does not begin with one that is not its own."""
    await desk.client.new_order(SYMBOL, "SELL", "MARKET", quantity=QUANTITY)
    with pytest.raises(RuntimeError, match="no position in BTCUSDT"):
        await desk.start()
    assert await desk.traded() == [0, QUANTITY]


def test_the_command_line(
    command_line: PaperExchange,
    ctrl_c: Callable[[], None],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Ctrl-C closes the position and prints the result."""

    async def follow(_: TrailingStop, __: object) -> None:
        ctrl_c()
        await asyncio.Event().wait()

    monkeypatch.setattr(TrailingStop, "_follow", follow)
    trailing_stop.main(["ETHUSDT", "SELL", "0.05", "--callback", "2"])
    assert "BUY 0.050 for" in capsys.readouterr().out
    with command_line.um_client() as client:
        assert client.get_open_algo_orders() == []
    with pytest.raises(SystemExit, match="LESS_THAN"):
        trailing_stop.main(["ETHUSDT", "SELL", "0.00001"])
