"""Accounts of top traders that are long, to those that are short (GET /futures/data/topLongShortAccountRatio)."""

from binance_futures.paper import exchange_from_env

with exchange_from_env() as exchange, exchange.um_client() as client:
    for point in client.top_long_short_account_ratio("BTCUSDT", "1h", limit=3):
        print(point.timestamp, point.longShortRatio, point.longAccount, point.shortAccount)
