"""Tests of the trailing stop: an exchange, prices that go as told, and faults."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from decimal import Decimal

import pytest
from trailing_stop import NotPossibleError, TrailingStop, main

from binance_futures import AsyncUMFutures, RateLimitError, ServerError
from binance_futures.models.enums import OrderSide
from binance_futures.models.um.algo import AlgoOrder
from binance_futures.paper import PaperExchange

SYMBOL, QUANTITY = "BTCUSDT", Decimal("0.010")


@pytest.fixture
async def client(paper_exchange: PaperExchange) -> AsyncIterator[AsyncUMFutures]:
    async with paper_exchange.async_um_client() as client:
        yield client


class Desk:
    """A running stop, and what a second program sees of the account."""

    def __init__(self, exchange: PaperExchange, client: AsyncUMFutures, side: OrderSide, callback: Decimal) -> None:
        self.exchange, self.client = exchange, client
        self.running = asyncio.create_task(TrailingStop(client, SYMBOL, side, QUANTITY, callback).run())

    async def until(self, there: Callable[[], Awaitable[bool]]) -> None:
        async with asyncio.timeout(10):
            while not await there():
                assert not self.running.done(), self.running.exception()

    async def stops(self) -> list[AlgoOrder]:
        return await self.client.get_open_algo_orders(symbol=SYMBOL)

    async def guarded(self) -> None:
        async def there() -> bool:
            return bool(await self.stops())

        await self.until(there)

    async def move(self, percent: Decimal) -> None:
        """Lets the price go so far from where it is."""
        price = (await self.client.ticker_price(SYMBOL)).price * (100 + percent) / 100
        await asyncio.to_thread(self.exchange.push, SYMBOL, round(price))

    async def held(self) -> Decimal:
        return sum((each.positionAmt for each in await self.client.get_position_risk(SYMBOL)), Decimal(0))

    async def finish(self) -> Decimal:
        """Its profit; nothing is left of position and stop."""
        profit = await asyncio.wait_for(self.running, 20)
        assert await self.held() == 0
        assert await self.stops() == []
        return profit


class Begin:
    """Begins programs."""

    def __init__(self, exchange: PaperExchange, client: AsyncUMFutures) -> None:
        self.exchange, self.client = exchange, client
        self.begun: list[Desk] = []

    def __call__(self, side: OrderSide, callback: Decimal = Decimal(1)) -> Desk:
        self.begun.append(Desk(self.exchange, self.client, side, callback))
        return self.begun[-1]


@pytest.fixture
async def begin(paper_exchange: PaperExchange, client: AsyncUMFutures) -> AsyncIterator[Begin]:
    """Begins a program, and ends what a failed test leaves of it."""
    begin = Begin(paper_exchange, client)
    yield begin
    for desk in begin.begun:
        desk.running.cancel()
    await asyncio.gather(*[desk.running for desk in begin.begun], return_exceptions=True)


async def close_by_hand(desk: Desk) -> None:
    await desk.client.new_order(SYMBOL, "SELL", "MARKET", quantity=QUANTITY, reduceOnly=True)


async def test_a_position_is_opened_and_guarded(begin: Begin) -> None:
    """The position is as large as was asked for, and the stop would close all of it."""
    one = begin("BUY")
    await one.guarded()
    assert await one.held() == QUANTITY
    (stop,) = await one.stops()
    assert stop.orderType == "TRAILING_STOP_MARKET"
    assert (stop.side, stop.quantity, stop.reduceOnly) == ("SELL", QUANTITY, True)
    await close_by_hand(one)
    await one.finish()


async def test_a_position_closed_by_hand_ends_it(begin: Begin) -> None:
    """Somebody else closes the position: the stop is taken away."""
    one = begin("SELL")
    await one.guarded()
    await one.client.new_order(SYMBOL, "BUY", "MARKET", quantity=QUANTITY, reduceOnly=True)
    await one.finish()


@pytest.mark.parametrize(("callback", "percent"), [("0.1", "-0.15"), ("1", "-2")], ids=["sold", "nothing to sell to"])
async def test_the_stop_closes_the_position(begin: Begin, callback: str, percent: str) -> None:
    """When the price falls by more than the callback the position is closed, by the stop if it can be."""
    one = begin("BUY", Decimal(callback))
    await one.guarded()
    await one.move(Decimal(percent))
    await one.finish()


@pytest.mark.parametrize("path", ["order", "algoOrder"])
async def test_nothing_is_placed_twice(begin: Begin, paper_exchange: PaperExchange, path: str) -> None:
    """An answer that got lost is looked up, for the position and for the stop."""
    paper_exchange.faults.unknown(method="POST", path=f"/fapi/v1/{path}")
    one = begin("BUY")
    await one.guarded()
    assert await one.held() == QUANTITY
    assert len(await one.stops()) == 1
    await close_by_hand(one)
    await one.finish()


async def test_what_the_exchange_does_not_take_is_told(begin: Begin, paper_exchange: PaperExchange) -> None:
    """An order that was not executed opens nothing, and ends the program."""
    paper_exchange.faults.unavailable(method="POST", path="/fapi/v1/order")
    one = begin("BUY")
    with pytest.raises(ServerError, match="503"):
        await asyncio.wait_for(one.running, 10)
    assert await one.held() == 0


async def test_without_a_stop_there_is_no_position(begin: Begin, paper_exchange: PaperExchange) -> None:
    """If the exchange takes no stop, the position is closed again, and the error told."""
    paper_exchange.faults.rate_limit(60, method="POST", path="/fapi/v1/algoOrder")
    one = begin("BUY")
    with pytest.raises(RateLimitError):
        await asyncio.wait_for(one.running, 10)
    assert await one.held() == 0


async def test_a_stop_that_is_gone_is_replaced(begin: Begin) -> None:
    """Somebody cancels the stop: another guards the position."""
    one = begin("BUY")
    await one.guarded()
    (first,) = await one.stops()
    await one.client.cancel_algo_order(algoId=first.algoId)

    async def replaced() -> bool:
        return any(stop.algoId != first.algoId for stop in await one.stops())

    await one.until(replaced)
    await close_by_hand(one)
    await one.finish()


async def test_what_nobody_told_is_noticed(begin: Begin, paper_exchange: PaperExchange) -> None:
    """The connection breaks while the position is closed: after it is back the program looks, and ends."""
    one = begin("BUY")
    await one.guarded()
    await asyncio.to_thread(paper_exchange.faults.drop_connections)
    await close_by_hand(one)
    await one.finish()


async def test_cancelled_it_leaves_the_position_guarded(begin: Begin) -> None:
    """Ctrl-C ends the program, not the stop."""
    one = begin("BUY")
    await one.guarded()
    one.running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await one.running
    assert await one.held() == QUANTITY
    assert len(await one.stops()) == 1


async def test_what_it_does_not_begin_with(client: AsyncUMFutures) -> None:
    """An unknown symbol, a quantity off the grid, a position that is there, hedge mode."""
    for symbol, quantity, why in (("NOSUCH", "1", "no NOSUCH"), (SYMBOL, "0.0105", "no quantity")):
        with pytest.raises(NotPossibleError, match=why):
            await TrailingStop(client, symbol, "BUY", Decimal(quantity), Decimal(1)).run()
    await client.new_order(SYMBOL, "BUY", "MARKET", quantity=QUANTITY)
    with pytest.raises(NotPossibleError, match="position"):
        await TrailingStop(client, SYMBOL, "BUY", QUANTITY, Decimal(1)).run()
    await client.new_order(SYMBOL, "SELL", "MARKET", quantity=QUANTITY, reduceOnly=True)
    await client.change_position_mode(dualSidePosition=True)
    with pytest.raises(NotPossibleError, match="hedge"):
        await TrailingStop(client, SYMBOL, "BUY", QUANTITY, Decimal(1)).run()


async def test_the_command_line(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """What cannot begin is said as argparse says it."""
    monkeypatch.delenv("BINANCE_ENVIRONMENT", raising=False)
    with pytest.raises(SystemExit):
        await main([SYMBOL, "BUY", "0.00001"])
    assert "no quantity that market orders of BTCUSDT can have" in capsys.readouterr().err
