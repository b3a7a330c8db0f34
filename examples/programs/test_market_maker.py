"""The market maker's tests: its quotes, its inventory, and what goes wrong, on a clock that the tests move."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import suppress
from decimal import Decimal

import market_maker
import pytest
from market_maker import MarketMaker, Plan

from binance_futures import AsyncUMFutures, AsyncUMStreams, InsufficientMarginError
from binance_futures.models.enums import OrderSide
from binance_futures.models.um import Order
from binance_futures.models.um.user_events import OrderTradeUpdate, OrderUpdate, UserEvent
from binance_futures.paper import PaperExchange, VirtualClock
from binance_futures.streams import AsyncUserData

SYMBOL, TICK = "BTCUSDT", Decimal("0.1")
PLAN = Plan(SYMBOL, Decimal("0.01"), spread=Decimal(40), limit=Decimal("0.01"))
"""So wide that the market does not come to the quotes by itself; one fill is all it may hold."""
ORDERS = "/fapi/v1/order"


@pytest.fixture
def exchange() -> Iterator[PaperExchange]:
    with PaperExchange(clock=VirtualClock(1_790_000_000_000)) as exchange:
        yield exchange


class Desk:
    """Starts the bot, lets the market go on, and looks at the account as a second program would."""

    def __init__(
        self,
        exchange: PaperExchange,
        client: AsyncUMFutures,
        streams: AsyncUMStreams,
        events: AsyncUserData[UserEvent],
    ) -> None:
        self.exchange, self.client, self._streams, self._events = exchange, client, streams, events
        self.bot = MarketMaker(client, streams, PLAN)
        self.running: asyncio.Task[None] | None = None

    async def start(self, plan: Plan = PLAN) -> None:
        self.bot = MarketMaker(self.client, self._streams, plan)
        self.running = asyncio.create_task(self.bot.run())

    async def told(self, status: str, side: str, execution: str | None = None) -> OrderUpdate:
        """The next event of an order; the market goes on until it comes."""
        async with asyncio.timeout(30):
            while True:
                try:
                    async with asyncio.timeout(0.02):
                        event = await anext(self._events)
                except TimeoutError:
                    await asyncio.to_thread(self.exchange.advance, 0.25)
                    continue
                if isinstance(event, OrderTradeUpdate):
                    order = event.order
                    if (order.status, order.side) == (status, side) and execution in (None, order.executionType):
                        return order

    async def quoted(self) -> dict[str, OrderUpdate]:
        """Both quotes, when they are there."""
        return {side: await self.told("NEW", side) for side in ("BUY", "SELL")}

    async def first_after(self, orderId: int) -> Order:
        """The first order placed after another; the market goes on until it comes."""
        async with asyncio.timeout(30):
            while True:
                for order in await self.client.get_all_orders(SYMBOL, orderId=orderId + 1):
                    return order
                await asyncio.to_thread(self.exchange.advance, 0.25)

    async def orders(self) -> dict[str, Order]:
        """The open orders; never two on a side."""
        orders = await self.client.get_orders(SYMBOL)
        assert len({order.side for order in orders}) == len(orders)
        return {order.side: order for order in orders}

    async def push(self, price: Decimal) -> None:
        await asyncio.to_thread(self.exchange.push, SYMBOL, price)

    async def stop(self) -> None:
        """What Ctrl-C does."""
        if self.running is not None:
            self.running.cancel()
            with suppress(asyncio.CancelledError):
                async with asyncio.timeout(10):
                    await self.running


@pytest.fixture
async def desk(exchange: PaperExchange, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Desk]:
    monkeypatch.setattr(market_maker, "PULSE", 0.05)
    monkeypatch.setattr(market_maker, "COUNTDOWN", 600)  # the market's time runs faster than the bot's
    async with (
        exchange.async_um_client() as client,
        exchange.async_um_streams() as streams,
        client.user_data() as events,
    ):
        desk = Desk(exchange, client, streams, events)
        yield desk
        exchange.faults.clear()
        await desk.stop()
        assert await client.get_orders() == []


async def test_it_quotes_both_sides(desk: Desk) -> None:
    """One post-only order on each side of the market, on the grid, the spread apart."""
    await desk.start()
    quotes = await desk.quoted()
    ticker = await desk.client.book_ticker(SYMBOL)
    bid, ask = quotes["BUY"], quotes["SELL"]
    assert bid.price < ticker.bidPrice < ticker.askPrice < ask.price
    middle = (bid.price + ask.price) / 2
    assert 0 <= ask.price - bid.price - middle * PLAN.spread / 10_000 < 2 * TICK
    assert {quote.timeInForce for quote in quotes.values()} == {"GTX"}
    assert not any(quote.price % TICK for quote in quotes.values())


async def test_quotes_follow_the_market(desk: Desk) -> None:
    """When the price has moved, the quotes move with it: the same orders at other prices."""
    await desk.start(Plan(SYMBOL, Decimal("0.01"), spread=Decimal(10), limit=Decimal(1)))
    quotes = await desk.quoted()
    moved = await desk.told("NEW", "BUY", "AMENDMENT")
    assert moved.orderId == quotes["BUY"].orderId
    assert abs(moved.price - quotes["BUY"].price) > moved.price * 10 / 100_000
    assert (await desk.told("NEW", "SELL", "AMENDMENT")).orderId == quotes["SELL"].orderId


async def test_inventory_is_limited(desk: Desk) -> None:
    """Close to a market that falls and falls it is filled as a buyer, and holds no more than the limit; nor short."""
    plan = Plan(SYMBOL, Decimal("0.01"), spread=Decimal(1), limit=Decimal("0.01"))
    await desk.start(plan)
    await desk.quoted()
    for _ in range(10):
        price = (await desk.client.book_ticker(SYMBOL)).bidPrice
        await desk.push(price - 30)
        await asyncio.to_thread(desk.exchange.advance, 0.25)
        await asyncio.sleep(0.02)  # for the bot to do what it should not
    await desk.stop()
    inventory = [Decimal(0)]
    for fill in await desk.client.get_account_trades(SYMBOL):
        inventory.append(inventory[-1] + (fill.qty if fill.side == "BUY" else -fill.qty))
        assert fill.maker
    assert max(inventory) == plan.limit
    assert min(inventory) >= -plan.limit


async def test_it_leans_against_its_inventory(desk: Desk) -> None:
    """Long it quotes lower, short it quotes higher: rather back to nothing than further."""
    await desk.start(Plan(SYMBOL, Decimal("0.001"), spread=Decimal(10), limit=Decimal("0.01")))
    await desk.quoted()
    async with desk.exchange.async_um_streams() as streams, streams.order_book(SYMBOL) as book:
        while not book.in_sync:
            await asyncio.to_thread(desk.exchange.advance, 0.25)
        prices: list[tuple[Decimal, Decimal]] = []
        for position in ("0.005", "0", "-0.005"):
            desk.bot.position = Decimal(position)
            wanted = desk.bot._wanted(book)
            prices.append((wanted["BUY"], wanted["SELL"]))
    assert prices == sorted(prices)
    assert len({buy for buy, _ in prices}) == len({sell for _, sell in prices}) == 3


async def test_an_order_whose_answer_got_lost_does_not_stay(desk: Desk) -> None:
    """503 "unknown" after executing: it is taken back, and there is one quote a side."""
    desk.exchange.faults.unknown(method="POST", path=ORDERS)
    await desk.start()
    lost = await desk.told("NEW", "BUY")
    assert (await desk.told("CANCELED", "BUY")).orderId == lost.orderId
    await desk.quoted()
    assert {*await desk.orders()} == {"BUY", "SELL"}


async def test_an_order_that_arrived_late_is_taken_back(desk: Desk) -> None:
    """An open order that is none of its quotes does not stay, and the quotes do."""
    await desk.start()
    quotes = await desk.quoted()
    price = quotes["BUY"].price - 500
    stray = await desk.client.new_order(SYMBOL, "BUY", "LIMIT", timeInForce="GTC", quantity="0.01", price=price)
    assert (await desk.told("CANCELED", "BUY")).orderId == stray.orderId
    assert {order.orderId for order in (await desk.orders()).values()} == {each.orderId for each in quotes.values()}


async def test_a_fill_that_nobody_told_counts(desk: Desk) -> None:
    """The connection breaks, and a quote fills meanwhile: the bot knows that it can only sell now."""
    await desk.start()
    quotes = await desk.quoted()
    desk.exchange.faults.unavailable(method="DELETE", times=None)  # else it could take its quotes back before
    await asyncio.to_thread(desk.exchange.faults.drop_connections)
    await desk.push(quotes["BUY"].price - 1)
    desk.exchange.faults.clear()
    following = await desk.first_after(max(quote.orderId for quote in quotes.values()))
    assert following.side == "SELL"


async def test_it_reads_its_position_when_events_were_missed(desk: Desk) -> None:
    """Only user data breaks off, and a quote fills meanwhile, of which nothing else tells: it is noticed."""
    await desk.start()
    quotes = await desk.quoted()
    await asyncio.to_thread(desk.exchange.faults.expire_listen_keys)
    await desk.push(quotes["BUY"].price - 1)
    await asyncio.to_thread(desk.exchange.advance, 0.05)  # the key's end is told, the depth update not yet
    async with asyncio.timeout(10):
        while not desk.bot.position:
            await asyncio.to_thread(desk.exchange.advance, 0)
    assert desk.bot.position == PLAN.limit


async def test_without_a_book_there_are_no_quotes(desk: Desk) -> None:
    """A depth update is missing: the quotes are taken back until the book is known again."""
    await desk.start()
    await desk.quoted()
    desk.exchange.faults.unavailable(path="/fapi/v1/depth")
    await asyncio.to_thread(desk.exchange.faults.skip_depth, SYMBOL)
    await desk.told("CANCELED", "BUY")
    await desk.told("CANCELED", "SELL")
    await desk.quoted()


@pytest.mark.parametrize("fault", ["rate_limit", "unavailable"])
async def test_it_waits_when_the_exchange_refuses(desk: Desk, fault: str) -> None:
    """Too many requests, or an exchange that fails: it quotes when it may again."""
    options = {"retry_after": 0} if fault == "rate_limit" else {}
    getattr(desk.exchange.faults, fault)(method="POST", path=ORDERS, times=2, **options)
    await desk.start()
    await desk.quoted()
    assert {*await desk.orders()} == {"BUY", "SELL"}


async def test_a_refusal_for_good_ends_it(desk: Desk) -> None:
    """Without the margin for a quote the bot ends with the exchange's words, and no order is left."""
    await desk.start(Plan(SYMBOL, Decimal(500), spread=Decimal(40), limit=Decimal(1000)))
    assert desk.running is not None
    while not desk.running.done():
        await asyncio.to_thread(desk.exchange.advance, 0.25)
    with pytest.raises(ExceptionGroup) as ended:
        await desk.running
    desk.running = None
    assert ended.group_contains(InsufficientMarginError)


