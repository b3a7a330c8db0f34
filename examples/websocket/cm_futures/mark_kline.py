"""The candlestick of a mark price (<symbol>@markPriceKline_<interval>)."""

from itertools import islice

from binance_futures.paper import exchange_from_env

with exchange_from_env() as exchange, exchange.cm_streams() as streams:
    for update in islice(streams.mark_kline("BTCUSD_PERP", "1m"), 2):
        bar = update.kline
        print(bar.symbol, bar.openTime, bar.open, bar.high, bar.low, bar.close)
