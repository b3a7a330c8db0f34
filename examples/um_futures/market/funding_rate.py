"""Funding rates that were paid (GET /fapi/v1/fundingRate)."""

from datetime import UTC, datetime, timedelta

from binance_futures.paper import exchange_from_env

with exchange_from_env() as exchange, exchange.um_client() as client:
    yesterday = datetime.now(UTC) - timedelta(days=1)
    for rate in client.funding_rate("BTCUSDT", startTime=yesterday):
        print(rate.fundingTime, rate.fundingRate, rate.markPrice)
