"""Older trades of a contract, from an id on; needs an API key (GET /fapi/v1/historicalTrades)."""

from binance_futures.paper import exchange_from_env

with exchange_from_env() as exchange, exchange.um_client() as client:
    newest = client.trades("BTCUSDT", limit=1)[0]
    for trade in client.historical_trades("BTCUSDT", limit=5, fromId=newest.id - 4):
        print(trade.id, trade.time, trade.price, trade.qty)
