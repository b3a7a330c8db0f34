"""Have an order checked by the exchange without placing it (POST /fapi/v1/order/test)."""

from binance_futures import ClientError
from binance_futures.paper import exchange_from_env

with exchange_from_env() as exchange, exchange.um_client() as client:
    price = round(client.book_ticker("BTCUSDT").bidPrice * 95 / 100)
    client.new_order_test("BTCUSDT", "BUY", "LIMIT", timeInForce="GTC", quantity="0.002", price=price)
    print("it would be taken")
    try:
        client.new_order_test("BTCUSDT", "BUY", "LIMIT", timeInForce="GTC", quantity="0.002", price="0.01")
    except ClientError as error:
        print(error.error_code, error.error_message)
