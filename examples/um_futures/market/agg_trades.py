"""Trades of a contract, those of one order and price in one (GET /fapi/v1/aggTrades)."""

from binance_futures.paper import exchange_from_env

with exchange_from_env() as exchange, exchange.um_client() as client:
    now = client.time().serverTime
    for trade in client.agg_trades("BTCUSDT", startTime=now - 60_000, endTime=now, limit=5):
        print(trade.tradeTime, trade.price, trade.quantity, trade.lastTradeId - trade.firstTradeId + 1)
