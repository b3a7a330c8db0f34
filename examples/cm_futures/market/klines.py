"""Candlesticks of a contract, with volume in contracts and in coins (GET /dapi/v1/klines)."""

from binance_futures.paper import exchange_from_env

with exchange_from_env() as exchange, exchange.cm_client() as client:
    for kline in client.klines("BTCUSD_PERP", "1h", limit=5):
        print(kline.openTime, kline.open, kline.high, kline.low, kline.close, kline.volume, kline.baseVolume)
