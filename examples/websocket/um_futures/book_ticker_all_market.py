"""Best bid and ask of each contract (!bookTicker)."""

from itertools import islice

from binance_futures.paper import exchange_from_env

with exchange_from_env() as exchange, exchange.um_streams() as streams:
    for ticker in islice(streams.book_ticker_all_market(), 3):  # one contract an event, all of them every 5 s
        print(ticker.symbol, ticker.bidPrice, ticker.askPrice)
