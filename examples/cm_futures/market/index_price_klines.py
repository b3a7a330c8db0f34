"""Candlesticks of the index price of a pair (GET /dapi/v1/indexPriceKlines)."""

from binance_futures.paper import exchange_from_env

with exchange_from_env() as exchange, exchange.cm_client() as client:
    for kline in client.index_price_klines("BTCUSD", "15m", limit=5):
        print(kline.openTime, kline.open, kline.high, kline.low, kline.close)
