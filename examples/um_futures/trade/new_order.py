"""Place an order (POST /fapi/v1/order)."""

from binance_futures.paper import exchange_from_env

with exchange_from_env() as exchange, exchange.um_client() as client:
    price = round(client.book_ticker("BTCUSDT").bidPrice * 95 / 100)  # far below the market: it rests
    order = client.new_order("BTCUSDT", "BUY", "LIMIT", timeInForce="GTC", quantity="0.002", price=price)
    print(order.orderId, order.status, order.origQty, order.price)
    client.cancel_order("BTCUSDT", orderId=order.orderId)

    bought = client.new_order("BTCUSDT", "BUY", "MARKET", quantity="0.002", newOrderRespType="RESULT")
    print(bought.status, bought.executedQty, "at", bought.avgPrice)
    sold = client.new_order("BTCUSDT", "SELL", "MARKET", quantity="0.002", reduceOnly=True, newOrderRespType="RESULT")
    print(sold.status, sold.executedQty, "at", sold.avgPrice)
