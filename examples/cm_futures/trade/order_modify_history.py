"""How an order was changed since it was placed (GET /dapi/v1/orderAmendment)."""

from binance_futures.paper import exchange_from_env

with exchange_from_env() as exchange, exchange.cm_client() as client:
    price = round(client.book_ticker("BTCUSD_PERP")[0].bidPrice * 95 / 100)
    order = client.new_order("BTCUSD_PERP", "BUY", "LIMIT", timeInForce="GTC", quantity=1, price=price)
    client.modify_order("BTCUSD_PERP", "BUY", orderId=order.orderId, quantity=2, price=price + 10)
    client.cancel_order("BTCUSD_PERP", orderId=order.orderId)
    for change in client.order_modify_history("BTCUSD_PERP", orderId=order.orderId):
        moved, resized = change.amendment.price, change.amendment.origQty
        print(change.time, moved.before, "->", moved.after, "and", resized.before, "->", resized.after, "contracts")
