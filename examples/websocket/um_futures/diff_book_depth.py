"""Changes of the order book (<symbol>@depth@100ms)."""

from itertools import islice

from binance_futures.paper import exchange_from_env

with exchange_from_env() as exchange, exchange.um_streams() as streams:
    for change in islice(streams.diff_book_depth("BTCUSDT", speed=100), 3):  # order_book.py keeps the whole book
        print(change.firstUpdateId, "to", change.finalUpdateId, "after", change.prevFinalUpdateId)
        for level in change.bids[:3]:
            print("  bid", level.price, level.quantity or "gone")
