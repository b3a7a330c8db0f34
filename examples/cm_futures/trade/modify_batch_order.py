"""Change up to five open orders at once (PUT /dapi/v1/batchOrders)."""

from binance_futures.models.cm.orders import BatchError, ModifyOrder
from binance_futures.paper import exchange_from_env

with exchange_from_env() as exchange, exchange.cm_client() as client:
    price = round(client.book_ticker("BTCUSD_PERP")[0].bidPrice * 95 / 100)
    orders = [
        client.new_order("BTCUSD_PERP", "BUY", "LIMIT", timeInForce="GTC", quantity=1, price=price - step)
        for step in (0, 10)
    ]
    changes = [
        ModifyOrder("BTCUSD_PERP", "BUY", order.orderId, quantity=1, price=order.price - 100) for order in orders
    ]
    for result in client.modify_batch_order(changes):
        if isinstance(result, BatchError):
            print("refused:", result.code, result.msg)
        else:
            print(result.orderId, result.price)
    client.cancel_batch_order("BTCUSD_PERP", [order.orderId for order in orders])
