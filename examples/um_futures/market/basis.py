"""Futures price over index price (GET /futures/data/basis)."""

from binance_futures.paper import exchange_from_env

with exchange_from_env() as exchange, exchange.um_client() as client:
    for point in client.basis("BTCUSDT", "PERPETUAL", "1h", limit=3):
        print(point.timestamp, point.basis, point.basisRate)
