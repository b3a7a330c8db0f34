"""The candlestick that is forming, and each when it is finished (<symbol>@kline_<interval>)."""

from itertools import islice

from binance_futures.paper import exchange_from_env

with exchange_from_env() as exchange, exchange.cm_streams() as streams:
    for update in islice(streams.kline("BTCUSD_PERP", "1m"), 3):
        bar = update.kline
        print(bar.openTime, bar.open, bar.high, bar.low, bar.close, bar.volume, "final" if bar.isClosed else "so far")
