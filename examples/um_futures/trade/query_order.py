"""Look at an order by its id, or by one of your own (GET /fapi/v1/order)."""

from binance_futures.paper import exchange_from_env

with exchange_from_env() as exchange, exchange.um_client() as client:
    price = round(client.book_ticker("BTCUSDT").bidPrice * 95 / 100)  # far below the market: it rests
    client.new_order(
        "BTCUSDT", "BUY", "LIMIT", timeInForce="GTC", quantity="0.002", price=price, newClientOrderId="my-first-order"
    )
    order = client.query_order("BTCUSDT", origClientOrderId="my-first-order")
    print(order.orderId, order.status, order.executedQty, "of", order.origQty)
    print(client.query_order("BTCUSDT", orderId=order.orderId).clientOrderId)
    client.cancel_order("BTCUSDT", orderId=order.orderId)
