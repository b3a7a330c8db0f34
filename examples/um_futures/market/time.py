"""The exchange's clock (GET /fapi/v1/time)."""

from binance_futures.paper import exchange_from_env

with exchange_from_env() as exchange, exchange.um_client() as client:
    print(client.time().serverTime, "ms since the epoch")
