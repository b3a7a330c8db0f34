"""Makes a market: quotes both sides of a contract, earns the spread, and leans against its own position.

    python examples/programs/market_maker.py BTCUSDT --quantity 0.01 --spread 0.02 --limit 0.05

Quotes are post-only. Without a book that is in sync there are none; if this program or its connection dies, the
exchange takes them back by itself half a minute later. Ctrl-C takes them back at once, and leaves the position.
"""

import argparse
import asyncio
from collections import deque
from contextlib import suppress
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import Final

from binance_futures import (
    AsyncUMFutures,
    AsyncUMStreams,
    ExecutionUnknownError,
    InsufficientMarginError,
    OrderRejectedError,
    RateLimitError,
    Reconnected,
    UnknownOrderError,
)
from binance_futures.models.enums import OrderSide
from binance_futures.models.um import Symbol
from binance_futures.models.um.orders import Order
from binance_futures.models.um.user_events import AccountUpdate, OrderTradeUpdate, UserEvent
from binance_futures.paper import exchange_from_env
from binance_futures.streams import AsyncOrderBook, AsyncUserData

OPEN: Final = ("NEW", "PARTIALLY_FILLED")
SIDES: Final[tuple[OrderSide, OrderSide]] = ("BUY", "SELL")
DEADLINE: Final = 30_000
"""How long after the last sign of this program the exchange cancels its orders, ms."""


@dataclass(frozen=True)
class Plan:
    """How the market is made."""

    rules: Symbol
    quantity: Decimal
    """Of each quote (base asset)."""
    spread: Decimal
    """How far a quote is from the middle, as a fraction of it."""
    limit: Decimal
    """The largest position, long or short (base asset)."""
    pause: float = 0.5
    """Seconds between two looks at the book."""

    def price(self, side: OrderSide, bid: Decimal, ask: Decimal, position: Decimal) -> Decimal | None:
        """Where to quote; None where a fill would make the position too large.

        The larger the position, the more both quotes lean to where it becomes smaller.
        """
        way = 1 if side == "BUY" else -1
        if way * position + self.quantity > self.limit:
            return None
        price = (bid + ask) / 2 * (1 - self.spread * (way + position / self.limit))
        if side == "BUY":
            return self.rules.round_price(min(price, bid), ROUND_FLOOR)
        return self.rules.round_price(max(price, ask), ROUND_CEILING)

    def moved(self, old: Decimal, new: Decimal) -> bool:
        """Whether it is worth an order: the exchange counts them, and each change loses the place in the queue."""
        return abs(new - old) > old * self.spread / 4


