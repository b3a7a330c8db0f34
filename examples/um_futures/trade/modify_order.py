"""Change quantity and price of an open order; it keeps its id and loses its place in the queue (PUT /fapi/v1/order)."""

from binance_futures.paper import exchange_from_env

with exchange_from_env() as exchange, exchange.um_client() as client:
    price = round(client.book_ticker("BTCUSDT").bidPrice * 95 / 100)  # far below the market: it rests
    order = client.new_order("BTCUSDT", "BUY", "LIMIT", timeInForce="GTC", quantity="0.002", price=price)
    changed = client.modify_order("BTCUSDT", "BUY", "0.003", price - 100, orderId=order.orderId)
    print(changed.orderId, changed.origQty, changed.price)
    client.cancel_order("BTCUSDT", orderId=order.orderId)
