"""Change price and quantity of an open order (PUT /dapi/v1/order)."""

from binance_futures.paper import exchange_from_env

with exchange_from_env() as exchange, exchange.cm_client() as client:
    price = round(client.book_ticker("BTCUSD_PERP")[0].bidPrice * 95 / 100)
    order = client.new_order("BTCUSD_PERP", "BUY", "LIMIT", timeInForce="GTC", quantity=1, price=price)
    changed = client.modify_order("BTCUSD_PERP", "BUY", orderId=order.orderId, quantity=2, price=price + 10)
    print(order.origQty, "at", order.price, "is now", changed.origQty, "at", changed.price)
    client.cancel_order("BTCUSD_PERP", orderId=order.orderId)
