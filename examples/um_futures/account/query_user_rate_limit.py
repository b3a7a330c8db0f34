"""How many orders you may place (GET /fapi/v1/rateLimit/order)."""

from binance_futures.paper import exchange_from_env

with exchange_from_env() as exchange, exchange.um_client() as client:
    for limit in client.query_user_rate_limit():
        print(limit.limit, "orders in", limit.intervalNum, limit.interval)
