"""Price and volume of the last 24 hours (<symbol>@miniTicker)."""

from binance_futures.paper import exchange_from_env

with exchange_from_env() as exchange, exchange.um_streams() as streams:
    ticker = next(streams.mini_ticker("BTCUSDT"))  # comes every 2 s
    print(ticker.symbol, ticker.lastPrice, "from", ticker.lowPrice, "to", ticker.highPrice, "volume", ticker.volume)
