"""The last price by the older route; new programs use `ticker_price` (GET /fapi/v1/ticker/price)."""

from binance_futures.paper import exchange_from_env

with exchange_from_env() as exchange, exchange.um_client() as client:
    print(client.ticker_price_v1("BTCUSDT").price)
    print(len(client.ticker_price_v1()), "contracts")
