"""All open orders, of a contract, of a pair or in all (GET /dapi/v1/openOrders)."""

from binance_futures.paper import exchange_from_env

with exchange_from_env() as exchange, exchange.cm_client() as client:
    price = round(client.book_ticker("BTCUSD_PERP")[0].bidPrice * 95 / 100)
    placed = client.new_order("BTCUSD_PERP", "BUY", "LIMIT", timeInForce="GTC", quantity=1, price=price)
    for order in client.get_orders(pair="BTCUSD"):
        print(order.symbol, order.side, order.origQty - order.executedQty, "contracts at", order.price)
    client.cancel_order("BTCUSD_PERP", orderId=placed.orderId)
    print(len(client.get_orders()), "open orders left")
