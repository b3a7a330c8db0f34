"""The spot prices that an index price is made of (GET /fapi/v1/constituents)."""

from binance_futures.paper import exchange_from_env

with exchange_from_env() as exchange, exchange.um_client() as client:
    index = client.index_price_constituents("BTCUSDT")
    for part in index.constituents:
        print(part.exchange, part.symbol, part.price, part.weight)
