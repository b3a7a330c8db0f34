"""Exchanges whose prices make the index (GET /dapi/v1/constituents)."""

from binance_futures.paper import exchange_from_env

with exchange_from_env() as exchange, exchange.cm_client() as client:
    for market in client.query_index_price_constituents("BTCUSD").constituents:
        print(market.exchange, market.symbol, market.price, f"{market.weight:.1%}")
