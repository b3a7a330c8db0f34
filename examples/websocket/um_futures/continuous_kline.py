"""Candlesticks of a pair and a kind of contract (<pair>_<contractType>@continuousKline_<interval>)."""

from itertools import islice

from binance_futures.paper import exchange_from_env

with exchange_from_env() as exchange, exchange.um_streams() as streams:
    for update in islice(streams.continuous_kline("BTCUSDT", "PERPETUAL", "1m"), 3):
        bar = update.kline
        print(update.pair, update.contractType, bar.openTime, bar.open, bar.high, bar.low, bar.close)
