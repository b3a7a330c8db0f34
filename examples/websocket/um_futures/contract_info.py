"""Contracts that are listed, settled or get new leverage brackets (!contractInfo)."""

import asyncio

from binance_futures.paper import exchange_from_env


async def main() -> None:
    async with exchange_from_env() as exchange, exchange.async_um_streams() as streams:
        try:
            async with asyncio.timeout(2):
                contract = await anext(streams.contract_info())
        except TimeoutError:
            print("no contract changed in 2 s: events are days apart")
        else:
            print(contract.symbol, contract.contractStatus, "until", contract.deliveryDate)
            for row in contract.brackets or ():  # only when they changed
                print(" ", row.notionalFloor, "to", row.notionalCap, f"{row.maxLeverage}x")


asyncio.run(main())
