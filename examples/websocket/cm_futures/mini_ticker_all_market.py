"""Price and volume of the last 24 hours of each contract that changed (!miniTicker@arr)."""

from binance_futures.paper import exchange_from_env

with exchange_from_env() as exchange, exchange.cm_streams() as streams:
    for ticker in next(streams.mini_ticker_all_market())[:10]:  # a list every second
        print(ticker.symbol, ticker.openPrice, "->", ticker.lastPrice)
