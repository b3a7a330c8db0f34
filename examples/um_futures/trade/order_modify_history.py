"""How an order was changed (GET /fapi/v1/orderAmendment)."""

from binance_futures.paper import exchange_from_env

with exchange_from_env() as exchange, exchange.um_client() as client:
    price = round(client.book_ticker("BTCUSDT").bidPrice * 95 / 100)  # far below the market: it rests
    order = client.new_order("BTCUSDT", "BUY", "LIMIT", timeInForce="GTC", quantity="0.002", price=price)
    client.modify_order("BTCUSDT", "BUY", "0.003", price - 100, orderId=order.orderId)
    for change in client.order_modify_history("BTCUSDT", orderId=order.orderId):
        print(change.time, change.amendment.price.before, "→", change.amendment.price.after)
    client.cancel_order("BTCUSDT", orderId=order.orderId)
