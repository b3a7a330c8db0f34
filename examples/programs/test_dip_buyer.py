"""The bot's tests: an exchange, a market that does as told, and faults, all on this machine; run with pytest."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from decimal import Decimal

import pytest
from dip_buyer import DipBuyer, Plan

from binance_futures import UMFutures
from binance_futures.models.um.orders import Order
from binance_futures.paper import PaperExchange

PLAN = Plan(
    "BTCUSDT", Decimal("0.01"), tick=Decimal("0.10"), below=Decimal(20), gain=Decimal(200)
)  # far from what the market does by itself


@pytest.fixture
async def bot(paper_exchange: PaperExchange) -> AsyncIterator[DipBuyer]:
    async with paper_exchange.async_um_client() as client, paper_exchange.async_um_streams() as streams:
        yield DipBuyer(client, streams, PLAN)


class Market:
    """Looks at the account as a second program would, and moves the price."""

    def __init__(self, exchange: PaperExchange, client: UMFutures) -> None:
        self.exchange, self.client = exchange, client

    async def order(self, side: str) -> Order:
        """The bot's open order of a side, when it is there."""
        async with asyncio.timeout(10):
            while True:
                for order in await asyncio.to_thread(self.client.get_orders, PLAN.symbol):
                    if order.side == side:
                        return order
                await asyncio.sleep(0.02)

    async def fill(self, side: str) -> None:
        """Lets somebody trade with the bot's order."""
        price = (await self.order(side)).price
        beyond = price - PLAN.tick if side == "BUY" else price + PLAN.tick
        await asyncio.to_thread(self.exchange.push, PLAN.symbol, beyond)


@pytest.fixture
def market(paper_exchange: PaperExchange) -> Iterator[Market]:
    with paper_exchange.um_client() as client:
        yield Market(paper_exchange, client)


async def finish(running: "asyncio.Task[Decimal]") -> Decimal:
    return await asyncio.wait_for(running, 10)


async def test_a_round_earns_its_gain(bot: DipBuyer, market: Market) -> None:
    """The bot buys below the market, sells above its entry, and leaves nothing open."""
    running = asyncio.create_task(bot.run(1))
    await market.fill("BUY")
    await market.fill("SELL")
    assert await finish(running) == PLAN.gain * PLAN.quantity
    assert market.client.get_orders(PLAN.symbol) == []
    assert [position for position in market.client.get_position_risk(PLAN.symbol) if position.positionAmt] == []


async def test_an_order_whose_answer_got_lost_is_not_sent_twice(
    bot: DipBuyer, market: Market, paper_exchange: PaperExchange
) -> None:
    """503 "unknown" after executing: the bot finds its order and goes on with it."""
    paper_exchange.faults.unknown(method="POST", path="/fapi/v1/order")
    running = asyncio.create_task(bot.run(1))
    await market.order("BUY")
    assert len(market.client.get_all_orders(PLAN.symbol)) == 1
    await market.fill("BUY")
    await market.fill("SELL")
    assert await finish(running) == PLAN.gain * PLAN.quantity


async def test_a_fill_that_nobody_told_is_noticed(bot: DipBuyer, market: Market, paper_exchange: PaperExchange) -> None:
    """The connection breaks, and the order fills meanwhile: the bot asks, and sells what it has."""
    running = asyncio.create_task(bot.run(1))
    await market.order("BUY")
    await asyncio.to_thread(paper_exchange.faults.drop_connections)
    await market.fill("BUY")
    await market.fill("SELL")
    assert await finish(running) == PLAN.gain * PLAN.quantity


async def test_a_bot_that_is_stopped_takes_its_orders_back(bot: DipBuyer, market: Market) -> None:
    """Cancelling the bot cancels what it had in the book."""
    running = asyncio.create_task(bot.run(1))
    await market.order("BUY")
    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running
    assert market.client.get_orders(PLAN.symbol) == []
