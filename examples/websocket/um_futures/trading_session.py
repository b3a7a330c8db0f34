"""Whether the markets behind TradFi perpetuals are open (tradingSession)."""

import asyncio

from binance_futures.paper import exchange_from_env


async def main() -> None:
    async with exchange_from_env() as exchange, exchange.async_um_streams() as streams:
        try:
            async with asyncio.timeout(2):
                session = await anext(streams.trading_session())
        except TimeoutError:
            print("no event in 2 s, where one comes each second: this exchange has no TradFi perpetuals")
        else:
            print(session.eventType, session.sessionType, "until", session.sessionEndTime)


asyncio.run(main())
