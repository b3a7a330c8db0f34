"""Candlesticks of a contract (GET /fapi/v1/klines)."""

from binance_futures.paper import exchange_from_env

with exchange_from_env() as exchange, exchange.um_client() as client:
    for kline in client.klines("BTCUSDT", "1m", limit=3):
        print(kline.openTime, kline.open, kline.high, kline.low, kline.close, kline.volume)
