"""How many contracts of a pair were held over time (GET /futures/data/openInterestHist)."""

from binance_futures.paper import exchange_from_env

with exchange_from_env() as exchange, exchange.cm_client() as client:
    for row in client.open_interest_hist("BTCUSD", "PERPETUAL", "1h", limit=5):  # None: all contract types together
        print(row.timestamp, row.sumOpenInterest, "contracts worth", row.sumOpenInterestValue, "BTC")
