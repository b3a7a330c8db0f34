"""How the price moved in the last 24 hours (<symbol>@ticker)."""

from binance_futures.paper import exchange_from_env

with exchange_from_env() as exchange, exchange.um_streams() as streams:
    ticker = next(streams.ticker("BTCUSDT"))  # comes every 2 s
    print(ticker.symbol, ticker.lastPrice, f"{ticker.priceChangePercent} %, {ticker.count} trades")
