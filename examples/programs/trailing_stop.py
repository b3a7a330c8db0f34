"""Opens a position and guards it by a trailing stop on the exchange until it is closed; prints the result.

    python examples/programs/trailing_stop.py BTCUSDT BUY 0.002 --callback 0.5

The stop lives at the exchange: it holds also while this program has no connection. Ctrl-C closes the position at the
market. The symbol is this program's alone: one-way mode, and no position before it starts.
"""

import argparse
import asyncio
from collections import defaultdict
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from decimal import Decimal
from functools import partial
from typing import Final, TypeVar

from binance_futures import (
    AsyncUMFutures,
    BinanceError,
    ClientError,
    ExecutionUnknownError,
    OrderRejectedError,
    RateLimitError,
    Reconnected,
    Request,
    Retry,
    ServerError,
    TransportError,
    UnknownOrderError,
)
from binance_futures.models.enums import OrderSide
from binance_futures.models.um.algo import AlgoOrder, NewAlgoOrder
from binance_futures.models.um.orders import NewOrder, Order
from binance_futures.models.um.user_events import AccountUpdate, AlgoUpdate, OrderTradeUpdate, UserEvent
from binance_futures.paper import exchange_from_env
from binance_futures.streams import AsyncUserData

RECV_WINDOW: Final = 2000  # ms; later than that an order does not arrive any more
PAUSE: Final = 0.2  # seconds before the exchange is asked again
PATIENT: Final = Retry(attempts=8)  # the stop holds meanwhile
OPEN: Final = ("NEW", "PARTIALLY_FILLED")
ENDED: Final = ("FINISHED", "CANCELED", "REJECTED", "EXPIRED")
OPPOSITE: Final[dict[OrderSide, OrderSide]] = {"BUY": "SELL", "SELL": "BUY"}

T = TypeVar("T")


