"""Mark prices of the perpetual and of each delivery contract of a pair, every second (<pair>@markPrice@1s)."""

from binance_futures.paper import exchange_from_env

with exchange_from_env() as exchange, exchange.cm_streams() as streams:
    for price in next(streams.pair_mark_price("BTCUSD")):
        print(price.symbol, price.markPrice, "is", price.markPrice - price.indexPrice, "from the index")
