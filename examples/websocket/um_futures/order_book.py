"""A local order book that keeps itself in step with the exchange's (<symbol>@depth@100ms and its snapshots)."""

from itertools import islice

from binance_futures.paper import exchange_from_env

with exchange_from_env() as exchange, exchange.um_streams() as streams, streams.order_book("BTCUSDT") as book:
    book.until_in_sync(timeout=10)
    for _ in islice(book, 5):  # whenever it changed
        bid, ask = book.top()
        if bid and ask:  # empty while out of step, so that nobody trades on stale prices
            print(bid.quantity, bid.price, "|", ask.price, ask.quantity)
    for level in book.asks(3):
        print(level.price, level.quantity)