class TrailingStop:
    """One position, from its entry to its end.

    Args:
        client: Client.
        symbol: Symbol.
        side: BUY for a long position, SELL for a short one.
        quantity: Size of the position (base asset).
        callbackRate: How far the price may come back from its best (percent), in steps of 0.1.
    """

    def __init__(
        self, client: AsyncUMFutures, symbol: str, side: OrderSide, quantity: Decimal, callbackRate: Decimal
    ) -> None:
        self._client = client
        self._symbol = symbol
        self._side: OrderSide = side
        self._quantity = quantity
        self._callback = callbackRate
        self._since = 0
        self._stop_id: str | None = None
        self._unanswered: list[Callable[[], Awaitable[object]]] = []
        """How to ask for each order of which it is not known whether it arrived."""

    async def run(self) -> None:
        """Opens the position and waits until it is closed. However it ends, neither position nor order is left.

        Raises:
            RuntimeError: The account is in hedge mode, or has a position in the symbol.
            BinanceError: The exchange refused the position, or its stop.
        """
        if (await self._client.get_position_mode()).dualSidePosition or await self._position():
            raise RuntimeError(f"needs one-way mode, and no position in {self._symbol}")
        self._since = (await self._client.time()).serverTime
        async with self._client.user_data() as events:
            try:
                await self._guard(await self._enter())
                await self._follow(events)
            finally:
                await self._leave()

    async def result(self) -> str:
        """What was traded since the start."""
        trades = await self._client.get_account_trades(self._symbol, startTime=self._since)
        fees: defaultdict[str, Decimal] = defaultdict(Decimal)
        for trade in trades:
            fees[trade.commissionAsset] += trade.commission
        parts = [
            f"{side} {sum(t.qty for t in trades if t.side == side)} for"
            f" {sum(t.quoteQty for t in trades if t.side == side)}"
            for side in ("BUY", "SELL")
        ]
        parts.append(f"profit {sum(trade.realizedPnl for trade in trades)}")
        parts += [f"fees {fee} {asset}" for asset, fee in fees.items()]
        return ", ".join(parts)

    async def _enter(self) -> Order:
        """Opens the position at the market."""
        request = NewOrder(
            self._symbol,
            self._side,
            "MARKET",
            quantity=self._quantity,
            newOrderRespType="RESULT",
            recvWindow=RECV_WINDOW,
        ).identified()
        (own_id,) = request.client_order_ids()
        query = partial(self._client.query_order, self._symbol, origClientOrderId=own_id)
        order = await self._place(request, query)
        while order.status in OPEN:
            await asyncio.sleep(PAUSE)
            order = await query()
        print(f"{order.side} {order.executedQty} {order.symbol}: {order.status}")
        return order

    async def _guard(self, entry: Order) -> None:
        """Places the stop for what was filled."""
        request = NewAlgoOrder(
            "CONDITIONAL",
            self._symbol,
            OPPOSITE[self._side],
            "TRAILING_STOP_MARKET",
            quantity=entry.executedQty,
            callbackRate=self._callback,
            reduceOnly=True,
            recvWindow=RECV_WINDOW,
        ).identified()
        self._stop_id = request.clientAlgoId
        await self._place(request, self._query_stop)

    async def _follow(self, events: AsyncUserData[UserEvent]) -> None:
        """Waits until position or stop have ended, by whatever cause; what is left then is for `_leave`."""
        async for event in events:
            match event:
                case OrderTradeUpdate(order=order) if order.symbol == self._symbol and order.lastFilledQty:
                    print(f"{order.side} {order.lastFilledQty} at {order.lastFilledPrice}")
                case AccountUpdate(account=change):
                    if any(each.symbol == self._symbol and not each.positionAmt for each in change.positions):
                        return
                case AlgoUpdate(algoOrder=stop) if stop.clientAlgoId == self._stop_id:
                    print(f"stop {stop.algoStatus} {stop.rejectReason or ''}")
                    if stop.algoStatus in ENDED:
                        return
                case Reconnected():  # it may have ended, and nobody told
                    if (await self._query_stop()).algoStatus in ENDED or not await self._position():
                        return
                case _:
                    pass

    async def _leave(self) -> None:
        """Closes the position and removes the stop, until the exchange says that both are gone."""
        while True:
            try:
                for query in self._unanswered:
                    with suppress(UnknownOrderError):
                        await self._found(query)
                if amount := await self._position():
                    side: OrderSide = "SELL" if amount > 0 else "BUY"
                    await self._client.new_order(
                        self._symbol, side, "MARKET", quantity=abs(amount), reduceOnly=True, recvWindow=RECV_WINDOW
                    )
                else:
                    if self._stop_id is not None:
                        with suppress(UnknownOrderError):  # it has ended
                            await self._client.cancel_algo_order(clientAlgoId=self._stop_id)
                    return
            except (TransportError, ServerError, OrderRejectedError) as error:
                print(error)  # whatever became of it, what closes and removes can be sent again
            except RateLimitError as error:
                print(error)
                await asyncio.sleep(error.retry_after or 1)
            await asyncio.sleep(PAUSE)

    async def _position(self) -> Decimal:
        """The position as the exchange has it; below zero when short."""
        positions = await self._client.get_position_risk(self._symbol)
        return sum((position.positionAmt for position in positions), Decimal(0))

    async def _query_stop(self) -> AlgoOrder:
        return await self._client.query_algo_order(clientAlgoId=self._stop_id)

    async def _place(self, request: Request[T], query: Callable[[], Awaitable[T]]) -> T:
        """Places an order exactly once, also when the answer gets lost."""
        self._unanswered.append(query)
        try:
            placed = await self._client.send(request)
        except ExecutionUnknownError:
            placed = await self._found(query)
        except ClientError:  # refused
            self._unanswered.remove(query)
            raise
        self._unanswered.remove(query)
        return placed

    async def _found(self, query: Callable[[], Awaitable[T]]) -> T:
        """Asks for an order until it has arrived.

        Raises:
            UnknownOrderError: It has not, and cannot any more.
        """
        clock = asyncio.get_running_loop()
        over = clock.time() + RECV_WINDOW / 1000
        while True:
            try:
                return await query()
            except UnknownOrderError:
                if clock.time() > over:
                    raise
            await asyncio.sleep(PAUSE)


async def trade(symbol: str, side: OrderSide, quantity: Decimal, callbackRate: Decimal) -> None:
    """Trades one position, and prints what came of it also when it is cut short."""
    async with exchange_from_env() as exchange, exchange.async_um_client(retries=PATIENT) as client:
        bot = TrailingStop(client, symbol, side, quantity, callbackRate)
        try:
            await bot.run()
        finally:
            print(await bot.result())


def main(argv: Sequence[str] | None = None) -> None:
    """Trades as the command line says."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("symbol", nargs="?", default="BTCUSDT")
    parser.add_argument("side", nargs="?", default="BUY", choices=("BUY", "SELL"))
    parser.add_argument("quantity", nargs="?", type=Decimal, default=Decimal("0.002"))
    parser.add_argument("--callback", type=Decimal, default=Decimal("0.1"), help="percent (0.1)")
    args = parser.parse_args(argv)
    try:
        asyncio.run(trade(args.symbol, args.side, args.quantity, args.callback))
    except (BinanceError, RuntimeError) as error:
        raise SystemExit(str(error)) from None
    except KeyboardInterrupt:
        pass


if __name__ == "__main__":
    main()
