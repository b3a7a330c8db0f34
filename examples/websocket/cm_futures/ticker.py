"""How the price moved in the last 24 hours (<symbol>@ticker)."""

from itertools import islice

from binance_futures.paper import exchange_from_env

with exchange_from_env() as exchange, exchange.cm_streams() as streams:
    for ticker in islice(streams.ticker("BTCUSD_PERP"), 2):  # comes every 500 ms
        print(ticker.symbol, ticker.lastPrice, f"{ticker.priceChangePercent} %, {ticker.count} trades")
