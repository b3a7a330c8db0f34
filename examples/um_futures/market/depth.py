"""The order book of a contract (GET /fapi/v1/depth)."""

from binance_futures.paper import exchange_from_env

with exchange_from_env() as exchange, exchange.um_client() as client:
    book = client.depth("BTCUSDT", limit=5)
    for bid, ask in zip(book.bids, book.asks, strict=False):
        print(bid.quantity, bid.price, "|", ask.price, ask.quantity)
