"""Mark price and funding of a contract, or of all (GET /fapi/v1/premiumIndex)."""

from binance_futures.paper import exchange_from_env

with exchange_from_env() as exchange, exchange.um_client() as client:
    one = client.mark_price("BTCUSDT")
    print(one.markPrice, one.indexPrice, one.lastFundingRate, one.nextFundingTime)
    for each in client.mark_price():
        print(each.symbol, each.markPrice)
