"""A small complete bot: buys a little below the market, sells what it bought a little above, and knows what it owns.

It shows how to trade without surprises: an order whose outcome is unknown is asked for and not sent twice, and after a
lost connection the truth is read from the exchange, not from memory. Its tests run on the paper exchange beside it.
"""

import asyncio
from dataclasses import dataclass
from decimal import ROUND_DOWN, Decimal
from typing import Final

from binance_futures import AsyncUMFutures, AsyncUMStreams, ExecutionUnknownError, Reconnected, UnknownOrderError
from binance_futures.models.enums import OrderSide
from binance_futures.models.um.orders import NewOrder, Order
from binance_futures.models.um.user_events import OrderTradeUpdate, UserEvent
from binance_futures.streams import AsyncOrderBook, AsyncUserData

OPEN: Final = ("NEW", "PARTIALLY_FILLED")
RECV_WINDOW: Final = 2000
"""After so many ms the exchange takes an order no more that was late on its way."""
PAUSE: Final = 0.2
"""Seconds before the exchange is asked again."""


@dataclass(frozen=True)
class Plan:
    """What the bot does, all prices in the quote asset."""

    symbol: str
    quantity: Decimal
    tick: Decimal
    below: Decimal
    """How far below the best bid it buys."""
    gain: Decimal
    """How far above its entry it sells."""


class DipBuyer:
    """Buys the dip and sells it again, one round after the other."""

    def __init__(self, client: AsyncUMFutures, streams: AsyncUMStreams, plan: Plan) -> None:
        self._client = client
        self._streams = streams
        self._plan = plan

    async def run(self, rounds: int) -> Decimal:
        """Trades so many rounds; gives the profit before fees. Leaves no order behind."""
        plan, profit = self._plan, Decimal(0)
        async with self._client.user_data() as events, self._streams.order_book(plan.symbol) as book:
            try:
                for _ in range(rounds):
                    bought = await self._trade("BUY", await self._entry(book), events)
                    sold = await self._trade("SELL", self._on_grid(bought + plan.gain), events)
                    profit += (sold - bought) * plan.quantity
            finally:
                await self._client.cancel_open_orders(plan.symbol)
        return profit

    async def _entry(self, book: AsyncOrderBook) -> Decimal:
        """A price below the market, when there is a market."""
        while (bid := (await book.until_in_sync()).best_bid) is None:
            await anext(book)
        return self._on_grid(bid.price - self._plan.below)

    def _on_grid(self, price: Decimal) -> Decimal:
        return (price / self._plan.tick).to_integral_value(ROUND_DOWN) * self._plan.tick

    async def _trade(self, side: OrderSide, price: Decimal, events: AsyncUserData[UserEvent]) -> Decimal:
        """Places an order and waits until it is filled; the average price."""
        order = await self._place(side, price)
        while order.status in OPEN:
            match await anext(events):
                case OrderTradeUpdate(order=update) if update.orderId != order.orderId or update.status in OPEN:
                    continue
                case OrderTradeUpdate() | Reconnected():  # it has ended, or may have while nobody told
                    order = await self._client.query_order(self._plan.symbol, orderId=order.orderId)
                case _:
                    continue
        if order.status != "FILLED":
            raise RuntimeError(f"{side} order {order.orderId} ended as {order.status}: look before going on")
        fills = await self._client.get_account_trades(self._plan.symbol, orderId=order.orderId)
        return sum((fill.price * fill.qty for fill in fills), Decimal(0)) / order.executedQty

    async def _place(self, side: OrderSide, price: Decimal) -> Order:
        """Places an order exactly once, also when the answer gets lost."""
        request = NewOrder(
            self._plan.symbol,
            side,
            "LIMIT",
            timeInForce="GTC",
            quantity=self._plan.quantity,
            price=price,
            reduceOnly=True if side == "SELL" else None,
            recvWindow=RECV_WINDOW,
        ).identified()
        try:
            return await self._client.send(request)
        except ExecutionUnknownError:
            (own_id,) = request.client_order_ids()
        clock = asyncio.get_running_loop()
        over = clock.time() + RECV_WINDOW / 1000
        while True:
            late = clock.time() > over
            try:
                return await self._client.query_order(self._plan.symbol, origClientOrderId=own_id)
            except UnknownOrderError:
                if late:  # it has not arrived, and cannot any more
                    return await self._place(side, price)
                await asyncio.sleep(PAUSE)


async def main() -> None:
    """Three rounds on a paper exchange whose market moves by itself."""
    from binance_futures.paper import PaperExchange

    plan = Plan("BTCUSDT", Decimal("0.01"), tick=Decimal("0.10"), below=Decimal(1), gain=Decimal(1))
    async with (
        PaperExchange() as exchange,
        exchange.async_um_client() as client,
        exchange.async_um_streams() as streams,
    ):
        print("profit before fees:", await DipBuyer(client, streams, plan).run(rounds=3), "USDT")


if __name__ == "__main__":
    asyncio.run(main())
