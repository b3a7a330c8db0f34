"""Funding rates that were paid (GET /fapi/v1/fundingRate)."""

from binance_futures.paper import exchange_from_env

with exchange_from_env() as exchange, exchange.um_client() as client:
    for rate in client.funding_rate("BTCUSDT", limit=3):
        print(rate.fundingTime, rate.fundingRate, rate.markPrice)
