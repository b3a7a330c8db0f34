"""Place an order, in contracts (POST /dapi/v1/order)."""

from binance_futures.paper import exchange_from_env

with exchange_from_env() as exchange, exchange.cm_client() as client:
    price = round(client.book_ticker("BTCUSD_PERP")[0].bidPrice * 95 / 100)  # far below the market: it rests
    order = client.new_order("BTCUSD_PERP", "BUY", "LIMIT", timeInForce="GTC", quantity=1, price=price)
    print(order.orderId, order.status, order.origQty, "contracts at", order.price)
    client.cancel_order("BTCUSD_PERP", orderId=order.orderId)
