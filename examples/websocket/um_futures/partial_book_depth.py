"""The best levels of the order book, whole every time (<symbol>@depth<levels>@100ms)."""

from itertools import islice

from binance_futures.paper import exchange_from_env

with exchange_from_env() as exchange, exchange.um_streams() as streams:
    for book in islice(streams.partial_book_depth("BTCUSDT", level=5, speed=100), 3):
        bids, asks = sum(level.quantity for level in book.bids), sum(level.quantity for level in book.asks)
        print(book.bids[0].price, book.asks[0].price, f"{bids} bid and {asks} offered on 5 levels")
