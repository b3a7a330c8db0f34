"""Best bid and ask of one contract, or of a pair (GET /dapi/v1/ticker/bookTicker)."""

from binance_futures.paper import exchange_from_env

with exchange_from_env() as exchange, exchange.cm_client() as client:
    (perpetual,) = client.book_ticker("BTCUSD_PERP")  # always a list, as Binance answers here
    print("spread", perpetual.askPrice - perpetual.bidPrice)
    for ticker in client.book_ticker(pair="BTCUSD"):
        print(ticker.symbol, ticker.bidQty, ticker.bidPrice, ticker.askPrice, ticker.askQty)
