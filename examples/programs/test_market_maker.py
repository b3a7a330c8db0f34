"""Tests of the market maker: where it quotes, what it does with fills, and what it does when it does not know."""

import asyncio
from collections.abc import AsyncIterator, Callable
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from market_maker import MarketMaker, Plan, main

from binance_futures import AsyncUMFutures, InsufficientMarginError
from binance_futures.models import um
from binance_futures.models.enums import OrderSide
from binance_futures.models.um.orders import Order
from binance_futures.paper import Call, PaperExchange

SYMBOL, QUANTITY = "BTCUSDT", Decimal("0.010")
TICK = Decimal("0.10")
GRID = um.PriceFilter(filterType="PRICE_FILTER", minPrice=Decimal("0.10"), maxPrice=Decimal(10**6), tickSize=TICK)
RULES = um.Symbol.model_construct(symbol=SYMBOL, filters=[GRID])
PLAN = Plan(RULES, QUANTITY, spread=Decimal("0.0002"), limit=Decimal("0.03"), pause=0.01)


# Where it quotes

prices = st.integers(1_000, 10_000_000).map(lambda ticks: ticks * TICK)
positions = st.integers(-40, 40).map(lambda steps: steps * Decimal("0.001"))


@given(prices, st.integers(1, 500), positions)
def test_a_quote_never_takes_and_is_on_the_grid(bid: Decimal, ticks: int, position: Decimal) -> None:
    """A buy is at the best bid or below, a sell at the best ask or above, in whole ticks."""
    ask = bid + ticks * TICK
    buy, sell = (PLAN.price(side, bid, ask, position) for side in ("BUY", "SELL"))
    assert buy is None or (buy <= bid and buy % TICK == 0)
    assert sell is None or (sell >= ask and sell % TICK == 0)


@given(prices, positions)
def test_the_position_stays_within_its_limit(bid: Decimal, position: Decimal) -> None:
    """There is no quote of which a fill would lead beyond the limit, and always one that leads back."""
    buy, sell = (PLAN.price(side, bid, bid + TICK, position) for side in ("BUY", "SELL"))
    assert (buy is None) == (position + QUANTITY > PLAN.limit)
    assert (sell is None) == (position - QUANTITY < -PLAN.limit)
    assert buy is not None or sell is not None


@given(prices, positions, positions)
def test_quotes_lean_against_the_position(bid: Decimal, one: Decimal, other: Decimal) -> None:
    """The longer, the lower both quotes."""
    for side in ("BUY", "SELL"):
        long, short = (PLAN.price(side, bid, bid + TICK, position) for position in (max(one, other), min(one, other)))
        assert long is None or short is None or long <= short


# What it does


class Desk:
    """A running market maker, and what a second program sees of its orders."""

    def __init__(self, exchange: PaperExchange, client: AsyncUMFutures, maker: MarketMaker) -> None:
        self.exchange, self.client, self.maker = exchange, client, maker
        self.running = asyncio.create_task(maker.run())

    async def quotes(self) -> dict[OrderSide, Order]:
        orders = await self.client.get_orders(SYMBOL)
        assert len({order.side for order in orders}) == len(orders), "two of a side"
        return {"BUY" if order.side == "BUY" else "SELL": order for order in orders}

    async def until(self, there: Callable[[dict[OrderSide, Order]], bool]) -> dict[OrderSide, Order]:
        """The quotes, when they are as wanted; looks at them ten times a second, for the limit's sake."""
        async with asyncio.timeout(20):
            while not there(quotes := await self.quotes()):
                assert not self.running.done(), self.running.exception()
                await asyncio.wait([self.running], timeout=0.1)
        return quotes

    async def both(self) -> dict[OrderSide, Order]:
        return await self.until(lambda quotes: len(quotes) == 2)

    async def push(self, price: Decimal) -> None:
        await asyncio.to_thread(self.exchange.push, SYMBOL, price)

    async def fill(self, side: OrderSide) -> None:
        """Lets somebody trade with a quote."""
        quotes = await self.both()
        price = quotes[side].price
        await self.push(price - TICK if side == "BUY" else price + TICK)

    async def settled(self) -> None:
        """Waits until the market maker knows of the position."""
        positions = await self.client.get_position_risk(SYMBOL)
        held = sum((position.positionAmt for position in positions), Decimal(0))
        await self.until(lambda _: self.maker.position == held)

    async def end(self) -> None:
        self.running.cancel()
        await asyncio.wait([self.running], timeout=10)


