"""Candlesticks of the premium of a perpetual over its index (GET /dapi/v1/premiumIndexKlines)."""

from binance_futures.paper import exchange_from_env

with exchange_from_env() as exchange, exchange.cm_client() as client:
    for kline in client.premium_index_klines("BTCUSD_PERP", "1h", limit=5):
        print(kline.openTime, f"{kline.low:.4%} to {kline.high:.4%}, {kline.close:.4%} at the end")
