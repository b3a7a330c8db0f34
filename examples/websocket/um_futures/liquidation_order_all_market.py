"""Liquidations of all contracts, of each the largest of a second (!forceOrder@arr)."""

import asyncio

from binance_futures.paper import exchange_from_env


async def main() -> None:
    async with exchange_from_env() as exchange, exchange.async_um_streams() as streams:
        try:
            async with asyncio.timeout(2):
                async for event in streams.liquidation_order_all_market():  # one a message, whatever the name says
                    closed = "a short" if event.order.side == "BUY" else "a long"
                    print(event.order.symbol, closed, "of", event.order.executedQty, "at", event.order.avgPrice)
        except TimeoutError:
            print("that was all in 2 s: when markets are calm, minutes pass without")


asyncio.run(main())
