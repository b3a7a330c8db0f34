"""The latest trades of a contract (GET /dapi/v1/trades)."""

from binance_futures.paper import exchange_from_env

with exchange_from_env() as exchange, exchange.cm_client() as client:
    for trade in client.trades("BTCUSD_PERP", limit=5):
        taker = "sold" if trade.isBuyerMaker else "bought"
        print(trade.time, "taker", taker, trade.qty, "contracts at", trade.price, "worth", trade.baseQty, "BTC")
