"""Candlesticks of the mark price, by which positions are valued (GET /dapi/v1/markPriceKlines)."""

from binance_futures.paper import exchange_from_env

with exchange_from_env() as exchange, exchange.cm_client() as client:
    for kline in client.mark_price_klines("BTCUSD_PERP", "5m", limit=5):
        print(kline.openTime, kline.open, kline.high, kline.low, kline.close)
