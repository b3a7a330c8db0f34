"""Mark price, index price and funding of a contract, every second (<symbol>@markPrice@1s)."""

from itertools import islice

from binance_futures.paper import exchange_from_env

with exchange_from_env() as exchange, exchange.cm_streams() as streams:
    for price in islice(streams.mark_price("BTCUSD_PERP", speed=1), 2):  # or every 3 s
        print(price.symbol, price.markPrice, "index", price.indexPrice, "funding", price.lastFundingRate)
