"""One order, as long as it is open (GET /dapi/v1/openOrder)."""

from binance_futures import UnknownOrderError
from binance_futures.paper import exchange_from_env

with exchange_from_env() as exchange, exchange.cm_client() as client:
    price = round(client.book_ticker("BTCUSD_PERP")[0].bidPrice * 95 / 100)
    order = client.new_order("BTCUSD_PERP", "BUY", "LIMIT", timeInForce="GTC", quantity=1, price=price)
    print(client.get_open_orders("BTCUSD_PERP", orderId=order.orderId).status)
    client.cancel_order("BTCUSD_PERP", orderId=order.orderId)
    try:
        client.get_open_orders("BTCUSD_PERP", orderId=order.orderId)
    except UnknownOrderError as error:
        print("not open any more:", error.error_message)
