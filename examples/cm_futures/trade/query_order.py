"""How an order is doing, or how it ended (GET /dapi/v1/order)."""

from binance_futures.paper import exchange_from_env

with exchange_from_env() as exchange, exchange.cm_client() as client:
    price = round(client.book_ticker("BTCUSD_PERP")[0].bidPrice * 95 / 100)
    placed = client.new_order("BTCUSD_PERP", "BUY", "LIMIT", timeInForce="GTC", quantity=1, price=price)
    client.cancel_order("BTCUSD_PERP", orderId=placed.orderId)
    order = client.query_order("BTCUSD_PERP", orderId=placed.orderId)  # or origClientOrderId=placed.clientOrderId
    print(order.status, "filled", order.executedQty, "of", order.origQty, "contracts, average price", order.avgPrice)
