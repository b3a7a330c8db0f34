"""A market maker: quotes both sides around the middle of the order book, never takes, and leans against its inventory.

    python examples/programs/market_maker.py BTCUSDT 0.002 --spread 2 --limit 0.01

After anything unclear, such as a lost answer or connection, it takes its quotes back, reads its position and starts
anew. If the program dies, the exchange cancels its orders 20 s later. The symbol is this program's alone, in one-way
mode. Ctrl-C takes all orders back; the inventory stays.
"""

import argparse
import asyncio
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import Final

from binance_futures import (
    AsyncOrderBook,
    AsyncUMFutures,
    AsyncUMStreams,
    BinanceError,
    ErrorCode,
    OrderRejectedError,
    RateLimitError,
    Reconnected,
    ServerError,
    TransportError,
    UnknownOrderError,
)
from binance_futures.models.enums import OrderSide
from binance_futures.models.um import Level, PriceFilter, Symbol
from binance_futures.models.um.orders import NewOrder
from binance_futures.models.um.user_events import AccountUpdate, OrderTradeUpdate, OrderUpdate, UserEvent
from binance_futures.paper import exchange_from_env
from binance_futures.streams import AsyncUserData

SIDES: Final[tuple[OrderSide, ...]] = ("BUY", "SELL")
OPEN: Final = ("NEW", "PARTIALLY_FILLED")
COUNTDOWN: Final = 20  # seconds after which the exchange cancels the orders of a program that is dead
PULSE: Final = 1  # seconds a step comes later than the one before, at most


@dataclass(frozen=True)
class Plan:
    """What is quoted."""

    symbol: str
    quantity: Decimal
    """Size of a quote (base asset)."""
    spread: Decimal
    """From the bid to the ask (basis points)."""
    limit: Decimal
    """Largest inventory, long or short (base asset)."""


@dataclass
class Quote:
    """An order that should be in the book."""

    own_id: str
    price: Decimal


