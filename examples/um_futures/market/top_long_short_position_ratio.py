"""Long to short positions of the top traders (GET /futures/data/topLongShortPositionRatio)."""

from binance_futures.paper import exchange_from_env

with exchange_from_env() as exchange, exchange.um_client() as client:
    for point in client.top_long_short_position_ratio("BTCUSDT", "1h", limit=3):
        print(point.timestamp, point.longShortRatio, point.longAccount, point.shortAccount)
