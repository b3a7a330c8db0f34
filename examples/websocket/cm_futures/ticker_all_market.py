"""How the prices of all contracts moved in the last 24 hours (!ticker@arr)."""

from binance_futures.paper import exchange_from_env

with exchange_from_env() as exchange, exchange.cm_streams() as streams:
    tickers = next(streams.ticker_all_market())  # a list every second, of those that changed
    for ticker in sorted(tickers, key=lambda ticker: ticker.priceChangePercent, reverse=True)[:5]:
        print(f"{ticker.symbol:<14} {ticker.priceChangePercent:+} %")
