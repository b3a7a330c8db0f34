"""The index price of a pair, every second (<pair>@indexPrice@1s)."""

from itertools import islice

from binance_futures.paper import exchange_from_env

with exchange_from_env() as exchange, exchange.cm_streams() as streams:
    for index in islice(streams.index_price("BTCUSD", speed=1), 2):  # or every 3 s
        print(index.eventTime, index.pair, index.indexPrice)
