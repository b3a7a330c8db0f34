"""The last price of one contract, or of every one (GET /dapi/v1/ticker/price)."""

from binance_futures.paper import exchange_from_env

with exchange_from_env() as exchange, exchange.cm_client() as client:
    (perpetual,) = client.ticker_price("BTCUSD_PERP")  # always a list, as Binance answers here
    print(perpetual.price)
    for ticker in client.ticker_price():
        print(ticker.symbol, ticker.price)
