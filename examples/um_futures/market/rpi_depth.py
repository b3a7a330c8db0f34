"""The order book with the orders of retail price improvement (GET /fapi/v1/rpiDepth)."""

from binance_futures.paper import exchange_from_env

with exchange_from_env() as exchange, exchange.um_client() as client:
    book = client.rpi_depth("BTCUSDT")
    print(book.bids[0], book.asks[0])
