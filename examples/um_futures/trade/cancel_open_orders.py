"""Cancel every open order of a contract (DELETE /fapi/v1/allOpenOrders)."""

from binance_futures.paper import exchange_from_env

with exchange_from_env() as exchange, exchange.um_client() as client:
    price = round(client.book_ticker("BTCUSDT").bidPrice * 95 / 100)  # far below the market: it rests
    order = client.new_order("BTCUSDT", "BUY", "LIMIT", timeInForce="GTC", quantity="0.002", price=price)
    print(client.cancel_open_orders("BTCUSDT").msg)  # also those another program has placed
    print(client.query_order("BTCUSDT", orderId=order.orderId).status)
