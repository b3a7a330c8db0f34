"""The candlestick of an index price (<pair>@indexPriceKline_<interval>)."""

from itertools import islice

from binance_futures.paper import exchange_from_env

with exchange_from_env() as exchange, exchange.cm_streams() as streams:
    for update in islice(streams.index_kline("BTCUSD", "1m"), 2):
        bar = update.kline
        print(update.pair, bar.openTime, bar.open, bar.high, bar.low, bar.close)