async def test_what_it_had_is_taken_back_at_the_end(desk: Desk) -> None:
    """Stopped while the exchange fails, refuses and loses answers, it goes on until nothing is open."""
    await desk.start()
    await desk.quoted()
    faults, path = desk.exchange.faults, "/fapi/v1/allOpenOrders"
    faults.unavailable(method="DELETE", path=path)
    faults.rate_limit(method="DELETE", path=path)
    faults.unknown(method="DELETE", path=path)
    await desk.stop()
    assert faults.planned == ()
    assert await desk.orders() == {}


async def test_the_exchange_cancels_for_a_program_that_died(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Killed without a chance to cancel, it leaves orders behind until the countdown is over."""

    async def killed(_: MarketMaker) -> None:
        pass

    monkeypatch.setattr(MarketMaker, "_take_back", killed)
    await desk.start()
    await desk.quoted()
    await desk.stop()
    assert len(await desk.orders()) == 2
    await asyncio.to_thread(desk.exchange.advance, market_maker.COUNTDOWN + 1)
    assert await desk.orders() == {}


def test_the_command_line(
    command_line: PaperExchange,
    ctrl_c: Callable[[], None],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Ctrl-C takes the quotes back and tells the inventory; what cannot be quoted is refused."""
    place = MarketMaker._place

    async def placed(maker: MarketMaker, side: OrderSide, price: Decimal) -> None:
        await place(maker, side, price)
        if side == "SELL":
            ctrl_c()

    monkeypatch.setattr(MarketMaker, "_place", placed)
    market_maker.main(["ETHUSDT", "0.05", "--spread", "40", "--limit", "0.5", "--seconds", "20"])
    assert "No orders left; inventory 0 ETHUSDT" in capsys.readouterr().out
    with command_line.um_client() as client:
        assert client.get_orders() == []
    with pytest.raises(SystemExit, match="NOSUCH"):
        market_maker.main(["NOSUCH"])
    with pytest.raises(SystemExit, match="NOTIONAL"):
        market_maker.main(["ETHUSDT", "0.001"])
