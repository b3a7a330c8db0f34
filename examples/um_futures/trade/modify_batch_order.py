"""Change up to five orders in one request (PUT /fapi/v1/batchOrders)."""

from binance_futures.models.um.orders import BatchError, ModifyOrder
from binance_futures.paper import exchange_from_env

with exchange_from_env() as exchange, exchange.um_client() as client:
    price = round(client.book_ticker("BTCUSDT").bidPrice * 95 / 100)  # far below the market: it rests
    order = client.new_order("BTCUSDT", "BUY", "LIMIT", timeInForce="GTC", quantity="0.002", price=price)
    changes = [ModifyOrder("BTCUSDT", "BUY", "0.003", price - 100, orderId=order.orderId)]
    for changed in client.modify_batch_order(changes):
        if isinstance(changed, BatchError):
            print("refused:", changed.code, changed.msg)
        else:
            print("changed:", changed.orderId, changed.origQty, changed.price)
    client.cancel_order("BTCUSDT", orderId=order.orderId)