class MarketMaker:
    """Keeps one quote on each side."""

    def __init__(self, client: AsyncUMFutures, streams: AsyncUMStreams, plan: Plan) -> None:
        self._client = client
        self._streams = streams
        self._plan = plan
        self._rules: Symbol | None = None
        self._tick = Decimal(0)
        self._quotes: dict[OrderSide, Quote] = {}
        self._strays: set[int] = set()
        """Open orders that are no quotes: what became of those whose answer was lost."""
        self._lost = True
        """Whether orders and position are to be read from the exchange."""
        self._unsettled = False
        """Whether a fill is not in the position yet."""
        self._settled_at = 0
        self._renew_at = 0.0
        self.position = Decimal(0)
        """The inventory, below zero when short."""

    async def run(self) -> None:
        """Quotes until it is cancelled. Leaves no order.

        Raises:
            RuntimeError: There is no such symbol, or the account is in hedge mode.
            ExceptionGroup: The exchange refused an order for good, or its data ended.
        """
        symbol = (await self._client.exchange_info()).find(self._plan.symbol)
        prices = symbol.filter(PriceFilter) if symbol else None
        if symbol is None or prices is None or (await self._client.get_position_mode()).dualSidePosition:
            raise RuntimeError(f"needs one-way mode, and a symbol that there is ({self._plan.symbol})")
        self._rules, self._tick = symbol, prices.tickSize
        # At 4 updates a second even new prices each time stay far below the limit of orders.
        async with (
            self._client.user_data() as events,
            self._streams.order_book(self._plan.symbol, speed=250) as book,
        ):
            try:
                async with asyncio.TaskGroup() as tasks:
                    tasks.create_task(self._watch(events))
                    while True:
                        await self._step(book)
                        with suppress(TimeoutError):
                            async with asyncio.timeout(PULSE):
                                await anext(book)
            finally:
                await self._take_back()

    # What the exchange tells

    async def _watch(self, events: AsyncUserData[UserEvent]) -> None:
        async for event in events:
            match event:
                case AccountUpdate(account=change):
                    for each in change.positions:
                        if each.symbol == self._plan.symbol:
                            self.position, self._settled_at = each.positionAmt, event.transactionTime
                            self._unsettled = False
                case OrderTradeUpdate(order=order) if order.symbol == self._plan.symbol:
                    self._changed(order, event.transactionTime)
                case Reconnected():
                    self._lost = True
                case _:
                    pass

    def _changed(self, order: OrderUpdate, time: int) -> None:
        if order.lastFilledQty:
            print(f"{order.side} {order.lastFilledQty} at {order.lastFilledPrice}")
            self._unsettled = time > self._settled_at
        quote = self._quotes.get(order.side)
        if quote is None or quote.own_id != order.clientOrderId:
            if order.status in OPEN:
                self._strays.add(order.orderId)
        elif order.status not in OPEN:
            del self._quotes[order.side]

    # What it does: one call after the other, none of them twice

    async def _step(self, book: AsyncOrderBook) -> None:
        now = asyncio.get_running_loop().time()
        try:
            if self._lost:
                await self._start_anew()
            if now >= self._renew_at:
                await self._client.countdown_cancel_order(self._plan.symbol, COUNTDOWN * 1000)
                self._renew_at = now + COUNTDOWN / 4
            if self._unsettled:
                await self._read_position()
            while self._strays:
                with suppress(UnknownOrderError):  # it has ended
                    await self._client.cancel_order(self._plan.symbol, orderId=self._strays.pop())
            wanted = self._wanted(book)
            for side in SIDES:
                await self._quote(side, wanted.get(side))
        except (TransportError, ServerError, UnknownOrderError) as error:
            self._lost = True
            print(error)
        except RateLimitError as error:
            self._lost = True
            print(error)
            await asyncio.sleep(error.retry_after or PULSE)

    async def _start_anew(self) -> None:
        self._lost = False  # before it reads: what comes meanwhile counts again
        await self._client.cancel_open_orders(self._plan.symbol)
        self._quotes.clear()
        await self._read_position()

    async def _read_position(self) -> None:
        self._unsettled, asked_at = False, self._settled_at
        positions = await self._client.get_position_risk(self._plan.symbol)
        if self._settled_at == asked_at:  # else an event has told something newer
            self.position = sum((each.positionAmt for each in positions), Decimal(0))

    def _wanted(self, book: AsyncOrderBook) -> Mapping[OrderSide, Decimal]:
        """The prices to be quoted: none while the book is not in sync."""
        plan, rules, tick = self._plan, self._rules, self._tick
        bid, ask = self._others(book.bids(3)), self._others(book.asks(3))
        if rules is None or bid is None or ask is None:
            return {}
        half = (bid + ask) / 2 * plan.spread / 20_000
        middle = (bid + ask) / 2 - half * self.position / plan.limit  # long: lower, to sell rather than to buy
        wanted: dict[OrderSide, Decimal] = {}
        if self.position + plan.quantity <= plan.limit:
            wanted["BUY"] = min(rules.round_price(middle - half, ROUND_FLOOR), ask - tick)
        if self.position - plan.quantity >= -plan.limit:
            wanted["SELL"] = max(rules.round_price(middle + half, ROUND_CEILING), bid + tick)
        return wanted

    def _others(self, levels: Sequence[Level]) -> Decimal | None:
        """The best price that is not its own quote alone: else it would follow itself."""
        own = {quote.price for quote in self._quotes.values()}
        return next(
            (each.price for each in levels if each.price not in own or each.quantity > self._plan.quantity), None
        )

    async def _quote(self, side: OrderSide, price: Decimal | None) -> None:
        """Places, moves or takes back the quote of a side."""
        plan, quote = self._plan, self._quotes.get(side)
        if quote is None:
            if price is not None:
                await self._place(side, price)
        elif price is None:
            await self._client.cancel_order(plan.symbol, origClientOrderId=quote.own_id)
            self._quotes.pop(side, None)
        elif abs(price - quote.price) > price * plan.spread / 100_000:  # a tenth of the spread
            order = await self._client.modify_order(
                plan.symbol, side, quantity=plan.quantity, price=price, origClientOrderId=quote.own_id
            )
            quote.price = order.price

    async def _place(self, side: OrderSide, price: Decimal) -> None:
        plan = self._plan
        order = NewOrder(
            plan.symbol, side, "LIMIT", timeInForce="GTX", quantity=plan.quantity, price=price
        ).identified()
        (own_id,) = order.client_order_ids()
        self._quotes[side] = Quote(own_id, price)  # its events may come before the answer
        try:
            await self._client.send(order)
        except OrderRejectedError as error:
            if error.code != ErrorCode.GTX_ORDER_REJECT:
                raise
            self._quotes.pop(side, None)  # the market has come to the price: the next step has another
        else:
            print(f"{side} quoted at {price}")

    async def _take_back(self) -> None:
        """Cancels until nothing is open. The countdown runs on: it takes what may still be on its way."""
        with suppress(TimeoutError):
            async with asyncio.timeout(COUNTDOWN):  # after that the exchange has done it
                while True:
                    try:
                        await self._client.cancel_open_orders(self._plan.symbol)
                        if not await self._client.get_orders(self._plan.symbol):
                            return
                    except (TransportError, ServerError, RateLimitError) as error:
                        print(error)
                    await asyncio.sleep(PULSE)


async def quote(plan: Plan, seconds: float | None) -> None:
    """Quotes until the time is over."""
    async with (
        exchange_from_env() as exchange,
        exchange.async_um_client() as client,
        exchange.async_um_streams() as streams,
    ):
        maker = MarketMaker(client, streams, plan)
        try:
            with suppress(TimeoutError):
                async with asyncio.timeout(seconds):
                    await maker.run()
        finally:
            print(f"No orders left; inventory {maker.position} {plan.symbol}")


def main(argv: Sequence[str] | None = None) -> None:
    """Quotes as the command line says."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("symbol", nargs="?", default="BTCUSDT")
    parser.add_argument("quantity", nargs="?", type=Decimal, default=Decimal("0.002"))
    parser.add_argument("--spread", type=Decimal, default=Decimal(2), help="basis points (2)")
    parser.add_argument("--limit", type=Decimal, default=Decimal("0.01"), help="largest inventory (0.01)")
    parser.add_argument("--seconds", type=float, help="how long; for ever without it")
    args = parser.parse_args(argv)
    try:
        asyncio.run(quote(Plan(args.symbol, args.quantity, args.spread, args.limit), args.seconds))
    except (BinanceError, RuntimeError) as error:
        raise SystemExit(str(error)) from None
    except ExceptionGroup as group:
        raise SystemExit("\n".join(str(error) for error in group.exceptions)) from None
    except KeyboardInterrupt:
        pass


if __name__ == "__main__":
    main()
