"""Place up to five orders in one request; each is placed or refused by itself (POST /fapi/v1/batchOrders)."""

from binance_futures.models.um.orders import BatchError, NewOrder
from binance_futures.paper import exchange_from_env

with exchange_from_env() as exchange, exchange.um_client() as client:
    price = round(client.book_ticker("BTCUSDT").bidPrice * 95 / 100)
    orders = [
        NewOrder("BTCUSDT", "BUY", "LIMIT", timeInForce="GTC", quantity="0.002", price=price),
        NewOrder("BTCUSDT", "BUY", "LIMIT", timeInForce="GTX", quantity="0.002", price=price * 2),  # takes: refused
    ]
    for order in client.new_batch_order(orders):
        if isinstance(order, BatchError):
            print("refused:", order.code, order.msg)
        else:
            print("placed:", order.orderId, order.price)
    client.cancel_open_orders("BTCUSDT")
