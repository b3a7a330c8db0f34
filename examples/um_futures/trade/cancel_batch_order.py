"""Cancel up to ten orders by their ids; each by itself (DELETE /fapi/v1/batchOrders)."""

from binance_futures.models.um.orders import BatchError
from binance_futures.paper import exchange_from_env

with exchange_from_env() as exchange, exchange.um_client() as client:
    price = round(client.book_ticker("BTCUSDT").bidPrice * 95 / 100)  # far below the market: it rests
    order = client.new_order("BTCUSDT", "BUY", "LIMIT", timeInForce="GTC", quantity="0.002", price=price)
    for gone in client.cancel_batch_order("BTCUSDT", orderIdList=[order.orderId, 1]):
        if isinstance(gone, BatchError):
            print("refused:", gone.code, gone.msg)
        else:
            print("cancelled:", gone.orderId, gone.status)
