"""All orders of a contract: open, filled, cancelled (GET /fapi/v1/allOrders)."""

from binance_futures.paper import exchange_from_env

with exchange_from_env() as exchange, exchange.um_client() as client:
    price = round(client.book_ticker("BTCUSDT").bidPrice * 95 / 100)  # far below the market: it rests
    order = client.new_order("BTCUSDT", "BUY", "LIMIT", timeInForce="GTC", quantity="0.002", price=price)
    client.cancel_order("BTCUSDT", orderId=order.orderId)
    for found in client.get_all_orders("BTCUSDT", limit=5):
        print(found.orderId, found.time, found.status, found.executedQty, "of", found.origQty)
