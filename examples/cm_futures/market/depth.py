"""Order book of a contract, best prices first (GET /dapi/v1/depth)."""

from binance_futures.paper import exchange_from_env

with exchange_from_env() as exchange, exchange.cm_client() as client:
    book = client.depth("BTCUSD_PERP", limit=5)
    for bid, ask in zip(book.bids, book.asks, strict=False):
        print(f"{bid.quantity:>8} {bid.price} | {ask.price} {ask.quantity}")  # quantities in contracts
