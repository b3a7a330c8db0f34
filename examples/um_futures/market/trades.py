"""The latest trades of a contract (GET /fapi/v1/trades)."""

from binance_futures.paper import exchange_from_env

with exchange_from_env() as exchange, exchange.um_client() as client:
    for trade in client.trades("BTCUSDT", limit=5):
        print(trade.id, trade.price, trade.qty, "sold" if trade.isBuyerMaker else "bought")
