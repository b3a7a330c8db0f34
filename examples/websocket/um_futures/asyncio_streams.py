"""Streams in asyncio: tasks that read at the same time, each at its own speed, over the same connections."""

import asyncio

from binance_futures import AsyncUMStreams
from binance_futures.paper import exchange_from_env
from binance_futures.streams import um


async def trades(streams: AsyncUMStreams) -> None:
    async with streams.subscribe(um.agg_trade("BTCUSDT"), um.agg_trade("ETHUSDT")) as subscription:
        for _ in range(5):
            trade = await anext(subscription)
            print(trade.symbol, trade.price, trade.quantity)


async def quotes(streams: AsyncUMStreams) -> None:
    async with streams.subscribe(um.book_ticker("BTCUSDT"), policy="latest") as subscription:
        for _ in range(3):
            ticker = await anext(subscription)
            print(ticker.bidPrice, ticker.askPrice, "skipped so far:", subscription.dropped)
            await asyncio.sleep(0.3)  # slow work, after which only the newest is wanted


async def main() -> None:
    async with exchange_from_env() as exchange, exchange.async_um_streams() as streams, asyncio.TaskGroup() as tasks:
        tasks.create_task(trades(streams))
        tasks.create_task(quotes(streams))


asyncio.run(main())
