"""Mark price, index price and funding as they change, every second (<symbol>@markPrice@1s)."""

from itertools import islice

from binance_futures.paper import exchange_from_env

with exchange_from_env() as exchange, exchange.um_streams() as streams:
    for price in islice(streams.mark_price("BTCUSDT", speed=1), 2):  # or every 3 s
        print(price.symbol, price.markPrice, "index", price.indexPrice, "funding", price.lastFundingRate)
