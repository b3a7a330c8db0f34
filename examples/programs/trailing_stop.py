"""Opens a position and lets the exchange trail a stop behind its best price, until the position is closed.

python examples/programs/trailing_stop.py BTCUSDT BUY 0.002 --callback 0.5

The stop lives at the exchange: it guards the position also when this program, or its connection, does not. Ctrl-C ends
the program and leaves both. Wants one-way mode, and a symbol without position and conditional orders.
"""

import argparse
import asyncio
from decimal import Decimal
from typing import Final, get_args

from binance_futures import (
    AsyncUMFutures,
    BinanceError,
    ExecutionUnknownError,
    OrderRejectedError,
    Reconnected,
    UnknownOrderError,
)
from binance_futures.models.enums import OrderSide
from binance_futures.models.um.orders import NewOrder
from binance_futures.models.um.user_events import AccountUpdate, AlgoUpdate, UserEvent
from binance_futures.paper import exchange_from_env
from binance_futures.streams import AsyncUserData

GONE: Final = ("CANCELED", "EXPIRED")
"""States in which a stop has ended without being triggered."""
PAUSE: Final = 0.5
"""Seconds between attempts to close a position when the book is empty."""


class NotPossibleError(Exception):
    """Why the program does not begin."""


class TrailingStop:
    """One position and its stop.

    Args:
        client: Client.
        symbol: Symbol.
        side: BUY for a long position, SELL for a short one.
        quantity: How much (base asset).
        callback: How far from the best price it is closed (percent, 0.1 to 10).
    """

    def __init__(
        self, client: AsyncUMFutures, symbol: str, side: OrderSide, quantity: Decimal, callback: Decimal
    ) -> None:
        self._client = client
        self._symbol = symbol
        self._side: OrderSide = side
        self._other: OrderSide = "SELL" if side == "BUY" else "BUY"
        self._quantity = quantity
        self._callback = callback

    async def run(self) -> Decimal:
        """Opens, guards and waits until the position is closed; gives the profit before fees (margin asset)."""
        await self._check()
        start = (await self._client.time()).serverTime
        async with self._client.user_data() as events:
            await self._open()
            try:
                await self._guard()
            except BinanceError:
                await self._close()  # better no position than one without a stop
                raise
            await self._until_closed(events)
        await self._client.cancel_algo_open_orders(self._symbol)  # if somebody else closed the position
        trades = await self._client.get_account_trades(self._symbol, startTime=start)
        return sum((trade.realizedPnl for trade in trades), Decimal(0))

    async def _check(self) -> None:
        rules = (await self._client.exchange_info()).find(self._symbol)
        if rules is None:
            raise NotPossibleError(f"there is no {self._symbol}")
        if rules.round_quantity(self._quantity, market=True) != self._quantity:
            raise NotPossibleError(f"{self._quantity} is no quantity that market orders of {self._symbol} can have")
        if (await self._client.get_position_mode()).dualSidePosition:
            raise NotPossibleError("the account is in hedge mode")
        if await self._held() or await self._client.get_open_algo_orders(symbol=self._symbol):
            raise NotPossibleError(f"{self._symbol} has a position or conditional orders already")

    async def _held(self) -> Decimal:
        """The size of the position; below zero when short."""
        positions = await self._client.get_position_risk(self._symbol)
        return sum((position.positionAmt for position in positions), Decimal(0))

    async def _open(self) -> None:
        """Opens the position once, also when the answer gets lost."""
        request = NewOrder(self._symbol, self._side, "MARKET", quantity=self._quantity).identified()
        try:
            await self._client.send(request)
        except ExecutionUnknownError:
            (own_id,) = request.client_order_ids()
            try:
                await self._client.query_order(self._symbol, origClientOrderId=own_id)
            except UnknownOrderError:  # it never arrived
                await self._client.send(request)

    async def _guard(self) -> None:
        """Places the stop. A second one would do no harm, as it only reduces; none would."""
        while not await self._client.get_open_algo_orders(symbol=self._symbol) and await self._held():
            try:
                await self._client.new_algo_order(
                    "CONDITIONAL",
                    self._symbol,
                    self._other,
                    "TRAILING_STOP_MARKET",
                    quantity=self._quantity,
                    callbackRate=self._callback,
                    reduceOnly=True,
                )
            except ExecutionUnknownError:
                continue  # looks whether it is there

    async def _close(self) -> None:
        while await self._held():
            try:
                await self._client.new_order(
                    self._symbol, self._other, "MARKET", quantity=self._quantity, reduceOnly=True
                )
            except (ExecutionUnknownError, OrderRejectedError) as error:
                print("closing again:", error)
            await asyncio.sleep(PAUSE)

    async def _until_closed(self, events: AsyncUserData[UserEvent]) -> None:
        async for event in events:
            match event:
                case AccountUpdate(account=account):
                    if any(each.symbol == self._symbol and not each.positionAmt for each in account.positions):
                        return
                case AlgoUpdate(algoOrder=algo) if algo.symbol == self._symbol and algo.algoStatus == "REJECTED":
                    await self._close()  # it was triggered, and the book had nothing to sell to or to buy from
                    return
                case AlgoUpdate(algoOrder=algo) if algo.symbol == self._symbol and algo.algoStatus in GONE:
                    await self._guard()
                case Reconnected():  # whatever happened meanwhile was not told
                    if not await self._held():
                        return
                    await self._guard()
                case _:
                    pass


async def main(arguments: list[str] | None = None) -> None:
    """The program."""
    parser = argparse.ArgumentParser(description="Opens a position and trails a stop behind it.")
    parser.add_argument("symbol")
    parser.add_argument("side", choices=get_args(OrderSide))
    parser.add_argument("quantity", type=Decimal, help="base asset")
    parser.add_argument("--callback", type=Decimal, default=Decimal("0.5"), help="percent (%(default)s)")
    options = parser.parse_args(arguments)
    async with exchange_from_env() as exchange, exchange.async_um_client() as client:
        stop = TrailingStop(client, options.symbol, options.side, options.quantity, options.callback)
        try:
            print("closed; profit before fees:", await stop.run())
        except NotPossibleError as error:
            parser.error(str(error))


if __name__ == "__main__":
    asyncio.run(main())