@pytest.fixture
async def desk(paper_exchange: PaperExchange) -> AsyncIterator[Desk]:
    async with paper_exchange.async_um_client() as client, paper_exchange.async_um_streams() as streams:
        desk = Desk(paper_exchange, client, MarketMaker(client, streams, PLAN))
        yield desk
        await desk.end()


async def test_it_quotes_both_sides(desk: Desk) -> None:
    """A post-only order on each side of the middle."""
    quotes = await desk.both()
    best = await desk.client.book_ticker(SYMBOL)
    assert quotes["BUY"].price < best.askPrice
    assert quotes["SELL"].price > best.bidPrice
    assert {order.timeInForce for order in quotes.values()} == {"GTX"}
    assert {order.origQty for order in quotes.values()} == {QUANTITY}


async def test_a_fill_is_replaced_and_leaned_against(desk: Desk) -> None:
    """What it bought makes a position, of which it knows, and a new bid takes the place of the old."""
    first = (await desk.both())["BUY"].orderId
    await desk.fill("BUY")
    await desk.until(lambda quotes: "BUY" in quotes and quotes["BUY"].orderId != first)
    assert desk.maker.position == QUANTITY


async def test_at_its_limit_it_quotes_one_side(desk: Desk) -> None:
    """With the largest position there is only the quote that makes it smaller."""
    for _ in range(3):
        await desk.fill("SELL")
        await desk.settled()
    assert desk.maker.position == -PLAN.limit
    assert {*await desk.until(lambda quotes: len(quotes) == 1)} == {"BUY"}


async def test_an_answer_that_got_lost_leaves_no_second_quote(desk: Desk) -> None:
    """Not knowing whether an order is there, it takes all back and begins anew; `quotes` would see two of a side."""
    desk.exchange.faults.unknown(times=2, method="POST", path="/fapi/v1/order")
    await desk.both()
    assert len(await desk.client.get_all_orders(SYMBOL)) >= 4


async def test_a_fill_that_nobody_told_is_known(desk: Desk) -> None:
    """After a lost connection the position is asked for."""
    await desk.both()
    await asyncio.to_thread(desk.exchange.faults.silence_connections)  # a connection that broke takes the quotes along
    await desk.fill("BUY")
    await asyncio.to_thread(desk.exchange.faults.drop_connections)
    await desk.until(lambda _: desk.maker.position == QUANTITY)


async def test_a_lost_connection_takes_the_quotes_along(desk: Desk) -> None:
    """Without a book that is in sync nothing is quoted; with the next one, anew."""
    before = {order.orderId for order in (await desk.both()).values()}
    await asyncio.to_thread(desk.exchange.faults.drop_connections)
    await desk.until(lambda quotes: len(quotes) == 2 and not before & {order.orderId for order in quotes.values()})


async def test_a_gap_in_the_book_is_survived(desk: Desk) -> None:
    """Out of sync it takes its quotes back, and quotes again when the book is right."""
    before = {order.orderId for order in (await desk.both()).values()}
    await asyncio.to_thread(desk.exchange.faults.skip_depth, SYMBOL)
    await desk.until(lambda quotes: len(quotes) == 2 and not before & {order.orderId for order in quotes.values()})


async def test_the_exchange_would_take_its_orders_back(desk: Desk, paper_exchange: PaperExchange) -> None:
    """The dead man's switch is armed before the first quote, and disarmed at the end, when no quote is left."""
    asked: list[str] = []

    def note(call: Call) -> bool:
        if call.path == "/fapi/v1/countdownCancelAll":
            asked.append(call.query.partition("countdownTime=")[2].partition("&")[0])
        return False

    paper_exchange.faults.slow(0, when=note, times=None)
    await desk.both()
    assert asked
    await desk.end()
    assert asked[0] == "30000"
    assert asked[-1] == "0"
    assert await desk.quotes() == {}


@pytest.mark.paper_exchange(balances={("um", "USDT"): 1})
async def test_without_money_it_ends(desk: Desk) -> None:
    """What does not get better by itself ends it."""
    with pytest.raises(ExceptionGroup) as ended:
        await asyncio.wait_for(desk.running, 10)
    assert ended.group_contains(InsufficientMarginError)


async def test_the_command_line(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """It runs as long as it is told, and refuses what is no quantity."""
    monkeypatch.delenv("BINANCE_ENVIRONMENT", raising=False)
    await main([SYMBOL, "--quantity", "0.01", "--limit", "0.02", "--seconds", "1"])
    assert "position:" in capsys.readouterr().out
    with pytest.raises(SystemExit):
        await main([SYMBOL, "--quantity", "0.03", "--limit", "0.02"])
    assert "no quantity of BTCUSDT within the limit" in capsys.readouterr().err
