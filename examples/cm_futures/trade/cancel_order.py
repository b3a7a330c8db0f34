"""Cancel an order by an id of one's own (DELETE /dapi/v1/order)."""

from binance_futures.paper import exchange_from_env

with exchange_from_env() as exchange, exchange.cm_client() as client:
    price = round(client.book_ticker("BTCUSD_PERP")[0].bidPrice * 95 / 100)
    client.new_order(
        "BTCUSD_PERP", "BUY", "LIMIT", timeInForce="GTC", quantity=1, price=price, newClientOrderId="first-try"
    )
    order = client.cancel_order("BTCUSD_PERP", origClientOrderId="first-try")
    print(order.clientOrderId, order.status, "filled", order.executedQty, "of", order.origQty)
