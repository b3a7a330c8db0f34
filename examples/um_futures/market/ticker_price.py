"""The last price of a contract, or of all (GET /fapi/v2/ticker/price)."""

from binance_futures.paper import exchange_from_env

with exchange_from_env() as exchange, exchange.um_client() as client:
    print(client.ticker_price("BTCUSDT").price)
    prices = {ticker.symbol: ticker.price for ticker in client.ticker_price()}
    print(prices)
