"""Cancel an order (DELETE /fapi/v1/order)."""

from binance_futures import UnknownOrderError
from binance_futures.paper import exchange_from_env

with exchange_from_env() as exchange, exchange.um_client() as client:
    price = round(client.book_ticker("BTCUSDT").bidPrice * 95 / 100)  # far below the market: it rests
    order = client.new_order("BTCUSDT", "BUY", "LIMIT", timeInForce="GTC", quantity="0.002", price=price)
    gone = client.cancel_order("BTCUSDT", orderId=order.orderId)
    print(gone.orderId, gone.status)
    try:
        client.cancel_order("BTCUSDT", orderId=order.orderId)
    except UnknownOrderError as error:  # it was filled, expired or cancelled before
        print(error.error_code, error.error_message)
