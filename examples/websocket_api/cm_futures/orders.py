"""Place, change, query and cancel an order over one socket, with asyncio."""

import asyncio

from binance_futures.paper import exchange_from_env


async def main() -> None:
    async with (
        exchange_from_env() as exchange,
        exchange.async_cm_client() as client,
        exchange.async_cm_ws_api() as api,
    ):
        (ticker,) = await client.book_ticker("BTCUSD_PERP")  # COIN-M has market data in REST and streams only
        price = round(ticker.bidPrice * 95 / 100)  # far below the market: it rests
        order = await api.new_order("BTCUSD_PERP", "BUY", "LIMIT", timeInForce="GTC", quantity=1, price=price)
        print(order.orderId, order.status, order.origQty, "contracts at", order.price)
        order = await api.modify_order("BTCUSD_PERP", "BUY", orderId=order.orderId, quantity=2, price=price + 10)
        print(order.orderId, order.status, order.origQty, "contracts at", order.price)
        order = await api.query_order("BTCUSD_PERP", origClientOrderId=order.clientOrderId)
        print(order.orderId, order.status, order.executedQty)
        order = await api.cancel_order("BTCUSD_PERP", orderId=order.orderId)
        print(order.orderId, order.status)


asyncio.run(main())
