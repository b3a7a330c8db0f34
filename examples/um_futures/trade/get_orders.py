"""All open orders, of a contract or of the account (GET /fapi/v1/openOrders)."""

from binance_futures.paper import exchange_from_env

with exchange_from_env() as exchange, exchange.um_client() as client:
    price = round(client.book_ticker("BTCUSDT").bidPrice * 95 / 100)  # far below the market: it rests
    order = client.new_order("BTCUSDT", "BUY", "LIMIT", timeInForce="GTC", quantity="0.002", price=price)
    for found in client.get_orders("BTCUSDT"):
        print(found.orderId, found.side, found.price, found.origQty)
    print(len(client.get_orders()), "open in all contracts")  # weighs 40 times as much
    client.cancel_order("BTCUSDT", orderId=order.orderId)
