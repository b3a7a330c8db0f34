"""Price and volume of the last 24 hours (<symbol>@miniTicker)."""

from binance_futures.paper import exchange_from_env

with exchange_from_env() as exchange, exchange.cm_streams() as streams:
    ticker = next(streams.mini_ticker("BTCUSD_PERP"))  # comes every 500 ms
    print(ticker.symbol, ticker.lastPrice, "from", ticker.lowPrice, "to", ticker.highPrice)
    print(ticker.volume, "contracts worth", ticker.baseVolume, "BTC")
