"""Contracts whose funding differs from the usual: interval, cap and floor (GET /fapi/v1/fundingInfo)."""

from binance_futures.paper import exchange_from_env

with exchange_from_env() as exchange, exchange.um_client() as client:
    for info in client.funding_info():
        print(info.symbol, info.fundingIntervalHours, info.adjustedFundingRateFloor, info.adjustedFundingRateCap)
    print("all others: every 8 hours")
