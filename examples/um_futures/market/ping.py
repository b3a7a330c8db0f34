"""Whether the exchange answers (GET /fapi/v1/ping)."""

from binance_futures.paper import exchange_from_env

with exchange_from_env() as exchange, exchange.um_client() as client:
    client.ping()
    print("it answers")
