"""Candlesticks of whichever contract is the quarterly one at the time (GET /dapi/v1/continuousKlines)."""

from binance_futures.paper import exchange_from_env

with exchange_from_env() as exchange, exchange.cm_client() as client:
    for kline in client.continuous_klines("BTCUSD", "CURRENT_QUARTER", "1d", limit=5):
        print(kline.openTime, kline.open, kline.high, kline.low, kline.close, kline.volume)
