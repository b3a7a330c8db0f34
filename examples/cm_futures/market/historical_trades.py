"""Older trades of a contract, from an id on (GET /dapi/v1/historicalTrades)."""

from binance_futures.paper import exchange_from_env

with exchange_from_env() as exchange, exchange.cm_client() as client:
    (latest,) = client.historical_trades("BTCUSD_PERP", limit=1)
    for trade in client.historical_trades("BTCUSD_PERP", limit=5, fromId=latest.id - 4):
        print(trade.id, trade.time, trade.price, trade.qty, trade.baseQty)
