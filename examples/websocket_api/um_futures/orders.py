"""Place, change, query and cancel an order over one socket, without an HTTP exchange for each."""

from binance_futures.paper import exchange_from_env

with exchange_from_env() as exchange, exchange.um_ws_api() as api:
    price = round(api.book_ticker("BTCUSDT").bidPrice * 95 / 100)  # far below the market: it rests
    order = api.new_order("BTCUSDT", "BUY", "LIMIT", timeInForce="GTC", quantity="0.002", price=price)
    print(order.orderId, order.status, order.price)
    order = api.modify_order("BTCUSDT", "BUY", orderId=order.orderId, quantity="0.003", price=price + 10)
    print(order.orderId, order.status, order.origQty, order.price)
    order = api.query_order("BTCUSDT", origClientOrderId=order.clientOrderId)
    print(order.orderId, order.status, order.executedQty)
    order = api.cancel_order("BTCUSDT", orderId=order.orderId)
    print(order.orderId, order.status)
