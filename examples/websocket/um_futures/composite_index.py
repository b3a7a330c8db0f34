"""What an index of several coins is made of (<symbol>@compositeIndex)."""

import asyncio

from binance_futures.paper import exchange_from_env


async def main() -> None:
    async with exchange_from_env() as exchange, exchange.async_um_streams() as streams:
        try:
            async with asyncio.timeout(2):
                index = await anext(streams.composite_index("DEFIUSDT"))
        except TimeoutError:  # the stream of a symbol that is not listed is silent, not refused
            print("no event in 2 s, where one comes each second: this exchange has no such index")
        else:
            print(index.symbol, index.price)
            for part in index.composition:
                print(" ", part.baseAsset, f"{part.weightInPercentage:.2%}", part.indexPrice)


asyncio.run(main())
