"""The last 24 hours of a contract, or of all (GET /fapi/v1/ticker/24hr)."""

from binance_futures.paper import exchange_from_env

with exchange_from_env() as exchange, exchange.um_client() as client:
    day = client.ticker_24hr_price_change("BTCUSDT")
    print(day.priceChangePercent, "%", day.highPrice, day.lowPrice, day.quoteVolume)
    for each in sorted(client.ticker_24hr_price_change(), key=lambda ticker: ticker.quoteVolume, reverse=True)[:3]:
        print(each.symbol, each.lastPrice, each.quoteVolume)
