"""Your fees for a contract (GET /fapi/v1/commissionRate)."""

from binance_futures.paper import exchange_from_env

with exchange_from_env() as exchange, exchange.um_client() as client:
    rate = client.commission_rate("BTCUSDT")
    print("maker", rate.makerCommissionRate, "taker", rate.takerCommissionRate)
