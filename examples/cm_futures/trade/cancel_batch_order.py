"""Cancel up to ten orders of a contract at once (DELETE /dapi/v1/batchOrders)."""

from binance_futures.models.cm.orders import BatchError
from binance_futures.paper import exchange_from_env

with exchange_from_env() as exchange, exchange.cm_client() as client:
    price = round(client.book_ticker("BTCUSD_PERP")[0].bidPrice * 95 / 100)
    ids = [
        client.new_order("BTCUSD_PERP", "BUY", "LIMIT", timeInForce="GTC", quantity=1, price=price - step).orderId
        for step in (0, 10)
    ]
    for result in client.cancel_batch_order("BTCUSD_PERP", [*ids, 1]):  # there is no order 1
        if isinstance(result, BatchError):
            print("refused:", result.code, result.msg)
        else:
            print(result.orderId, result.status)
