"""Candlesticks of the contract of a pair that is the current one of its type (GET /fapi/v1/continuousKlines)."""

from binance_futures.paper import exchange_from_env

with exchange_from_env() as exchange, exchange.um_client() as client:
    for kline in client.continuous_klines("BTCUSDT", "PERPETUAL", "1h", limit=3):
        print(kline.openTime, kline.open, kline.close, kline.volume)
