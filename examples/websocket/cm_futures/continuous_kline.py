"""Candlesticks of whichever contract is the quarterly one (<pair>_<contractType>@continuousKline_<interval>)."""

from itertools import islice

from binance_futures.paper import exchange_from_env

with exchange_from_env() as exchange, exchange.cm_streams() as streams:
    for update in islice(streams.continuous_kline("BTCUSD", "CURRENT_QUARTER", "5m"), 2):
        bar = update.kline
        print(update.pair, update.contractType, bar.openTime, bar.open, bar.high, bar.low, bar.close)
