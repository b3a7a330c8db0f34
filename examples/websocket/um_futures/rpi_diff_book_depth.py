"""Changes of the order book with the orders for retail traders in it (<symbol>@rpiDepth@500ms)."""

from itertools import islice

from binance_futures.paper import exchange_from_env

with exchange_from_env() as exchange, exchange.um_streams() as streams:
    for change in islice(streams.rpi_diff_book_depth("BTCUSDT"), 2):
        print(change.finalUpdateId, len(change.bids), "bids and", len(change.asks), "asks changed")
