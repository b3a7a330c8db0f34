"""Place up to five orders in one request; each is placed or refused by itself (POST /fapi/v1/batchOrders)."""

from binance_futures.models.um.orders import BatchError, NewOrder
from binance_futures.paper import exchange_from_env

with exchange_from_env() as exchange, exchange.um_client() as client:
    best = client.book_ticker("BTCUSDT")
    low, high = round(best.bidPrice * 95 / 100), round(best.askPrice * 102 / 100)
    orders = [
        NewOrder("BTCUSDT", "BUY", "LIMIT", timeInForce="GTC", quantity="0.002", price=low),
        NewOrder("BTCUSDT", "BUY", "LIMIT", timeInForce="GTX", quantity="0.002", price=high),  # would take: refused
    ]
    for order in client.new_batch_order(orders):
        if isinstance(order, BatchError):
            print("refused:", order.code, order.msg)
        else:
            print("placed:", order.orderId, order.price)
            client.cancel_order("BTCUSDT", orderId=order.orderId)
