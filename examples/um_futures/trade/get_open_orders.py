"""One open order (GET /fapi/v1/openOrder)."""

from binance_futures.paper import exchange_from_env

with exchange_from_env() as exchange, exchange.um_client() as client:
    price = round(client.book_ticker("BTCUSDT").bidPrice * 95 / 100)  # far below the market: it rests
    order = client.new_order("BTCUSDT", "BUY", "LIMIT", timeInForce="GTC", quantity="0.002", price=price)
    found = client.get_open_orders("BTCUSDT", orderId=order.orderId)
    print(found.orderId, found.status, found.price)
    client.cancel_order("BTCUSDT", orderId=order.orderId)
