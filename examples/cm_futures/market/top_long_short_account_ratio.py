"""How many of the largest traders are long and short (GET /futures/data/topLongShortAccountRatio)."""

from binance_futures.paper import exchange_from_env

with exchange_from_env() as exchange, exchange.cm_client() as client:
    for row in client.top_long_short_account_ratio("BTCUSD", "1d", contractType="PERPETUAL", limit=5):
        print(row.timestamp, f"long {row.longAccount:.2%}, short {row.shortAccount:.2%}, ratio", row.longShortRatio)
