"""Candlesticks of the premium over the index, from which funding follows (GET /fapi/v1/premiumIndexKlines)."""

from binance_futures.paper import exchange_from_env

with exchange_from_env() as exchange, exchange.um_client() as client:
    for kline in client.premium_index_klines("BTCUSDT", "5m", limit=3):
        print(kline.openTime, kline.open, kline.close)
