"""Mark price, index price and funding (GET /dapi/v1/premiumIndex)."""

from binance_futures.paper import exchange_from_env

with exchange_from_env() as exchange, exchange.cm_client() as client:
    for price in client.mark_price(pair="BTCUSD"):
        print(price.symbol, price.markPrice, "index", price.indexPrice)
        if price.lastFundingRate is not None:  # only perpetuals have funding
            print(f"  funding {price.lastFundingRate:.4%}, next at", price.nextFundingTime)
