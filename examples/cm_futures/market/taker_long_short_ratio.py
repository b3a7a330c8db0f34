"""What takers bought and sold (GET /futures/data/takerBuySellVol)."""

from binance_futures.paper import exchange_from_env

with exchange_from_env() as exchange, exchange.cm_client() as client:
    for row in client.taker_long_short_ratio("BTCUSD", "ALL", "1h", limit=5):
        print(row.timestamp, "bought", row.takerBuyVol, "sold", row.takerSellVol, "contracts")
