"""Best bid and ask, whenever they change (<symbol>@bookTicker)."""

from itertools import islice

from binance_futures.paper import exchange_from_env

with exchange_from_env() as exchange, exchange.um_streams() as streams:
    for ticker in islice(streams.book_ticker("BTCUSDT"), 5):
        print(ticker.bidQty, ticker.bidPrice, "|", ticker.askPrice, ticker.askQty)
