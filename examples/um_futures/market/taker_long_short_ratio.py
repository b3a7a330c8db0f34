"""What takers bought, to what they sold (GET /futures/data/takerlongshortRatio)."""

from binance_futures.paper import exchange_from_env

with exchange_from_env() as exchange, exchange.um_client() as client:
    for point in client.taker_long_short_ratio("BTCUSDT", "5m", limit=3):
        print(point.timestamp, point.buySellRatio, point.buyVol, point.sellVol)
