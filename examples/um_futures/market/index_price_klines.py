"""Candlesticks of the index price of a pair (GET /fapi/v1/indexPriceKlines)."""

from binance_futures.paper import exchange_from_env

with exchange_from_env() as exchange, exchange.um_client() as client:
    for kline in client.index_price_klines("BTCUSDT", "5m", limit=3):
        print(kline.openTime, kline.open, kline.close)