class MarketMaker:
    """Quotes until it is cancelled. `position` and quotes are what the exchange told last."""

    def __init__(self, client: AsyncUMFutures, streams: AsyncUMStreams, plan: Plan) -> None:
        self.position = Decimal(0)
        self._client = client
        self._streams = streams
        self._plan = plan
        self._symbol = plan.rules.symbol
        self._quotes: dict[OrderSide, Order] = {}
        self._ended: deque[int] = deque(maxlen=100)
        """Orders that are over: their end may be told before the answer that they are placed."""

    async def run(self) -> None:
        """Makes the market; takes its orders back at the end, however it comes."""
        async with self._client.user_data() as events, self._streams.order_book(self._symbol) as book:
            try:
                await self._start_anew()
                async with asyncio.TaskGroup() as tasks:
                    tasks.create_task(self._follow(events))
                    tasks.create_task(self._stay_armed())
                    tasks.create_task(self._quote(book))
            finally:
                await self._client.cancel_open_orders(self._symbol)
                await self._client.countdown_cancel_order(self._symbol, 0)

    async def _start_anew(self) -> None:
        """Takes back every order, and asks for the position: nothing is left of what was believed."""
        await self._client.cancel_open_orders(self._symbol)
        self._quotes.clear()
        positions = await self._client.get_position_risk(self._symbol)
        self.position = sum((position.positionAmt for position in positions), Decimal(0))

    async def _stay_armed(self) -> None:
        while True:
            await self._client.countdown_cancel_order(self._symbol, DEADLINE)
            await asyncio.sleep(DEADLINE / 3000)

    async def _follow(self, events: AsyncUserData[UserEvent]) -> None:
        async for event in events:
            match event:
                case OrderTradeUpdate(order=order) if order.symbol == self._symbol:
                    if order.executionType == "TRADE":
                        print(order.side, order.lastFilledQty, "at", order.lastFilledPrice)
                    if order.status not in OPEN:
                        self._forget(order.orderId)
                case AccountUpdate(account=account):
                    for position in account.positions:
                        if position.symbol == self._symbol:
                            self.position = position.positionAmt
                case Reconnected():  # fills may not have been told
                    await self._start_anew()
                case _:
                    pass

    def _forget(self, orderId: int) -> None:
        self._ended.append(orderId)
        self._quotes = {side: order for side, order in self._quotes.items() if order.orderId != orderId}

    async def _quote(self, book: AsyncOrderBook) -> None:
        async for _ in book:  # whenever it changed; changes during the pause are one
            if not book.in_sync:
                await self._start_anew()
                await book.until_in_sync()
            bid, ask = book.top()
            if bid is not None and ask is not None:
                try:
                    for side in SIDES:
                        await self._place(side, self._plan.price(side, bid.price, ask.price, self.position))
                except ExecutionUnknownError:
                    await self._start_anew()
                except RateLimitError as error:
                    await asyncio.sleep(error.retry_after or 1)
            await asyncio.sleep(self._plan.pause)

    async def _place(self, side: OrderSide, price: Decimal | None) -> None:
        """Brings the quote of a side to a price; what is refused is tried again with the next look at the book."""
        quote = self._quotes.get(side)
        try:
            if price is None:
                if quote is not None:
                    await self._client.cancel_order(self._symbol, orderId=quote.orderId)
            elif quote is None:
                self._keep(
                    side,
                    await self._client.new_order(
                        self._symbol, side, "LIMIT", timeInForce="GTX", quantity=self._plan.quantity, price=price
                    ),
                )
            elif self._plan.moved(quote.price, price):
                self._keep(
                    side,
                    await self._client.modify_order(
                        self._symbol, side, self._plan.quantity, price, orderId=quote.orderId
                    ),
                )
        except UnknownOrderError:  # filled meanwhile
            self._quotes.pop(side, None)
        except InsufficientMarginError:
            raise
        except OrderRejectedError:  # the price has moved: it would have taken
            if quote is not None:
                with suppress(UnknownOrderError):
                    await self._client.cancel_order(self._symbol, orderId=quote.orderId)

    def _keep(self, side: OrderSide, order: Order) -> None:
        if order.orderId not in self._ended:
            self._quotes[side] = order


async def main(arguments: list[str] | None = None) -> None:
    """The program."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("symbol", nargs="?", default="BTCUSDT")
    parser.add_argument("--quantity", type=Decimal, default=Decimal("0.002"), help="of each quote (%(default)s)")
    parser.add_argument(
        "--spread", type=Decimal, default=Decimal("0.02"), help="from the middle, percent (%(default)s)"
    )
    parser.add_argument(
        "--limit", type=Decimal, default=Decimal("0.02"), help="largest position, long or short (%(default)s)"
    )
    parser.add_argument("--seconds", type=float, help="how long; until Ctrl-C by default")
    options = parser.parse_args(arguments)
    async with (
        exchange_from_env() as exchange,
        exchange.async_um_client() as client,
        exchange.async_um_streams() as streams,
    ):
        rules = (await client.exchange_info()).find(options.symbol)
        if rules is None:
            parser.error(f"there is no {options.symbol}")
        quantity = rules.round_quantity(options.quantity)
        if not 0 < quantity <= options.limit:
            parser.error(f"{options.quantity} is no quantity of {options.symbol} within the limit")
        maker = MarketMaker(client, streams, Plan(rules, quantity, options.spread / 100, options.limit))
        try:
            async with asyncio.timeout(options.seconds):
                await maker.run()
        except TimeoutError:
            print("position:", maker.position, rules.baseAsset)


if __name__ == "__main__":
    asyncio.run(main())
