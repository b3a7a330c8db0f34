"""Statistics of the last 24 hours (GET /dapi/v1/ticker/24hr)."""

from binance_futures.paper import exchange_from_env

with exchange_from_env() as exchange, exchange.cm_client() as client:
    for ticker in client.ticker_24hr_price_change(pair="BTCUSD"):
        print(ticker.symbol, ticker.lastPrice, f"{ticker.priceChangePercent} %", ticker.volume, "contracts")
    busiest = max(client.ticker_24hr_price_change(), key=lambda ticker: ticker.count)
    print("most trades:", busiest.symbol, busiest.count)
