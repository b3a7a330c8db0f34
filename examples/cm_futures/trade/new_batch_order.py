"""Place up to five orders at once (POST /dapi/v1/batchOrders)."""

from binance_futures.models.cm.orders import BatchError, NewOrder
from binance_futures.paper import exchange_from_env

with exchange_from_env() as exchange, exchange.cm_client() as client:
    price = round(client.book_ticker("BTCUSD_PERP")[0].bidPrice * 95 / 100)
    ladder = [
        NewOrder("BTCUSD_PERP", "BUY", "LIMIT", timeInForce="GTX", quantity=1, price=price - step)
        for step in (0, 10, 20)
    ]
    for result in client.new_batch_order(ladder):
        if isinstance(result, BatchError):  # each fails or succeeds by itself
            print("refused:", result.code, result.msg)
        else:
            print(result.orderId, result.status, result.price)
            client.cancel_order("BTCUSD_PERP", orderId=result.orderId)
