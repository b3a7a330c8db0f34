"""Place an order (POST /fapi/v1/order)."""

from binance_futures.paper import exchange_from_env

with exchange_from_env() as exchange, exchange.um_client() as client:
    price = round(client.book_ticker("BTCUSDT").bidPrice * 95 / 100)  # far below the market: it rests
    order = client.new_order("BTCUSDT", "BUY", "LIMIT", timeInForce="GTC", quantity="0.002", price=price)
    print(order.orderId, order.status, order.origQty, order.price)
    client.cancel_order("BTCUSDT", orderId=order.orderId)

    bought = client.new_order("BTCUSDT", "BUY", "MARKET", quantity="0.002", newOrderRespType="RESULT")
    sold = client.new_order("BTCUSDT", "SELL", "MARKET", quantity="0.002", reduceOnly=True, newOrderRespType="RESULT")
    for order in (bought, sold):
        print(order.side, order.status, order.executedQty)
        for fill in client.get_account_trades("BTCUSDT", orderId=order.orderId):  # the answers hold no price of fills
            print(fill.qty, "at", fill.price, "fee", fill.commission, fill.commissionAsset)
