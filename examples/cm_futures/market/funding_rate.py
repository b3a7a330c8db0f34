"""Past funding rates of a perpetual (GET /dapi/v1/fundingRate)."""

from binance_futures.paper import exchange_from_env

with exchange_from_env() as exchange, exchange.cm_client() as client:
    for funding in client.funding_rate("BTCUSD_PERP", limit=5):
        payer = "longs" if funding.fundingRate > 0 else "shorts"
        print(funding.fundingTime, f"{funding.fundingRate:.4%}, {payer} pay, mark price", funding.markPrice)
