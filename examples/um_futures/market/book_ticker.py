"""Best bid and ask of a contract, or of all (GET /fapi/v1/ticker/bookTicker)."""

from binance_futures.paper import exchange_from_env

with exchange_from_env() as exchange, exchange.um_client() as client:
    best = client.book_ticker("BTCUSDT")
    print(best.bidQty, best.bidPrice, "|", best.askPrice, best.askQty)
    for each in client.book_ticker():
        print(each.symbol, each.askPrice - each.bidPrice)
