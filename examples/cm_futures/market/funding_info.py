"""Perpetuals whose funding has limits or an interval of their own (GET /dapi/v1/fundingInfo)."""

from binance_futures.paper import exchange_from_env

with exchange_from_env() as exchange, exchange.cm_client() as client:
    special = client.funding_info()
    print(len(special), "perpetuals differ from the default")
    for info in special:
        print(info.symbol, info.adjustedFundingRateFloor, info.adjustedFundingRateCap, f"{info.fundingIntervalHours} h")
