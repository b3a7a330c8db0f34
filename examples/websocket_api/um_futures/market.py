"""Prices and order book over the socket, which need no key, and what they used of the limits."""

from binance_futures.paper import exchange_from_env

with exchange_from_env() as exchange, exchange.um_ws_api() as api:
    print(api.ticker_price("BTCUSDT").price, "and of", len(api.ticker_price()), "symbols")
    best = api.book_ticker("BTCUSDT")
    print("spread", best.askPrice - best.bidPrice)
    for ticker in api.book_ticker()[:10]:
        print(ticker.symbol, ticker.bidPrice, ticker.askPrice)
    book = api.depth("BTCUSDT", limit=5)
    for bid, ask in zip(book.bids, book.asks, strict=False):
        print(bid.quantity, bid.price, "|", ask.price, ask.quantity)
    print("weight used in this minute:", api.limit_usage.used_weight)
