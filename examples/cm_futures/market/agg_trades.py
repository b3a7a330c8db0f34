"""Trades of a time, those of one order and price in one (GET /dapi/v1/aggTrades)."""

from datetime import UTC, datetime, timedelta

from binance_futures.paper import exchange_from_env

with exchange_from_env() as exchange, exchange.cm_client() as client:
    start = datetime.now(UTC) - timedelta(minutes=5)
    for trade in client.agg_trades("BTCUSD_PERP", startTime=start, limit=5):
        print(trade.tradeTime, trade.price, trade.quantity, "trades", trade.firstTradeId, "to", trade.lastTradeId)
