"""Contracts that are listed, delivered or get new leverage brackets (!contractInfo)."""

import asyncio

from binance_futures.paper import exchange_from_env


async def main() -> None:
    async with exchange_from_env() as exchange, exchange.async_cm_streams() as streams:
        try:
            async with asyncio.timeout(2):
                contract = await anext(streams.contract_info())
        except TimeoutError:
            print("no contract changed in 2 s: events are days apart, most come when a quarter is delivered")
        else:
            print(contract.symbol, contract.contractType, contract.contractStatus, "until", contract.deliveryDate)
            for row in contract.brackets or ():  # only when they changed
                print(" ", row.notionalFloor, "to", row.notionalCap, f"{row.maxLeverage}x")


asyncio.run(main())
