"""Liquidations of a contract, the largest of each second (<symbol>@forceOrder)."""

import asyncio

from binance_futures.paper import exchange_from_env


async def main() -> None:
    async with exchange_from_env() as exchange, exchange.async_cm_streams() as streams:
        try:
            async with asyncio.timeout(2):
                order = (await anext(streams.liquidation_order("BTCUSD_PERP"))).order
        except TimeoutError:
            print("nobody was liquidated in 2 s: when markets are calm, minutes pass without")
        else:
            print(order.symbol, order.side, order.executedQty, "contracts at", order.avgPrice)


asyncio.run(main())
