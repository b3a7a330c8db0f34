"""How the positions of the largest traders split into long and short (GET /futures/data/topLongShortPositionRatio)."""

from binance_futures.paper import exchange_from_env

with exchange_from_env() as exchange, exchange.cm_client() as client:
    for row in client.top_long_short_position_ratio("BTCUSD", "4h", limit=5):
        print(row.timestamp, f"long {row.longPosition:.2%}, short {row.shortPosition:.2%}, ratio", row.longShortRatio)
