"""How many of all accounts are long and short (GET /futures/data/globalLongShortAccountRatio)."""

from binance_futures.paper import exchange_from_env

with exchange_from_env() as exchange, exchange.cm_client() as client:
    for row in client.long_short_account_ratio("BTCUSD", "15m", limit=5):
        print(row.timestamp, f"long {row.longAccount:.2%}, short {row.shortAccount:.2%}, ratio", row.longShortRatio)
